"""An article: the same text on the web, in e-mail and on paper."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks import BodyBlock
from core.languages import in_first_language
from core.models import BasePage
from core.photos import crest_of, fetch_renditions, photos_in
from dorpskrant.sections import in_reading_order

from .printed import ArticleForm


class Rubric(models.TextChoices):
    """The fixed columns that make a newspaper recognisable."""

    NEWS = "news", _("News")
    COUNCIL = "council", _("Village council")
    ASSOCIATIONS = "associations", _("Associations")
    PEOPLE = "people", _("People")
    NEWCOMERS = "newcomers", _("New in the village")
    HISTORY = "history", _("In the old days")
    NATURE = "nature", _("Nature")
    SCHOOL = "school", _("School")
    SPORT = "sport", _("Sport")
    PRACTICAL = "practical", _("Practical")
    RECIPE = "recipe", _("Recipe")
    POEM = "poem", _("Poem")
    PUZZLE = "puzzle", _("Puzzle")
    JUBILEE = "jubilee", _("Jubilee")
    IN_MEMORIAM = "in_memoriam", _("In memoriam")


class ArticlePage(BasePage):
    """One article of an edition."""

    class Weight(models.TextChoices):
        """How large an article stands in the paper."""

        LEAD = "lead", _("Lead story")
        NORMAL = "normal", _("Normal")
        SHORT = "short", _("Short")

    class Pin(models.TextChoices):
        """Where an article must stand in the paper."""

        ANYWHERE = "", _("in its place in the row")
        FRONT = "front", _("on the front page")
        BACK = "back", _("at the back")

    class PhotoWidth(models.IntegerChoices):
        """How many columns wide the photo at the top is printed."""

        AUTOMATIC = 0, _("as it fits best")
        ONE = 1, _("1 column")
        TWO = 2, _("2 columns")
        ALL = 4, _("all columns")

    rubric = models.CharField(_("rubric"), max_length=20, choices=Rubric.choices, default=Rubric.NEWS)
    byline = models.CharField(_("written by"), max_length=120, blank=True)
    intro = models.TextField(
        _("intro"), blank=True, help_text=_("One or two sentences that make people want to read on.")
    )
    photo = models.ForeignKey(
        "core.VillageImage", models.SET_NULL, verbose_name=_("photo"), null=True, blank=True, related_name="+"
    )
    photo_alt = models.CharField(
        _("what is to be seen"),
        max_length=250,
        blank=True,
        help_text=_("What is to be seen, for somebody who does not see it. Not who made it, not the caption again."),
    )
    photo_caption = models.CharField(_("caption"), max_length=300, blank=True)
    photo_credit = models.CharField(
        _("made by"), max_length=120, blank=True, help_text=_("Empty: the name that stands with the photo itself.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    weight = models.CharField(
        _("weight"),
        max_length=10,
        choices=Weight.choices,
        default=Weight.NORMAL,
        help_text=_("How large it stands in the paper."),
    )
    pin = models.CharField(_("place in the paper"), max_length=5, choices=Pin.choices, blank=True, default="")
    photo_columns = models.PositiveSmallIntegerField(
        _("width of the photo on paper"), choices=PhotoWidth.choices, default=PhotoWidth.AUTOMATIC
    )
    offered = models.BooleanField(
        _("neighbouring villages may take this over"),
        default=False,
        help_text=_(
            "Their editors can then copy it to their own newspaper. The name of your newspaper stands with it."
        ),
    )
    source_name = models.CharField(
        _("taken over from"),
        max_length=200,
        blank=True,
        help_text=_("Filled in by itself for an article of a neighbouring village."),
    )
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)

    correction = models.CharField(
        _("correction"),
        max_length=400,
        blank=True,
        help_text=_(
            "After printing: what is put right, in one sentence. It stands above the text online, and in the next edition."
        ),
    )

    base_form_class = ArticleForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("rubric"), FieldPanel("byline")]),
        MultiFieldPanel(
            [
                FieldPanel("photo"),
                FieldPanel("photo_alt"),
                FieldRowPanel([FieldPanel("photo_caption"), FieldPanel("photo_credit")]),
            ],
            _("Photo at the top"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("weight"), FieldPanel("pin"), FieldPanel("photo_columns")])], _("On paper")
        ),
        FieldPanel("correction"),
        MultiFieldPanel(
            [FieldPanel("offered"), FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")])],
            _("Between villages"),
        ),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("photo", "byline", "photo_credit")),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("rubric", "weight", "pin", "photo_columns", "offered", "source_name", "source_url")
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
        index.SearchField("byline"),
        index.FilterField("rubric"),
    ]
    shown_with = ("photo",)
    parent_page_types = ["dorpskrant.EditionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        """Ask for the words of a photo.

        Raises:
            ValidationError: there is a photo, but nothing says what is to be seen.
        """
        super().clean()
        if self.photo_id and not self.photo_alt:
            raise ValidationError({"photo_alt": _("Say what is to be seen in the photo, for those who do not see it.")})

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """What the preview panel can show: the page on the site, and the article as it will be printed."""
        return [("", _("On the site")), ("paper", _("On paper"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """Show the article of the form on the site or on paper."""
        if mode_name == "paper":
            from dorpskrant.views.preview import preview_on_paper

            return preview_on_paper(request, self)
        return super().serve_preview(request, mode_name)

    @property
    def credit(self) -> str:
        """Who made the photo."""
        return self.photo_credit or (in_first_language(self.photo.credit) if self.photo else "")

    @cached_property
    def edition(self) -> Any:
        """The edition that the article stands in."""
        return self.get_parent().specific

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the edition, where in it the article stands, and the articles before and after."""
        row = in_reading_order(self.edition.contents()) if self.pk and self.path else []
        place = next((n for n, article in enumerate(row) if article.pk == self.pk), None)
        last = place is not None and place + 1 == len(row)
        fetch_renditions([crest_of(request), self.photo, *photos_in(self.body)])
        return {
            **super().get_context(request, *args, **kwargs),
            "edition": self.edition,
            "newspaper": self.edition.get_parent(),
            "place": place + 1 if place is not None else None,
            "total": len(row),
            "previous": row[place - 1] if place else None,
            "next": row[place + 1] if place is not None and not last else None,
            "notices_follow": last and self.edition.public_notices().exists(),
        }
