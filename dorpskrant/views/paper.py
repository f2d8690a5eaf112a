"""The paper edition as readers get it: the A4 archive and the large print, without anything not agreed for the web."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import condition

from dorpskrant.cover import cover_of, cover_picture
from dorpskrant.models import EditionPage
from dorpskrant.paper import Channel, edition_document, paper_layout
from dorpskrant.printing import paper_of, slot_of, wait_for
from dorpskrant.shelf import Paper
from press.document import Layout

PATIENCE_SECONDS = 6  # a warm press needs one or two; who asks first may wait a little, nobody waits long
LARGE_PRINT = Layout(format="large")


def public_pdf(request: HttpRequest, page: EditionPage, *, large: bool = False) -> HttpResponseBase:
    """Answer with the edition, holding only what may be online today.

    Where the press is not ready yet the answer is a 503 that comes back by itself; where it can't, a 503 in plain words.
    """
    layout = LARGE_PRINT if large else paper_layout(page, a4=True)
    paper = paper_of(slot_of(page, "web", layout), edition_document(page, Channel.WEB), layout)
    etag = f'"{paper.key[:32]}"'

    @condition(etag_func=lambda request: etag)
    def answer(request: HttpRequest) -> HttpResponseBase:
        wait_for(paper, PATIENCE_SECONDS)
        if paper.state == "ready":
            return pdf_response(paper, page, "grote-letters" if large else "")
        busy = paper.state == "busy"
        response = render(request, "dorpskrant/no_pdf.html", {"page": page, "busy": busy}, status=503)
        if busy:
            response.headers["Refresh"] = response.headers["Retry-After"] = "4"
        return response

    response = answer(request)
    if response.status_code == 503:
        response.headers.pop("ETag", None)
    # Consent may be withdrawn: ask each time, mostly answered by 304.
    response.headers["Cache-Control"] = "public, no-cache" if response.status_code < 500 else "no-store"
    response.headers["X-Robots-Tag"] = "noindex"  # family notices
    return response


def public_cover(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """Answer with the first page of the paper edition as a picture, or with nothing (204) where it is not printed yet.

    What stands under the picture on the page then remains to be seen.
    """
    paper = cover_of(page)
    wait_for(paper, PATIENCE_SECONDS)
    if paper.state != "ready":
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
    return HttpResponse(cover_picture(paper).read_bytes(), content_type="image/webp")


def pdf_response(paper: Paper, page: EditionPage, *kind: str, sheets: bool = False) -> FileResponse:
    """Answer with a paper from the shelf, under a name that says what it is."""
    name = slugify(" ".join([page.newspaper.title, page.title, *filter(None, kind)])) or "editie"
    file = (paper.sheets if sheets else paper.pdf).open("rb")
    return FileResponse(file, content_type="application/pdf", filename=f"{name}.pdf")
