"""A printed edition keeps its articles, in their order: none comes in, leaves, or changes places.

The one rule stands below every screen: where a page is moved (Wagtail's drag list, its move screens, many at once, the
flatplan) and where an article is made (a form, a copy, an alias, a neighbour's article, a translation). Deleting is asked about
in Wagtail's hooks, as a village that is removed takes its printed editions with it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import pre_page_move

from core.refusals import RefusedError
from dorpskrant.models import ArticlePage, PrintedEdition


class EditionIsPrintedError(RefusedError):
    """What was asked for would change the row of articles of this printed edition."""

    def __init__(self, edition_id: int) -> None:
        super().__init__(f"edition {edition_id} was printed")
        self.edition_id = edition_id

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Show the edition's list with the reason above it; a script gets 409, and the next screen has the reason too."""
        words = _(
            "This edition was printed: what is in it stays in it, in its order. Take an article off the site by"
            " unpublishing it, and put what is new in the next edition."
        )
        messages.error(request, words)
        if "text/html" in request.headers.get("Accept", ""):
            return redirect("wagtailadmin_explore", self.edition_id)
        return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")


def refuse_if_printed(*page_ids: int) -> None:
    """Pass where none of these pages is a printed edition.

    Raises:
        EditionIsPrintedError: one is.
    """
    printed = PrintedEdition.objects.filter(pk__in=page_ids).values_list("pk", flat=True).first()
    if printed is not None:
        raise EditionIsPrintedError(printed)


def refuse_deleting(pages: Iterable[Any]) -> None:
    """Pass where none of these pages is, holds or stands in a printed edition.

    Raises:
        EditionIsPrintedError: one does.
    """
    for page in pages:
        below = PrintedEdition.objects.filter(edition__path__startswith=page.path).values_list("pk", flat=True)
        refuse_if_printed(page.get_parent().pk, *below)


def connect() -> None:
    """Have the rule asked wherever pages are moved or articles are made."""
    pre_page_move.connect(_moved, dispatch_uid="dorpskrant.freezing.moved")
    pre_save.connect(_made, sender=ArticlePage, dispatch_uid="dorpskrant.freezing.made")


def _moved(parent_page_before: Page, parent_page_after: Page, **kwargs: Any) -> None:
    refuse_if_printed(parent_page_before.pk, parent_page_after.pk)


def _made(instance: ArticlePage, raw: bool = False, **kwargs: Any) -> None:
    if not raw and instance._state.adding and instance.path:
        above = instance.path[: -ArticlePage.steplen]
        refuse_if_printed(*Page.objects.filter(path=above).values_list("pk", flat=True))
