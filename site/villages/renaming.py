"""Giving a village another name, wherever it goes by its name."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from .models import Village
from .roles import grant_roles, grant_workflow
from .scope import every_village


def rename_village(village: Village, name: str) -> None:
    """Call a village otherwise: its site, home pages, files, groups and workflow. Its short name and addresses stay.

    A home page that somebody gave a title of its own keeps it.

    Raises:
        ValidationError: there is no name. Nothing was changed.
    """
    name = name.strip()
    if not name:
        raise ValidationError({"name": _("Give the village a name.")})
    old = village.name
    with every_village(), transaction.atomic():
        village.site.site_name = name
        village.site.save()
        for home in village.site.root_page.get_translations(inclusive=True).specific():
            _retitle(home, old, name)
        if village.collection.name == old:
            village.collection.name = name
            village.collection.save()
        grant_roles(village)
        grant_workflow(village)


def _retitle(home: Page, old: str, name: str) -> None:
    """Change the title online and, where somebody is still at work on the page, in the draft as well."""
    draft = home.get_latest_revision_as_object()
    if home.title == old:
        home.title = name
        if home.draft_title == old:
            home.draft_title = name
        home.save()
    if draft.title == old:
        draft.title = name
        revision = draft.save_revision()
        if home.live and not home.has_unpublished_changes:
            revision.publish()
