"""Adverts of an edition: adding, changing and taking away."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser

from dorpskrant.arranging import one_at_a_time
from dorpskrant.freezing import refuse_if_printed
from dorpskrant.models import Advert, EditionPage
from dorpskrant.shelf import latest

from .flatplan import advert_pages, editable


class AdvertForm(WagtailAdminModelForm):
    """An advert as the final editor fills it in."""

    page = forms.TypedChoiceField(label=Advert._meta.get_field("page").verbose_name, coerce=int, required=False)

    class Meta:
        model = Advert
        fields = ["name", "size", "page", "image", "image_alt", "title", "text"]
        widgets = {"image": AdminImageChooser}

    def __init__(self, *args: Any, pages: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = self.instance.page
        known = dict(pages)
        self.fields["page"].choices = [  # type: ignore[attr-defined]
            *pages,
            *([] if now in known else [(now, _("page %(number)s") % {"number": now})]),
        ]
        self.fields["page"].help_text = Advert._meta.get_field("page").help_text
        self.fields["text"].widget.attrs["rows"] = 3


@require_http_methods(["GET", "POST"])
def advert(request: HttpRequest, page_id: int, advert_id: int | None = None) -> HttpResponse:
    """Add an advert to an edition, or change one of it."""
    page = _arrangeable(request, page_id)
    instance = get_object_or_404(page.adverts, pk=advert_id) if advert_id else Advert(edition=page)
    pages = advert_pages(page, latest(f"{page.pk}-flatplan"))
    initial = {name: request.GET[name] for name in ("size", "page") if name in request.GET}
    form = AdvertForm(request.POST or None, request.FILES or None, instance=instance, initial=initial, pages=pages)
    if request.method == "POST" and form.is_valid():
        _save(page, form)
        messages.success(request, _("The advert “%(name)s” is in the edition.") % {"name": form.instance.name})
        return redirect("paper_edition", page.pk)
    status = 422 if form.errors else 200
    return render(
        request, "dorpskrant/admin/advert.html", {"page": page, "form": form, "advert": instance}, status=status
    )


def _save(page: EditionPage, form: AdvertForm) -> None:
    """Keep an advert; a new one that is there already, to the letter, came with a second press on the button."""
    one_at_a_time(page)
    new: Advert = form.instance
    if new.pk is None:
        if page.adverts.filter(**{name: getattr(new, name) for name in form.Meta.fields}).exists():
            return
        new.order = page.adverts.count()
    form.save()


@require_http_methods(["GET", "POST"])
def remove_advert(request: HttpRequest, page_id: int, advert_id: int) -> HttpResponse:
    """Ask whether an advert may go, and take it away."""
    page = _arrangeable(request, page_id)
    instance = get_object_or_404(page.adverts, pk=advert_id)
    if request.method == "POST":
        instance.delete()
        messages.success(request, _("The advert “%(name)s” is gone.") % {"name": instance.name})
        return redirect("paper_edition", page.pk)
    return render(request, "dorpskrant/admin/remove_advert.html", {"page": page, "advert": instance})


def _arrangeable(request: HttpRequest, page_id: int) -> EditionPage:
    page = editable(request, page_id)
    if not page.permissions_for_user(request.user).can_reorder_children():
        raise PermissionDenied
    refuse_if_printed(page.pk)
    return page
