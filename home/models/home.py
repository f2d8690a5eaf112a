"""The front page of a village."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from agenda.listing import listed
from agenda.models import Occurrence
from core.models import Alternate, BasePage
from dorpskrant.models import ArticlePage, EditionPage, FamilyNotice, NewspaperPage
from fietsroutes.models import RoutePage

COMING_UP = 8  # occurrences
SECONDS = 4  # articles under the lead
NOTICES = 6
ROUTES = 2


class HomePage(BasePage):
    """A village's home page in one language."""

    intro = RichTextField(
        _("welcome"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("One or two sentences that welcome people."),
    )

    carried_over = ("intro",)  # by a new village: villages/carrying_over.py

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
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
        """Add the newest edition's best, the coming days, the newest notices and the routes."""
        edition = (
            EditionPage.objects.descendant_of(self).live().order_by("-publication_date", "-number").first()
            if self.path
            else None
        )
        articles = list(edition.articles()[: SECONDS + 8]) if edition else []
        lead = next(
            (article for article in articles if article.weight == ArticlePage.Weight.LEAD),
            articles[0] if articles else None,
        )
        notices: Any = FamilyNotice.objects.filter(page=edition).online().select_related("portrait") if edition else []
        return {
            **super().get_context(request, *args, **kwargs),
            "edition": edition,
            "newspaper": edition.newspaper if edition else None,
            "lead": lead,
            "articles": [article for article in articles if article is not lead][:SECONDS],
            "occurrences": listed(Occurrence.objects.upcoming(self, timezone.now()), self, request, COMING_UP)
            if self.path
            else [],
            "notices": notices[:NOTICES],
            "routes": RoutePage.objects.descendant_of(self).live().order_by("-first_published_at")[:ROUTES]
            if self.path
            else [],
        }

    def alternates(self, request: HttpRequest | None = None) -> list[Alternate]:
        """Give the newspaper's feed."""
        newspaper = NewspaperPage.objects.child_of(self).live().first() if self.path else None
        return newspaper.alternates(request) if newspaper else []
