"""What the neighbours offer, and taking it over into an edition."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from dorpskrant.freezing import refuse_if_printed
from dorpskrant.models import ArticlePage, EditionPage
from dorpskrant.taking_over import HereAlreadyError, offers_to, take_over
from villages.neighbours import neighbours_of


def offers(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the articles that neighbouring villages offer; a POST with the number of one makes a draft of it in this edition.

    Raises:
        Http404: there is no such edition in this village.
        PermissionDenied: somebody may not add articles to it.
        EditionIsPrintedError: it was printed.
    """
    village: Any = getattr(request, "village", None)
    if village is None:
        raise Http404
    edition = get_object_or_404(EditionPage, pk=page_id)
    if not edition.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    refuse_if_printed(edition.pk)
    if request.method == "POST":
        try:
            page = take_over(village, int(request.POST.get("article", "")), edition, request.user)
        except (ValueError, ArticlePage.DoesNotExist):
            messages.error(request, _("This article is no longer offered. Choose another one."))
            return redirect("article_offers", edition.pk)
        except HereAlreadyError as known:
            messages.warning(request, _("“%(title)s” is in this edition already.") % {"title": known.page.title})
            return redirect("wagtailadmin_pages:edit", known.page.pk)
        messages.success(request, _("“%(title)s” is now a draft in this edition.") % {"title": page.title})
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"edition": edition, "offers": offers_to(village), "neighbours": neighbours_of(village)}
    return render(request, "dorpskrant/admin/offers.html", context)
