"""Founding a village: one step, one transaction; a half-made village never remains."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Site

from .models import Village, VillageHost, VillageLook
from .roles import grant_roles, grant_workflow
from .scope import every_village

HOSTNAME = RegexValidator(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\Z")

HomeBuilder = Callable[[str, str, Locale], Page]  # name, slug, locale -> the home page, saved and live below the root
SectionBuilder = Callable[[Page], None]  # home page -> its sections below it, in the language that is active
_home: list[HomeBuilder] = []
_sections: list[SectionBuilder] = []


def register_front_door(home: HomeBuilder, sections: SectionBuilder) -> None:
    """Say how a village's pages are laid out; the app that knows all page types does so once, in `ready()`."""
    _home[:], _sections[:] = [home], [sections]


def found_village(
    name: str, hostname: str, *, languages: Sequence[str] = ("nl",), slug: str = "", port: int = 80
) -> Village:
    """Make a village with its site, pages in each language, collection, groups, workflow and look.

    Args:
        name: what people call it.
        hostname: its own host, without port.
        languages: codes out of `WAGTAIL_CONTENT_LANGUAGES`; the first is the one that the others are translated from.
        slug: its short name in commands and archives; made from the name if empty.
        port: the port in the village's addresses.

    Raises:
        ValidationError: the host or short name is taken or malformed, or a language is unknown. Nothing was made.
    """
    hostname = hostname.strip().lower()
    slug = slug or slugify(name)
    with every_village(), transaction.atomic():
        _validate(name, hostname, slug, languages)
        locales = [Locale.objects.get_or_create(language_code=code)[0] for code in languages]
        with translation.override(languages[0]):
            home = _home[0](name, slug, locales[0])
        collection = Collection.get_first_root_node().add_child(instance=Collection(name=name))
        site = Site.objects.create(hostname=hostname, port=port, site_name=name, root_page=home)
        village = Village.objects.create(site=site, slug=slug, collection=collection)
        village.locales.set(locales)
        with translation.override(languages[0]):
            _sections[0](home)
        for locale in locales[1:]:
            _translate(home, locale)
        VillageLook.objects.get_or_create(site=site)
        grant_roles(village)
        grant_workflow(village)
    return village


def _validate(name: str, hostname: str, slug: str, languages: Sequence[str]) -> None:
    known = [code for code, label in settings.WAGTAIL_CONTENT_LANGUAGES]
    if not name.strip():
        raise ValidationError({"name": _("Give the village a name.")})
    try:
        HOSTNAME(hostname)
    except ValidationError as error:
        raise ValidationError(
            {"hostname": _("Write a host like zavelberg.example.be, without https:// and without a port.")}
        ) from error
    taken = Site.objects.filter(hostname=hostname).exists() or VillageHost.objects.filter(hostname=hostname).exists()
    if taken or hostname in settings.PLATFORM_HOSTS:
        raise ValidationError({"hostname": _("A village already lives at this host.")})
    if Village.objects.filter(slug=slug).exists() or not slug:
        raise ValidationError({"slug": _("Another village already has this short name.")})
    if not languages or set(languages) - set(known):
        raise ValidationError({"languages": _("Choose languages out of: %(known)s.") % {"known": ", ".join(known)}})


def _translate(home: Page, locale: Locale) -> None:
    """Give the village its home page and sections in one more language, live, with their titles in that language."""
    with translation.override(locale.language_code):
        copy = home.specific.copy_for_translation(locale)
        copy.save_revision().publish()
        _sections[0](copy)
