"""The newspaper: the archive of its editions."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import RichTextField
from wagtail.search import index

from core.models import Alternate, BasePage, OtherFormsMixin
from dorpskrant.feeds import newspaper_feed


class NewspaperPage(OtherFormsMixin, BasePage):
    """A village's newspaper."""

    subtitle = models.CharField(
        _("subtitle"),
        max_length=150,
        blank=True,
        help_text=_('Stands under the title, like "Krant van en voor Lindehoek".'),
    )
    colophon = RichTextField(
        _("colophon"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Who makes the paper, who delivers it, where copy is welcome. It closes every paper edition."),
    )

    carried_over = ("subtitle",)  # by a new village: villages/carrying_over.py

    content_panels = [*BasePage.content_panels, FieldPanel("subtitle"), FieldPanel("colophon")]
    search_fields = [*BasePage.search_fields, index.SearchField("subtitle")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["dorpskrant.EditionPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("newspaper")
        verbose_name_plural = _("newspapers")

    def editions(self) -> Any:
        """Give the live editions, newest first."""
        from .editions import EditionPage

        return EditionPage.objects.child_of(self).live().order_by("-publication_date", "-number")

    def shown_below(self) -> Any:
        """Give the editions."""
        return self.editions()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the editions."""
        return {
            **super().get_context(request, *args, **kwargs),
            "editions": self.editions(),
            "scans": self.scans.defer("text"),
        }

    def alternates(self, request: HttpRequest | None = None) -> list[Alternate]:
        """Give the RSS feed."""
        return [Alternate(f"{self.get_url(request)}rss.xml", "application/rss+xml", f"{self.title}: RSS")]

    @path("rss.xml")
    def rss(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the newest articles as RSS 2.0."""
        return newspaper_feed(self, request)
