"""The front page of a village."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from core.models import Alternate, BasePage
from dorpskrant.models import NewspaperPage
from home.blocks import FrontPageBlock, first_arrangement
from home.front import Front


class HomePage(BasePage):
    """A village's home page in one language."""

    intro = RichTextField(
        _("welcome"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("One or two sentences that welcome people."),
    )
    front = StreamField(
        FrontPageBlock(required=False),
        verbose_name=_("front page"),
        blank=True,
        default=first_arrangement,
        help_text=_(
            "What stands on the front page, in which order. A block that has nothing to show leaves no gap: it is not there."
        ),
    )

    carried_over = ("intro", "front")  # by a new village: villages/carrying_over.py

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("front")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "dorpskrant.NewspaperPage",
        "agenda.AgendaPage",
        "fietsroutes.RoutesPage",
        "home.InformationPage",
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pieces of the front page by column, and what is on today by itself: on a phone it comes first."""
        front = Front(self, request)
        columns = front.columns(self.front)
        if front.newspaper is not None:
            self.newspaper = front.newspaper
        pieces = [piece for column in columns.values() for piece in column]
        agenda: dict[str, Any] = next((piece for piece in pieces if piece["kind"] == "agenda"), {})
        return {
            **super().get_context(request, *args, **kwargs),
            "columns": columns,
            "today": agenda.get("today", []),
            "only_today": agenda.get("agenda") if not agenda.get("coming") else None,
            "beginning": front.edition is None,
            "contact_point": front.contact_point,  # for the masthead too, which would ask for it again
            "contact_shown": any(piece["kind"] == "contact" for piece in pieces),
        }

    def alternates(self, request: HttpRequest | None = None) -> list[Alternate]:
        """Give the newspaper's feed."""
        return self.newspaper.alternates(request) if self.newspaper else []

    @cached_property
    def newspaper(self) -> NewspaperPage | None:
        """The village's newspaper in this language."""
        return NewspaperPage.objects.child_of(self).live().first() if self.path else None
