"""The stops of a route: a place on the line where a neighbour tells something."""

from functools import cached_property

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtailmedia.edit_handlers import MediaChooserPanel

from core.languages import in_first_language, language_in_words
from fietsroutes import quantities
from fietsroutes.fields import KilometresField
from fietsroutes.geometry import LinePoint


class Stop(TranslatableMixin, models.Model):
    """One stop; its place is where the rider is after `at_metres`, and its number follows from that."""

    page = ParentalKey("fietsroutes.RoutePage", on_delete=models.CASCADE, related_name="stops")
    title = models.CharField(_("title"), max_length=120)
    at_metres = KilometresField(
        _("after how many km"),
        help_text=_(
            "From the start, along the line: 3,2 stands for 3,2 km. The stops follow one another by this distance."
        ),
    )
    text = RichTextField(
        _("what you see here"), blank=True, features=["bold", "italic", "link"], help_text=_("A few sentences.")
    )
    photo = models.ForeignKey(
        "core.VillageImage", models.SET_NULL, verbose_name=_("photo"), null=True, blank=True, related_name="+"
    )
    photo_alt = models.CharField(
        _("what is to be seen"),
        max_length=250,
        blank=True,
        help_text=_(
            "For somebody who does not see the photo. Empty: the description that stands with the photo itself."
        ),
    )
    photo_caption = models.CharField(_("caption"), max_length=300, blank=True)
    photo_credit = models.CharField(
        _("made by"), max_length=120, blank=True, help_text=_("Empty: the name that stands with the photo itself.")
    )
    audio = models.ForeignKey(
        "core.Audio", models.SET_NULL, verbose_name=_("recording"), null=True, blank=True, related_name="+"
    )
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_(
            "What is said in the recording, word for word: for those who do not hear well, and for the route sheet."
            " Needed before you publish."
        ),
    )
    question = models.CharField(_("question for children"), max_length=250, blank=True)
    radius_metres = models.PositiveSmallIntegerField(
        _("plays within (metres)"),
        default=200,
        validators=[MinValueValidator(150), MaxValueValidator(300)],
        help_text=_(
            "How near somebody must be for the recording to play by itself. 150 to 300 metres suits a bicycle."
        ),
    )

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("at_metres")]),
        FieldPanel("text"),
        MultiFieldPanel([MediaChooserPanel("audio", media_type="audio"), FieldPanel("transcript")], _("What you hear")),
        MultiFieldPanel(
            [
                FieldPanel("photo"),
                FieldPanel("photo_alt"),
                FieldRowPanel([FieldPanel("photo_caption"), FieldPanel("photo_credit")]),
            ],
            _("Photo"),
        ),
        FieldRowPanel([FieldPanel("question"), FieldPanel("radius_metres")]),
    ]
    override_translatable_fields = [
        TranslatableField("title"),
        TranslatableField("text"),
        TranslatableField("photo_alt"),
        TranslatableField("photo_caption"),
        TranslatableField("transcript"),
        TranslatableField("question"),
        SynchronizedField("at_metres", overridable=False),
        SynchronizedField("radius_metres", overridable=False),
        SynchronizedField("photo"),
        SynchronizedField("photo_credit"),
        SynchronizedField("audio"),
    ]

    #: The language of the recording where it is another than the page's; set by the page.
    spoken_language = ""

    class Meta(TranslatableMixin.Meta):
        ordering = ["at_metres", "pk"]
        verbose_name = _("stop")
        verbose_name_plural = _("stops")

    def __str__(self) -> str:
        return self.title

    @property
    def spoken_text(self) -> str:
        """What is said: the stop's own transcript, or else the one that stands with the recording."""
        return self.transcript or (self.audio.transcript if self.audio else "")

    @property
    def spoken_language_name(self) -> str:
        """The language that is spoken, in words of the reader; empty where it is the page's own."""
        return language_in_words(self.spoken_language) if self.spoken_language else ""

    @property
    def transcript_language(self) -> str:
        """The language of the transcript where it is not the page's: that of the recording it came with."""
        return "" if self.transcript else self.spoken_language

    @property
    def at_text(self) -> str:
        """The distance from the start, such as "3,2 km"."""
        return quantities.kilometres(self.at_metres)

    @property
    def duration_text(self) -> str:
        """How long the recording lasts, such as "2 min 05"; empty without a recording."""
        return quantities.playing_time(self.audio.duration) if self.audio else ""

    @property
    def alternative_text(self) -> str:
        """What the photo shows, in words."""
        return self.photo_alt or (in_first_language(self.photo.description) if self.photo else "")

    @property
    def credit(self) -> str:
        """Who made the photo."""
        return self.photo_credit or (in_first_language(self.photo.credit) if self.photo else "")

    @cached_property
    def place(self) -> LinePoint | None:
        """Where the stop lies; None as long as the route has no line."""
        return self.page.place_at(self.at_metres)
