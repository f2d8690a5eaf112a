"""The one record for all channels goes; each channel has its own rule."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dorpskrant', '0003_consent_per_channel'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='familynotice',
            name='no_channel_without_consent',
        ),
        migrations.RemoveField(
            model_name='familynotice',
            name='agreed_by',
        ),
        migrations.RemoveField(
            model_name='familynotice',
            name='agreed_how',
        ),
        migrations.RemoveField(
            model_name='familynotice',
            name='agreed_on',
        ),
        migrations.AddConstraint(
            model_name='familynotice',
            constraint=models.CheckConstraint(condition=models.Q(('consent_paper', False), models.Q(('paper_agreed_on__isnull', False), models.Q(('paper_agreed_by', ''), _negated=True), models.Q(('paper_agreed_how', ''), _negated=True)), _connector='OR'), name='paper_consent_is_recorded'),
        ),
        migrations.AddConstraint(
            model_name='familynotice',
            constraint=models.CheckConstraint(condition=models.Q(('consent_web', False), models.Q(('web_agreed_on__isnull', False), models.Q(('web_agreed_by', ''), _negated=True), models.Q(('web_agreed_how', ''), _negated=True), ('online_until__isnull', False)), _connector='OR'), name='web_consent_is_recorded'),
        ),
        migrations.AddConstraint(
            model_name='familynotice',
            constraint=models.CheckConstraint(condition=models.Q(('consent_email', False), models.Q(('email_agreed_on__isnull', False), models.Q(('email_agreed_by', ''), _negated=True), models.Q(('email_agreed_how', ''), _negated=True)), _connector='OR'), name='email_consent_is_recorded'),
        ),
    ]
