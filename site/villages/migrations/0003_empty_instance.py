"""Take away what Wagtail puts in a new database: its welcome page, its default site, its groups and its workflow."""

from django.db import migrations


def empty(apps, schema_editor):
    """Leave the roots of the page and collection trees, and nothing below them."""
    Page = apps.get_model("wagtailcore", "Page")
    apps.get_model("wagtailcore", "Site").objects.filter(hostname="localhost", is_default_site=True).delete()
    if Page.objects.filter(depth=2, slug="home", title__startswith="Welcome").delete()[0]:
        root = Page.objects.get(depth=1)
        root.numchild = Page.objects.filter(depth=2).count()
        root.save(update_fields=["numchild"])
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()
    for name in ("WorkflowPage", "WorkflowTask", "Workflow", "GroupApprovalTask", "Task"):
        apps.get_model("wagtailcore", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("villages", "0002_villages"),
        ("core", "0002_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
