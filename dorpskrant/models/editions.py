"""An edition: articles below it, family notices inside it, one paper made of it."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.contrib.routable_page.models import path
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.models import Alternate, BasePage, OtherFormsMixin
from core.photos import crest_of, fetch_renditions
from dorpskrant.sections import lead_of, sections_of

from .notices import FamilyNotice


class EditionPage(OtherFormsMixin, BasePage):
    """One issue of the newspaper. Dates are days in Europe/Brussels."""

    class PaperLayout(models.TextChoices):
        """The size and the number of columns of the paper edition."""

        A4_TWO = "a4-2", _("A4, 2 columns, large letters (12 pt)")
        A4_THREE = "a4-3", _("A4, 3 columns (10.4 pt)")
        A4_FOUR = "a4-4", _("A4, 4 columns, small letters (9.2 pt)")
        A5_ONE = "a5-1", _("A5 booklet, 1 column, large letters (11.5 pt)")
        A5_TWO = "a5-2", _("A5 booklet, 2 columns (9.6 pt)")

    number = models.PositiveIntegerField(_("number"), help_text=_("Its number within the year."))
    volume = models.PositiveIntegerField(_("volume"), help_text=_("The how-manieth year of the newspaper this is."))
    publication_date = models.DateField(_("publication date"))
    copy_deadline = models.DateField(
        _("copy deadline"),
        null=True,
        blank=True,
        help_text=_("Until when copy is welcome. Readers see it with the edition."),
    )
    print_date = models.DateField(
        _("print date"), null=True, blank=True, help_text=_("When the file goes to the copy shop or printer.")
    )
    delivery_date = models.DateField(
        _("delivery date"), null=True, blank=True, help_text=_("When the papers go into the letterboxes.")
    )
    target_pages = models.PositiveSmallIntegerField(
        _("target page count"), default=8, help_text=_("A folded booklet needs a multiple of 4.")
    )
    print_run = models.PositiveIntegerField(
        _("print run"), null=True, blank=True, help_text=_("How many copies are printed.")
    )
    paper_layout = models.CharField(
        _("how it is printed"), max_length=4, choices=PaperLayout.choices, default=PaperLayout.A4_THREE
    )
    intro = models.TextField(_("foreword"), blank=True, help_text=_("A few sentences from the editors to open with."))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("volume"), FieldPanel("number")]),
                FieldRowPanel([FieldPanel("publication_date"), FieldPanel("copy_deadline")]),
                FieldRowPanel([FieldPanel("print_date"), FieldPanel("delivery_date")]),
                FieldRowPanel([FieldPanel("target_pages"), FieldPanel("print_run")]),
            ],
            _("Which edition"),
        ),
        FieldPanel("intro"),
    ]
    notice_panels = [
        HelpPanel(
            _(
                "A notice is about people who did not write it. It appears on paper, online or by e-mail only where they agreed,"
                " and you write down who agreed, when and how."
            )
        ),
        InlinePanel("family_notices", heading=_("Born, married, died"), label=_("notice")),
    ]
    paper_panels = [HelpPanel(template="dorpskrant/admin/paper_panel.html", heading=_("Paper edition"))]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Edition")),
            ObjectList(notice_panels, heading=_("Family notices")),
            ObjectList(paper_panels, heading=_("Paper edition")),
            ObjectList(BasePage.promote_panels, heading=_("Web address")),
            ObjectList(BasePage.settings_panels, heading=_("Publishing"), permission="superuser"),
        ]
    )
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.FilterField("publication_date")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "number",
                "volume",
                "publication_date",
                "copy_deadline",
                "print_date",
                "delivery_date",
                "target_pages",
                "print_run",
                "paper_layout",
            )
        ),
    ]
    parent_page_types = ["dorpskrant.NewspaperPage"]
    subpage_types = ["dorpskrant.ArticlePage"]

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def clean(self) -> None:
        """Refuse dates that are the wrong way round.

        Raises:
            ValidationError: copy closes after publication, or the paper is delivered before it is printed.
        """
        super().clean()
        if self.print_date and self.delivery_date and self.print_date > self.delivery_date:
            raise ValidationError({"delivery_date": _("The paper is printed before it is delivered.")})
        if self.copy_deadline and self.publication_date and self.copy_deadline > self.publication_date:
            raise ValidationError({"copy_deadline": _("The copy deadline comes before the publication date.")})

    @cached_property
    def newspaper(self) -> Any:
        """The newspaper that this is an edition of."""
        return self.get_parent().specific

    def articles(self) -> Any:
        """Give the live articles in their order, each with its photo."""
        from .articles import ArticlePage

        return ArticlePage.objects.child_of(self).live().order_by("path").select_related("photo")

    def contents(self) -> Any:
        """Give the live articles in their order, with no more than a list of contents needs."""
        from .articles import ArticlePage

        names = ("title", "slug", "path", "depth", "url_path", "locale", "rubric", "weight")
        return list(ArticlePage.objects.child_of(self).live().order_by("path").only(*names))

    def shown_below(self) -> Any:
        """Give the articles."""
        return self.articles()

    def public_notices(self) -> Any:
        """Give the notices that may be online today."""
        return FamilyNotice.objects.filter(page=self).online().select_related("portrait")

    def notice_groups(self) -> list[tuple[str, list[FamilyNotice]]]:
        """Give the notices that may be online, by kind: born, married, died; a kind without notices is left out."""
        found = list(self.public_notices())
        by_kind = [
            (FamilyNotice.Kind(kind).label, [n for n in found if n.kind == kind]) for kind in FamilyNotice.Kind.values
        ]
        return [(str(label), notices) for label, notices in by_kind if notices]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the edition's front page shows."""
        articles = list(self.articles())
        notice_groups = self.notice_groups()
        notices = [notice for _kind, group in notice_groups for notice in group]
        fetch_renditions([crest_of(request), *(a.photo for a in articles), *(notice.portrait for notice in notices)])
        return {
            **super().get_context(request, *args, **kwargs),
            "newspaper": self.newspaper,
            "articles": articles,
            "lead": lead_of(articles),
            "sections": sections_of(articles),
            "notice_groups": notice_groups,
        }

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Stay out of the sitemap: the page holds family notices and asks search engines to pass by."""
        return []

    def alternates(self, request: HttpRequest | None = None) -> list[Alternate]:
        """Give the paper edition's public PDFs: as it was printed, and in large print."""
        url, name = self.get_url(request), f"{self.newspaper.title}: {self.title}"
        large = _("large print")
        return [
            Alternate(f"{url}papier.pdf", "application/pdf", f"{name} (PDF)"),
            Alternate(f"{url}grote-letters.pdf", "application/pdf", f"{name} (PDF, {large})"),
        ]

    @path("papier.pdf")
    def public_pdf(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the A4 edition, holding only what may be online."""
        from dorpskrant.views.paper import public_pdf

        return public_pdf(request, self)

    @path("grote-letters.pdf")
    def public_large_print(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the edition in large print, holding only what may be online."""
        from dorpskrant.views.paper import public_pdf

        return public_pdf(request, self, large=True)

    @path("voorpagina.webp")
    def public_cover(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the first page of the paper edition as a picture."""
        from dorpskrant.views.paper import public_cover

        return public_cover(request, self)
