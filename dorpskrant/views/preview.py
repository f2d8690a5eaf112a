"""An article as it will be printed, for the preview panel of the editor's form."""

import base64
from dataclasses import replace

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.headers import CSP, public_policy
from core.originals import bring
from dorpskrant.models import ArticlePage
from dorpskrant.paper import article_document, newspaper_document, paper_layout
from press.errors import PressError
from press.worker import print_article

from .flatplan import said_in_words

SECONDS = 8.0


def preview_on_paper(request: HttpRequest, page: ArticlePage) -> HttpResponse:
    """Show one article, as it stands in the form, set by the press alone; what went wrong is said in words."""
    edition = page.edition
    made = newspaper_document(edition)
    context = {"page": page, "sheets": [], "error": None}
    try:
        article = article_document(page, made.language, "")
        made, article = bring(made), bring(article)
        sheets = print_article(made, replace(article, id="preview"), paper_layout(edition), seconds=SECONDS)
        context["sheets"] = ["data:image/svg+xml;base64," + base64.b64encode(sheet).decode() for sheet in sheets]
    except PressError as error:
        context["error"] = said_in_words(type(error).__name__)
    response = render(request, "dorpskrant/admin/on_paper.html", context)
    # Wagtail asks for a preview at the page's own address: without this the policy of public pages hides the pictures.
    response.headers[CSP] = public_policy({"img-src": [SELF, "data:"]})
    return response
