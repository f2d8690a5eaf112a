"""A consent of its own for paper, web and e-mail, in the notices and in the editions' revisions."""

import datetime as dt

import django.db.models.deletion
from django.db import migrations, models

CHANNELS = ("paper", "web", "email")
RECORD = ("agreed_by", "agreed_on", "agreed_how")


def a_year_after(day):
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def spread(data, last_day):
    """Give each allowed channel the one record there was."""
    for channel in CHANNELS:
        if data.get(f"consent_{channel}"):
            for name in RECORD:
                data[f"{channel}_{name}"] = data.get(name)
    if data.get("consent_web") and not data.get("online_until"):
        data["online_until"] = last_day


def spread_rows(apps, schema_editor):
    FamilyNotice = apps.get_model("dorpskrant", "FamilyNotice")
    NoticePortrait = apps.get_model("dorpskrant", "NoticePortrait")
    for notice in FamilyNotice.objects.select_related("page").iterator():
        data = vars(notice)
        spread(data, a_year_after(notice.page.publication_date))
        notice.save()
        if notice.portrait_id:
            NoticePortrait.objects.get_or_create(image_id=notice.portrait_id)


def spread_revisions(apps, schema_editor):
    Revision = apps.get_model("wagtailcore", "Revision")
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="dorpskrant", model="editionpage")
    for revision in Revision.objects.filter(content_type__in=kind).iterator():
        notices = revision.content.get("family_notices", [])
        for data in notices:
            published = dt.date.fromisoformat(revision.content["publication_date"])
            spread(data, a_year_after(published).isoformat())
        if notices:
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_initial'),
        ('dorpskrant', '0002_paper_planning'),
        ('wagtailcore', '0098_apitoken'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticePortrait',
            fields=[
                ('image', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='core.villageimage')),
            ],
            options={
                'verbose_name': 'portrait of a notice',
                'verbose_name_plural': 'portraits of notices',
            },
        ),
        migrations.AddField(
            model_name='familynotice',
            name='email_agreed_by',
            field=models.CharField(blank=True, max_length=150, verbose_name='who agreed'),
        ),
        migrations.AddField(
            model_name='familynotice',
            name='email_agreed_how',
            field=models.CharField(blank=True, choices=[('form', 'on a form'), ('phone', 'by phone'), ('in_person', 'in person'), ('letter', 'by letter')], max_length=20, verbose_name='how'),
        ),
        migrations.AddField(
            model_name='familynotice',
            name='email_agreed_on',
            field=models.DateField(blank=True, null=True, verbose_name='when'),
        ),
        migrations.AddField(
            model_name='familynotice',
            name='paper_agreed_by',
            field=models.CharField(blank=True, max_length=150, verbose_name='who agreed'),
        ),
        migrations.AddField(
            model_name='familynotice',
            name='paper_agreed_how',
            field=models.CharField(blank=True, choices=[('form', 'on a form'), ('phone', 'by phone'), ('in_person', 'in person'), ('letter', 'by letter')], max_length=20, verbose_name='how'),
        ),
        migrations.AddField(
            model_name='familynotice',
            name='paper_agreed_on',
            field=models.DateField(blank=True, null=True, verbose_name='when'),
        ),
        migrations.AddField(
            model_name='familynotice',
            name='web_agreed_by',
            field=models.CharField(blank=True, max_length=150, verbose_name='who agreed'),
        ),
        migrations.AddField(
            model_name='familynotice',
            name='web_agreed_how',
            field=models.CharField(blank=True, choices=[('form', 'on a form'), ('phone', 'by phone'), ('in_person', 'in person'), ('letter', 'by letter')], max_length=20, verbose_name='how'),
        ),
        migrations.AddField(
            model_name='familynotice',
            name='web_agreed_on',
            field=models.DateField(blank=True, null=True, verbose_name='when'),
        ),
        migrations.AlterField(
            model_name='familynotice',
            name='online_until',
            field=models.DateField(blank=True, help_text='The last day online. Empty: a year after the edition.', null=True, verbose_name='online until'),
        ),
        migrations.RunPython(spread_rows, migrations.RunPython.noop),
        migrations.RunPython(spread_revisions, migrations.RunPython.noop),
    ]
