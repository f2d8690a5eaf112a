"""Adverts pay for the printing: a share of a page of the paper edition, a picture or a text that the press sets."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Advert(models.Model):
    """One advert in an edition. It stands on paper only; the newspaper's site has no adverts."""

    class Size(models.TextChoices):
        """Its share of a page."""

        EIGHTH = "1/8", _("1/8 page")
        QUARTER = "1/4", _("1/4 page")
        HALF = "1/2", _("1/2 page")
        WHOLE = "1/1", _("a whole page")

    ANYWHERE, FRONT, BACK = 0, 1, -1  # values of `page` that are no page to look up

    edition = models.ForeignKey(
        "dorpskrant.EditionPage", models.CASCADE, verbose_name=_("edition"), related_name="adverts"
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    name = models.CharField(
        _("who advertises"), max_length=80, help_text=_("For yourself and for the bill; it is not printed.")
    )
    size = models.CharField(_("size"), max_length=3, choices=Size.choices, default=Size.EIGHTH)
    page = models.SmallIntegerField(
        _("page"),
        default=ANYWHERE,
        help_text=_("Where it must stand. The press moves it only where the page does not exist."),
    )
    image = models.ForeignKey(
        "core.VillageImage", models.SET_NULL, verbose_name=_("picture"), null=True, blank=True, related_name="+"
    )
    image_alt = models.CharField(
        _("what the picture says"),
        max_length=300,
        blank=True,
        help_text=_("For somebody who does not see it: the advert's words, like “Bakkerij Claes, Linden 4”."),
    )
    title = models.CharField(
        _("heading"), max_length=80, blank=True, help_text=_("Without a picture the press sets the advert in letters.")
    )
    text = models.TextField(_("text"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("advert")
        verbose_name_plural = _("adverts")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.size})"

    def clean(self) -> None:
        """Ask for a picture with its words, or for a heading.

        Raises:
            ValidationError: there is nothing to print, or nothing to say of the picture.
        """
        super().clean()
        if self.image_id and not self.image_alt.strip():
            raise ValidationError({"image_alt": _("Say what the picture says, for those who do not see it.")})
        if not self.image_id and not self.title.strip():
            raise ValidationError({"title": _("Choose a picture, or write a heading.")})
