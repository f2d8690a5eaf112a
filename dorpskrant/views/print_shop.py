"""What goes to the copy shop: choosing a format, waiting for the press, getting the file."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dorpskrant.models import ArticlePage, EditionPage, FamilyNotice, PrintedEdition, PrintedPaper
from dorpskrant.paper import Channel, edition_document
from dorpskrant.print_layouts import A4, A5, LARGE, SHEETS, WEB, print_layout
from dorpskrant.printing import again, paper_of, slot_of
from dorpskrant.shelf import Paper
from press.document import Edition, Layout

from .flatplan import editable, failure_words, progress_words
from .paper import pdf_response


class PrintForm(forms.Form):
    """Which paper is wanted."""

    kind = forms.ChoiceField(
        label=_("What do you want to print?"),
        widget=forms.RadioSelect,
        choices=[
            (A4, _("The newspaper on A4")),
            (A5, _("The booklet: A5 pages, one after the other, for a printer")),
            (SHEETS, _("The booklet: A4 sheets for the copier, to print on both sides, fold and staple")),
            (LARGE, _("Large print (18 pt), for who reads with difficulty")),
            (WEB, _("As it stands on the site: only what may be online")),
        ],
    )
    colour = forms.ChoiceField(
        label=_("Ink"),
        widget=forms.RadioSelect,
        choices=[("colour", _("Colour")), ("black", _("Black and white"))],
        initial="colour",
        required=False,
    )
    bleed = forms.BooleanField(
        label=_("With 3 mm bleed and crop marks"),
        help_text=_("Only where the printer asks for it. A copy shop does not."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse bleed where sheets are folded."""
        cleaned = super().clean() or {}
        if cleaned.get("bleed") and cleaned.get("kind") == SHEETS:
            self.add_error("bleed", _("Sheets for the copier have no bleed: choose the A5 pages for a printer."))
        return cleaned

    def layout(self, page: EditionPage) -> Layout:
        """Give the layout that is asked for."""
        chosen = self.cleaned_data
        return print_layout(page, chosen["kind"], colour=chosen["colour"] != "black", bleed=chosen["bleed"])


@require_safe
def print_shop(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Ask what is to be printed; then show how far the press is, and give the file.

    With `bestand` in the address the answer is the file itself, once it is ready.
    """
    page = editable(request, page_id)
    asked = "kind" in request.GET
    first = SHEETS if page.paper_layout.startswith("a5") else A4
    form = PrintForm(request.GET if asked else None, initial={"kind": first, "colour": "colour"})
    edition = edition_document(page, Channel.PAPER, drafts=True)
    paper = None
    if asked and form.is_valid():
        paper = _ordered(page, form, edition)
        if "opnieuw" in request.GET and paper.state == "failed":
            again(paper)
            paper = _ordered(page, form, edition)
        if "bestand" in request.GET:
            if paper.state != "ready":
                raise Http404
            kind = form.cleaned_data["kind"]
            names = [kind, "zwart-wit" if form.cleaned_data["colour"] == "black" else ""]
            response = pdf_response(paper, page, *names, sheets=kind == SHEETS)
            response.headers["Cache-Control"] = "private, no-store"
            return response
    return _screen(request, page, edition, form, paper)


@require_safe
def as_printed(request: HttpRequest, pk: int) -> FileResponse:
    """Give a paper as it went to the printer, to those who may edit its edition."""
    paper = get_object_or_404(PrintedPaper, pk=pk)
    page = editable(request, paper.printed_id)
    name = f"{slugify(f'{page.newspaper.title} {page.title}') or 'editie'}-{paper.kind}.pdf"
    response = FileResponse(paper.file.open("rb"), content_type="application/pdf", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _ordered(page: EditionPage, form: PrintForm, edition: Edition) -> Paper:
    layout = form.layout(page)
    if form.cleaned_data["kind"] == WEB:
        return paper_of(slot_of(page, "web", layout), edition_document(page, Channel.WEB), layout)
    return paper_of(slot_of(page, "paper", layout), edition, layout)


def _screen(
    request: HttpRequest, page: EditionPage, edition: Edition, form: PrintForm, paper: Paper | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": page,
        "form": form,
        "edition": edition,
        "left_out": FamilyNotice.objects.filter(page=page).count() - len(edition.notices),
        "drafts": ArticlePage.objects.child_of(page).filter(has_unpublished_changes=True).count(),
        "printed": PrintedEdition.objects.filter(pk=page.pk).prefetch_related("papers").first(),
        "paper": paper,
        "address": request.GET.urlencode(),
    }
    if paper is not None:
        context |= {
            "error": failure_words(paper),
            "progress": progress_words(paper) if paper.state == "busy" else "",
            "pages": len(paper.plan().pages) if paper.state == "ready" else 0,
            "unprintable": " ".join(paper.unprintable()),
        }
    status = 422 if form.is_bound and not form.is_valid() else 200
    response = render(request, "dorpskrant/admin/print.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
