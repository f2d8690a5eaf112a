"""The screen that tells which translations are behind."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .standing import Original, Standing, standings

PERMISSION = "wagtail_localize.submit_translation"
PAGE_SIZE = 50
SHOWN: dict[str, Any] = {
    "achter": lambda original: original.behind,
    "niet": lambda original: original.missing,
    "alles": lambda original: True,
}


@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """Show the village's pages with how each stands in its other languages; `?toon=` and `?taal=` choose.

    Raises:
        Http404: this is the platform's own host.
        PermissionDenied: somebody may not send pages for translation.
    """
    village = getattr(request, "village", None)
    if village is None:
        raise Http404
    if not request.user.has_perm(PERMISSION):  # type: ignore[union-attr]
        raise PermissionDenied
    names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    language = request.GET.get("taal", "")
    language = language if language in village.languages else ""
    shown = request.GET.get("toon", "")
    shown = shown if shown in SHOWN else "achter"
    originals = [narrowed for original in standings(village) if (narrowed := _in_language(original, language))]
    chosen = [original for original in originals if SHOWN[shown](original)]
    labels = {"achter": _("Behind"), "niet": _("Not translated"), "alles": _("Everything")}
    context = {
        "originals": Paginator([_row(original, names) for original in chosen], PAGE_SIZE).get_page(
            request.GET.get("p")
        ),
        "tabs": [(value, labels[value], sum(map(rule, originals))) for value, rule in SHOWN.items()],
        "shown": shown,
        "language": language,
        "languages": [("", _("All languages")), *((code, str(names.get(code, code))) for code in village.languages)],
        "one_language": len(village.languages) < 2,
    }
    return render(request, "villages/admin/translations.html", context)


def _in_language(original: Original, language: str) -> Original | None:
    """Give the original with its translations into one language only; None where it has none to be made."""
    if not language:
        return original
    kept = tuple(standing for standing in original.standings if standing.language == language)
    if not kept:
        return None
    return Original(original.pk, original.title, original.kind, original.language, kept)


def _row(original: Original, names: dict[str, Any]) -> dict[str, Any]:
    def named(standing: Standing) -> dict[str, Any]:
        return {"standing": standing, "language": str(names.get(standing.language, standing.language))}

    return {
        "original": original,
        "language": str(names.get(original.language, original.language)),
        "standings": [named(standing) for standing in original.standings],
    }
