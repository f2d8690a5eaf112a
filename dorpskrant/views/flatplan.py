"""The final editor's screens of an edition on paper: the flatplan, and what moves in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dorpskrant import arranging
from dorpskrant.flatplan import flatplan_of
from dorpskrant.freezing import refuse_if_printed
from dorpskrant.models import Advert, ArticlePage, EditionPage
from dorpskrant.models.printed import is_printed
from dorpskrant.paper import Channel, edition_document, paper_layout
from dorpskrant.printing import again, paper_of
from dorpskrant.shelf import Paper, latest

FRAGMENT = "X-Flatplan"  # the header with which the screen asks for its own part only


def editable(request: HttpRequest, page_id: int) -> EditionPage:
    """Give an edition that this user may edit.

    Raises:
        Http404: there is none in this village.
        PermissionDenied: the user may not edit it.
    """
    page = get_object_or_404(EditionPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


@require_safe
def flatplan(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the pages of an edition and the list of what is in it; the press is put to work where they are out of date."""
    return _answer(request, editable(request, page_id))


@require_POST
def arrange(request: HttpRequest, page_id: int) -> HttpResponse:
    """Move or set one article or advert, then show the flatplan again."""
    page = editable(request, page_id)
    if not page.permissions_for_user(request.user).can_reorder_children():
        raise PermissionDenied
    page = arranging.one_at_a_time(page)
    refuse_if_printed(page.pk)
    wanted = request.POST
    if "layout" in wanted:
        if wanted["layout"] in EditionPage.PaperLayout.values:
            _set_layout(page, wanted["layout"], request.user)
    elif "retry" in wanted:
        again(_paper(page))
    elif wanted.get("item", "").startswith("ad"):
        _arrange_advert(page, wanted)
    else:
        _arrange_article(page, wanted, request.user)
    page = EditionPage.objects.get(pk=page.pk)
    if FRAGMENT in request.headers:
        return _answer(request, page)
    return redirect("paper_edition", page.pk)


@require_safe
def status(request: HttpRequest, page_id: str, key: str) -> JsonResponse:
    """Say how far the press is with a paper of this edition; any other is as absent as one that was thrown away."""
    page = editable(request, int(page_id))
    paper = Paper(key)
    if not paper.is_of(page.pk):
        return JsonResponse({"state": "absent", "words": ""})
    return JsonResponse({"state": paper.state, "words": progress_words(paper)})


@require_safe
def thumbnail(request: HttpRequest, page_id: str, key: str, number: str) -> HttpResponseBase:
    """Answer with the picture of one page."""
    page = editable(request, int(page_id))
    paper = Paper(key)
    picture = paper.thumbnail(int(number[:6]))
    if not paper.is_of(page.pk) or not picture.exists():
        raise Http404
    response = FileResponse(picture.open("rb"), content_type="image/png")
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return response


def progress_words(paper: Paper) -> str:
    """Give in a few words what the press is at."""
    stage = paper.progress()
    match stage.get("stage"):
        case "photos":
            return _("Preparing articles and photos: %(done)s of %(total)s") % stage
        case "pages":
            return _("Setting the pages")
        case "pictures":
            return _("Making the small pictures")
        case "search":
            return _("It takes too long: looking for the article that does it")
    return _("Waiting for the press")


def failure_words(paper: Paper) -> dict[str, Any] | None:
    """Give what went wrong in words, and the article at fault where it is known; None where nothing did."""
    failed = paper.failure()
    if not failed:
        return None
    pk = failed["article"].removeprefix("a")
    article = ArticlePage.objects.filter(pk=int(pk)).first() if pk.isdigit() else None
    return {"message": said_in_words(failed["kind"]), "detail": failed["detail"], "article": article}


def said_in_words(kind: str) -> str:
    """Give what an editor can do about an error of the press (the name of its class)."""
    match kind:
        case "PhotoError":
            return _("A photo can't be printed. Choose another one, or upload it again.")
        case "TooMuchText":
            return _("There is more text here than the press can set.")
        case "PressTimeout":
            return _("Printing took too long and was stopped. Mostly one very long article does that.")
        case "PressOutOfMemory":
            return _("Printing needed too much memory and was stopped. Mostly one photo or article does that.")
    return _("The press could not print this. Look at the photos and the text of the article.")


def _slot(page: EditionPage) -> str:
    return f"{page.pk}-flatplan"


def _paper(page: EditionPage) -> Paper:
    edition = edition_document(page, Channel.PAPER, drafts=True)
    return paper_of(_slot(page), edition, paper_layout(page), thumbnails=True)


def _answer(request: HttpRequest, page: EditionPage) -> HttpResponse:
    paper = _paper(page)
    shown = paper if paper.state == "ready" else latest(_slot(page))
    layout = paper_layout(page)
    permissions = page.permissions_for_user(request.user)
    context = {
        "page": page,
        "plan": flatplan_of(page, shown.plan() if shown is not None else None, layout),
        "paper": paper,
        "shown": shown,
        "stale": shown is not None and shown != paper,
        "progress": progress_words(paper) if paper.state == "busy" else "",
        "error": failure_words(paper),
        "may_arrange": permissions.can_reorder_children() and not is_printed(page.pk),
        "layouts": EditionPage.PaperLayout.choices,
        "weights": ArticlePage.Weight.choices,
        "pins": ArticlePage.Pin.choices,
        "photo_widths": _photo_widths(layout.columns),
        "advert_pages": advert_pages(page, shown),
        "unprintable": " ".join(paper.unprintable()),
    }
    part = FRAGMENT in request.headers
    name = "dorpskrant/admin/flatplan_part.html" if part else "dorpskrant/admin/flatplan.html"
    response = render(request, name, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def advert_pages(page: EditionPage, paper: Paper | None) -> list[tuple[int, str]]:
    """Give the places that an advert can be given, with their names."""
    count = len(paper.plan().pages) if paper is not None and paper.state == "ready" else page.target_pages
    numbered = [(number, _("page %(number)s") % {"number": number}) for number in range(2, max(count, 2))]
    return [
        (Advert.ANYWHERE, _("where there is room")),
        (Advert.FRONT, _("the front page")),
        *numbered,
        (Advert.BACK, _("the back page")),
    ]


def _photo_widths(columns: int) -> list[tuple[int, str]]:
    return [
        (value, str(label))
        for value, label in ArticlePage.PhotoWidth.choices
        if value in (ArticlePage.PhotoWidth.AUTOMATIC, ArticlePage.PhotoWidth.ALL) or value < columns
    ]


def _set_layout(page: EditionPage, layout: str, user: Any) -> None:
    draft = page.get_latest_revision_as_object()
    draft.paper_layout = layout
    draft.save_revision(user=user, changed=False, clean=False)
    EditionPage.objects.filter(pk=page.pk).update(paper_layout=layout)


def _arrange_article(page: EditionPage, wanted: Any, user: Any) -> None:
    article = _article(page, wanted.get("item", ""))
    if article is None:
        raise Http404
    if wanted.get("move") in ("up", "down"):
        arranging.shift_article(page, article, -1 if wanted["move"] == "up" else 1, user)
    elif "before" in wanted:
        arranging.put_article_before(page, article, _article(page, wanted["before"]), user)
    else:
        changed = {
            name: value
            for name in arranging.LAYOUT_FIELDS
            if name in wanted and (value := _choice(name, wanted[name])) is not None and value != getattr(article, name)
        }
        if changed:
            arranging.set_layout(article, user, **changed)


def _choice(name: str, text: str) -> Any:
    """Give the value that a form sent for a field of choices; None where it is no such choice."""
    field = ArticlePage._meta.get_field(name)
    return next((value for value, _label in field.flatchoices if str(value) == text), None)  # type: ignore[union-attr]


def _article(page: EditionPage, name: str) -> ArticlePage | None:
    pk = name.removeprefix("a")
    return ArticlePage.objects.child_of(page).filter(pk=int(pk)).first() if pk.isdigit() else None


def _arrange_advert(page: EditionPage, wanted: Any) -> None:
    def advert(name: str) -> Advert | None:
        pk = name.removeprefix("ad")
        return page.adverts.filter(pk=int(pk)).first() if pk.isdigit() else None

    chosen = advert(wanted["item"])
    if chosen is None:
        raise Http404
    if wanted.get("move") in ("up", "down"):
        arranging.shift_advert(chosen, -1 if wanted["move"] == "up" else 1)
    elif "before" in wanted:
        arranging.put_advert_before(chosen, advert(wanted["before"]))
    elif wanted.get("page", "").lstrip("-").isdigit():
        number = int(wanted["page"])
        if Advert.BACK <= number <= 300:
            arranging.set_advert_page(chosen, number)
