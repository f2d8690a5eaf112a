"""The paper edition as a PDF: for the printer in the admin, for readers on the site."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from dorpskrant.models import ArticlePage, EditionPage
from dorpskrant.paper import Channel, edition_document
from dorpskrant.printing import fingerprint, printed
from press.document import Edition, Layout
from press.errors import PressError

A4 = Layout(format="a4", columns=3)


def public_pdf(request: HttpRequest, page: EditionPage) -> HttpResponseBase:
    """Answer with the A4 edition, holding only what may be online today; 503 in plain words where it cannot be made."""
    edition = edition_document(page, Channel.WEB)
    etag = f'"{fingerprint(edition, A4)[:32]}"'

    @condition(etag_func=lambda request: etag)
    def answer(request: HttpRequest) -> HttpResponseBase:
        try:
            return _pdf(edition, page)
        except PressError:
            return render(request, "dorpskrant/no_pdf.html", {"page": page}, status=503)

    response = answer(request)
    response.headers["Cache-Control"] = (
        "public, no-cache"  # consent may be withdrawn: ask each time, mostly answered by 304
    )
    response.headers["X-Robots-Tag"] = "noindex"  # family notices
    return response


@require_safe
def paper(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the final editor's screen of an edition: what will be on paper, and the button that makes it."""
    page = _editable(request, page_id)
    edition = edition_document(page, Channel.PAPER, drafts=True)
    left_out = page.family_notices.count() - len(edition.notices)
    drafts = ArticlePage.objects.child_of(page).filter(has_unpublished_changes=True).count()
    return render(
        request,
        "dorpskrant/admin/paper.html",
        {"page": page, "edition": edition, "left_out": left_out, "drafts": drafts, "error": None},
    )


@require_safe
def paper_pdf(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Answer with the A4 edition for the printer, unpublished articles included; what went wrong is said in words."""
    page = _editable(request, page_id)
    edition = edition_document(page, Channel.PAPER, drafts=True)
    try:
        response = _pdf(edition, page)
    except PressError as error:
        context = {"page": page, "edition": edition, "error": _in_words(error)}
        return render(request, "dorpskrant/admin/paper.html", context, status=422)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _editable(request: HttpRequest, page_id: int) -> EditionPage:
    page = get_object_or_404(EditionPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def _pdf(edition: Edition, page: EditionPage) -> FileResponse:
    name = slugify(f"{page.newspaper.title} {page.title}") or "editie"
    return FileResponse(printed(edition, A4).open("rb"), content_type="application/pdf", filename=f"{name}.pdf")


def _in_words(error: PressError) -> dict[str, Any]:
    """Give what the editor can do about it: which article, and what is wrong."""
    pk = error.article.removeprefix("a")
    article = ArticlePage.objects.filter(pk=int(pk)).first() if pk.isdigit() else None
    message = _("The press could not make this edition. Look at the photos and the text of the article below.")
    return {"message": message, "detail": str(error), "article": article}
