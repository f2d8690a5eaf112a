"""What turns out to be wrong with a page while it is written is told on its form, as is what was wrong with it before.

Wagtail (8.0) looks at a form, and then writes. Between the two, somebody else may have taken the address of the page: where a
database has two who write wait for each other (PostgreSQL locks the page above it), the second one hears it only when she writes.
"""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.http import HttpResponse
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page


class _ToldOnTheForm:
    """Undoes what was written of a page that could not be written whole, and shows its form with what is wrong."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Write the page, or tell why not."""
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc,no-any-return]
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {NON_FIELD_ERRORS: error}).items():
                form.add_error(name if name in form.fields else None, errors)
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]


class PageCreateView(_ToldOnTheForm, CreateView):
    """Makes a page."""


class PageEditView(_ToldOnTheForm, EditView):
    """Changes a page."""


class PageScreens(PageViewSet):
    """The screens of every page. A page type with screens of its own begins with these."""

    model = Page
    add_view_class = PageCreateView
    edit_view_class = PageEditView


page_screens = PageScreens()
