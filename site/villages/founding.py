"""Founding a village: one step, one transaction; a half-made village never remains."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Site

from .carrying_over import Carrier
from .hosting import clean_hostname
from .inviting import invite
from .models import User, Village, VillageLook, VillageRole
from .roles import grant_roles, grant_workflow
from .scope import every_village

HomeBuilder = Callable[[str, str, Locale], Page]  # name, slug, locale -> the home page, saved and live below the root
SectionBuilder = Callable[[Page], None]  # home page -> its sections below it, in the language that is active
PageCarrier = Callable[[Page, Page, Carrier], None]  # the other village's home page, the new one's, who carries
_home: list[HomeBuilder] = []
_sections: list[SectionBuilder] = []
_carry: list[PageCarrier] = []


def register_front_door(home: HomeBuilder, sections: SectionBuilder, carry: PageCarrier) -> None:
    """Say how a village's pages are laid out; the app that knows all page types does so once, in `ready()`."""
    _home[:], _sections[:], _carry[:] = [home], [sections], [carry]


@dataclass(frozen=True)
class FirstAdmin:
    """Who will keep a new village: the first to be invited."""

    email: str
    name: str = ""
    invited_by: User | None = None


def found_village(
    name: str,
    hostname: str,
    *,
    languages: Sequence[str] = ("nl",),
    slug: str = "",
    port: int = 80,
    like: Village | None = None,
    admin: FirstAdmin | None = None,
) -> Village:
    """Make a village with its site, pages in each language, collection, groups, workflow and look.

    Args:
        name: what people call it.
        hostname: its own host, without port.
        languages: codes out of `WAGTAIL_CONTENT_LANGUAGES`; the first is the one that the others are translated from.
        slug: its short name in commands and archives; made from the name if empty.
        port: the port in the village's addresses.
        like: a village whose arrangement it begins with; nothing about people goes along (`villages.carrying_over`).
        admin: whom to invite as the first village admin; the caller sends the invitation (`village.invitations`).

    Raises:
        ValidationError: the host or short name is taken or malformed, or a language is unknown. Nothing was made.
    """
    slug = slug or slugify(name)
    with every_village(), transaction.atomic():
        hostname = _validate(name, hostname, slug, languages)
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
        if like is not None:
            _begin_like(like, village)
        if admin is not None:
            validate_email(admin.email.strip())
            invite(village, admin.email, VillageRole.Role.ADMIN, name=admin.name, by=admin.invited_by)
    return village


def _begin_like(like: Village, village: Village) -> None:
    carrier = Carrier(like, village)
    carrier.settings()
    theirs = {home.locale_id: home for home in like.site.root_page.get_translations(inclusive=True)}
    for home in village.site.root_page.get_translations(inclusive=True).order_by("path"):
        _carry[0](theirs.get(home.locale_id, like.site.root_page), home, carrier)


def add_language(village: Village, code: str) -> None:
    """Give a village one more language: its home page and sections in it, live, and every role's rights there.

    What residents read in other pages stays for translators. A language that the village has already is left as it is.

    Raises:
        ValidationError: the language is not one of `WAGTAIL_CONTENT_LANGUAGES`. Nothing was changed.
    """
    _validate_languages([code])
    with every_village(), transaction.atomic():
        locale = Locale.objects.get_or_create(language_code=code)[0]
        if village.locales.filter(pk=locale.pk).exists():
            return
        village.locales.add(locale)
        _translate(village.site.root_page, locale)
        grant_roles(village)
        grant_workflow(village)


def _validate(name: str, hostname: str, slug: str, languages: Sequence[str]) -> str:
    if not name.strip():
        raise ValidationError({"name": _("Give the village a name.")})
    try:
        hostname = clean_hostname(hostname)
    except ValidationError as error:
        raise ValidationError({"hostname": error}) from error
    if Village.objects.filter(slug=slug).exists() or not slug:
        raise ValidationError({"slug": _("Another village already has this short name.")})
    _validate_languages(languages)
    return hostname


def _validate_languages(languages: Sequence[str]) -> None:
    known = [code for code, label in settings.WAGTAIL_CONTENT_LANGUAGES]
    if not languages or set(languages) - set(known):
        raise ValidationError({"languages": _("Choose languages out of: %(known)s.") % {"known": ", ".join(known)}})


def _translate(home: Page, locale: Locale) -> None:
    """Give the village its home page and sections in one more language, live, with their titles in that language."""
    with translation.override(locale.language_code):
        copy = home.specific.copy_for_translation(locale)
        copy.save_revision().publish()
        _sections[0](copy)
