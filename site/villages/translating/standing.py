"""How a village's translations stand: for each live page, in each of the village's other languages."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from villages.models import Village

MISSING, BEHIND, DRAFT, CURRENT = "missing", "behind", "draft", "current"


@dataclass(frozen=True)
class Standing:
    """One page in one other language. `waiting` counts the pieces of text that nobody has translated yet."""

    language: str
    state: str
    page: int | None = None
    original: int | None = None
    waiting: int = 0

    @property
    def behind(self) -> bool:
        """Whether there is a translation, and something about it is to be done."""
        return self.state in (BEHIND, DRAFT)

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.state == BEHIND and self.waiting:
            return ngettext(
                "%(number)d piece of text to translate", "%(number)d pieces of text to translate", self.waiting
            ) % {"number": self.waiting}
        return {
            MISSING: _("not translated"),
            BEHIND: _("older than the original"),
            DRAFT: _("translated, not published"),
            CURRENT: _("up to date"),
        }[self.state]

    @property
    def url(self) -> str:
        """Where to do something about it: the form to send it for translation, or the translation itself."""
        if self.page is None:
            return reverse("wagtail_localize:submit_page_translation", args=[self.original])
        return reverse("wagtailadmin_pages:edit", args=[self.page])

    @property
    def action(self) -> str:
        """What to do about it, as the text of a link."""
        return {
            MISSING: _("Send for translation"),
            BEHIND: _("Translate"),
            DRAFT: _("Look and publish"),
            CURRENT: _("Open"),
        }[self.state]


@dataclass(frozen=True)
class Original:
    """A page that is the original, and how its translations stand."""

    pk: int
    title: str
    kind: str
    language: str
    standings: tuple[Standing, ...]

    @property
    def behind(self) -> bool:
        """Whether one of its translations asks for something."""
        return any(standing.behind for standing in self.standings)

    @property
    def missing(self) -> bool:
        """Whether it is still to be sent for translation into some language."""
        return any(standing.state == MISSING for standing in self.standings)


@dataclass(frozen=True)
class _Sent:
    waiting: int
    changed_at: dt.datetime


def standings(village: Village) -> list[Original]:
    """Give the village's live originals in the order of its pages, each with how its translations stand.

    The original is the page that was sent for translation, else the one in the village's first language.
    The number of queries is the same for one page and for thousands.
    """
    languages = village.languages
    if len(languages) < 2:
        return []
    codes = {locale.pk: locale.language_code for locale in village.locales.all()}
    sources = dict(TranslationSource.objects.values_list("object_id", "locale_id"))
    sent = _sent()
    groups: dict[Any, dict[str, Page]] = defaultdict(dict)
    pages = Page.objects.filter(depth__gt=1, locale__in=codes).select_related("content_type").order_by("path")
    for page in pages.only(
        "path", "title", "draft_title", "locale_id", "translation_key", "live", "alias_of", "last_published_at",
        "content_type",
    ):  # fmt: skip
        groups[page.translation_key][codes[page.locale_id]] = page
    found = []
    for key, group in groups.items():
        first = codes.get(sources.get(key)) or next((code for code in languages if code in group), "")
        original = group.get(first)
        if original is None or not original.live or original.alias_of_id:
            continue
        made = tuple(_standing(code, original, group.get(code), sent) for code in languages if code != first)
        kind = str(original.content_type.model_class()._meta.verbose_name)
        found.append(Original(original.pk, original.title, kind, first, made))
    return found


def _standing(code: str, original: Page, page: Page | None, sent: dict[tuple[Any, int], _Sent]) -> Standing:
    if page is None or page.alias_of_id:
        return Standing(code, MISSING, original=original.pk)
    known = sent.get((page.translation_key, page.locale_id))
    if known is not None and known.waiting:
        return Standing(code, BEHIND, page.pk, original.pk, known.waiting)
    if not page.live:
        return Standing(code, DRAFT, page.pk, original.pk)
    published = page.last_published_at
    if known is not None:
        state = DRAFT if published and known.changed_at > published else CURRENT
    else:
        state = (
            BEHIND if published and original.last_published_at and published < original.last_published_at else CURRENT
        )
    return Standing(code, state, page.pk, original.pk)


def _sent() -> dict[tuple[Any, int], _Sent]:
    """Give what was sent for translation, by page and language: what waits, and when its words last changed."""
    answers = StringTranslation.objects.order_by().filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=OuterRef("target")
    )
    segments = (
        StringSegment.objects.order_by().filter(source=OuterRef("source")).annotate(target=OuterRef("target_locale"))
    )
    waiting = (
        segments.annotate(done=Exists(answers.filter(has_error=False)))
        .filter(done=False)
        .values("source")
        .annotate(number=Count("pk"))
    )
    latest = segments.annotate(at=Subquery(answers.values("updated_at")[:1])).values("source").annotate(last=Max("at"))
    rows = Translation.objects.filter(enabled=True).annotate(
        waiting=Coalesce(Subquery(waiting.values("number")), 0, output_field=IntegerField()),
        words_at=Subquery(latest.values("last")),
    )
    return {
        (object_id, locale): _Sent(number, max(words_at or updated, updated))
        for object_id, locale, number, words_at, updated in rows.values_list(
            "source__object_id", "target_locale_id", "waiting", "words_at", "source__last_updated_at"
        )
    }


def behind(village: Village) -> Iterator[tuple[Original, Standing]]:
    """Give each translation that asks for something, with its original."""
    for original in standings(village):
        for standing in original.standings:
            if standing.behind:
                yield original, standing
