"""Family notices: born, married, died. About people who did not write them, so each appears only where they agreed."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from .consent import CONSENT_FIELDS, ConsentMixin, How, consent_constraints, consent_panel


class FamilyNoticeQuerySet(models.QuerySet):
    """Notices by where they may appear."""

    def online(self) -> "FamilyNoticeQuerySet":
        """Those with consent for the web whose time has not passed (days in Europe/Brussels)."""
        return self.filter(consent_web=True, online_until__gte=timezone.localdate())

    def on_paper(self) -> "FamilyNoticeQuerySet":
        """Those with consent for paper."""
        return self.filter(consent_paper=True)

    def by_email(self) -> "FamilyNoticeQuerySet":
        """Those with consent for e-mail."""
        return self.filter(consent_email=True)

    def without_consent(self) -> "FamilyNoticeQuerySet":
        """Those that nobody agreed to for any channel: they appear nowhere."""
        return self.filter(consent_paper=False, consent_web=False, consent_email=False)


class ConsentedWords(TranslatableField):
    """Words that are offered for translation only where the notice may be online: a translator is one more reader."""

    def is_translated(self, obj: Any) -> bool:
        """Say whether to offer them; without a notice, whether they are ever offered."""
        return obj is None or obj.consent_web


class FamilyNotice(TranslatableMixin, ConsentMixin, Orderable):
    """One notice in an edition; it travels with the edition's drafts and revisions.

    In another language it has the consent of the notice that it is a translation of, at every moment.
    """

    How = How

    class Kind(models.TextChoices):
        """What happened."""

        BORN = "born", _("Born")
        MARRIED = "married", _("Married")
        DIED = "died", _("Died")

    page = ParentalKey("dorpskrant.EditionPage", on_delete=models.CASCADE, related_name="family_notices")
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    names = models.CharField(_("names"), max_length=200)
    date = models.DateField(_("date"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True, max_length=1000)
    portrait = models.ForeignKey(
        "core.VillageImage", models.SET_NULL, verbose_name=_("portrait"), null=True, blank=True, related_name="+"
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
        FieldPanel("names"),
        FieldPanel("place"),
        FieldPanel("text"),
        FieldPanel("portrait"),
        consent_panel(),
    ]
    override_translatable_fields = [
        ConsentedWords("text"),
        *(SynchronizedField(name, overridable=False) for name in ("kind", "names", "date", "place", "portrait")),
        *(SynchronizedField(name, overridable=False) for name in CONSENT_FIELDS),
    ]

    objects = FamilyNoticeQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("family notice")
        verbose_name_plural = _("family notices")
        constraints = [*consent_constraints()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.names}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it with the consent of the notice that it translates, and remember its portrait."""
        source = self.source()
        if source is not None:
            self.take_consent_of(source)
        self.set_last_day()
        super().save(*args, **kwargs)

    def source(self) -> "FamilyNotice | None":
        """Give the notice in the village's first language that this is a translation of; None for one that is no translation."""
        first = FamilyNotice.objects.filter(translation_key=self.translation_key).order_by("page__path").first()
        return None if first is None or first.locale_id == self.locale_id else first

    def take_consent_of(self, other: "FamilyNotice") -> None:
        """Copy the consent of each channel."""
        for name in CONSENT_FIELDS:
            setattr(self, name, getattr(other, name))

    def consent_starts(self) -> dt.date:
        """Give the day from which the year online counts: the edition's, where that is known."""
        page = getattr(self, "page", None)
        return getattr(page, "publication_date", None) or super().consent_starts()


class NoticePortrait(models.Model):
    """A photo that is or was the portrait of a notice: public only as long as such a notice is online."""

    image = models.OneToOneField("core.VillageImage", models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        verbose_name = _("portrait of a notice")
        verbose_name_plural = _("portraits of notices")

    def __str__(self) -> str:
        return str(self.image)
