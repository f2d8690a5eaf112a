"""Family notices: born, married, died. About people who did not write them, so each appears only where they agreed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable, TranslatableMixin


class FamilyNoticeQuerySet(models.QuerySet):
    """Notices by where they may appear."""

    def online(self) -> "FamilyNoticeQuerySet":
        """Those with consent for the web whose time has not passed (days in Europe/Brussels)."""
        today = timezone.localdate()
        still = models.Q(online_until__isnull=True) | models.Q(online_until__gte=today)
        return self.filter(still, consent_web=True, agreed_on__isnull=False)

    def on_paper(self) -> "FamilyNoticeQuerySet":
        """Those with consent for paper."""
        return self.filter(consent_paper=True, agreed_on__isnull=False)


class FamilyNotice(TranslatableMixin, Orderable):
    """One notice in an edition; it travels with the edition's drafts and revisions."""

    class Kind(models.TextChoices):
        """What happened."""

        BORN = "born", _("Born")
        MARRIED = "married", _("Married")
        DIED = "died", _("Died")

    class How(models.TextChoices):
        """How somebody agreed."""

        FORM = "form", _("on a form")
        PHONE = "phone", _("by phone")
        IN_PERSON = "in_person", _("in person")

    page = ParentalKey("dorpskrant.EditionPage", on_delete=models.CASCADE, related_name="family_notices")
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    names = models.CharField(_("names"), max_length=200)
    date = models.DateField(_("date"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True, max_length=1000)
    portrait = models.ForeignKey(
        "core.VillageImage", models.SET_NULL, verbose_name=_("portrait"), null=True, blank=True, related_name="+"
    )
    consent_paper = models.BooleanField(_("on paper"), default=False)
    consent_web = models.BooleanField(_("online"), default=False)
    consent_email = models.BooleanField(_("by e-mail"), default=False)
    agreed_by = models.CharField(_("who agreed"), max_length=150, blank=True)
    agreed_on = models.DateField(_("when"), null=True, blank=True)
    agreed_how = models.CharField(_("how"), max_length=20, choices=How.choices, blank=True)
    online_until = models.DateField(
        _("online until"), null=True, blank=True, help_text=_("The last day online. Usually a year after the edition.")
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
        FieldPanel("names"),
        FieldPanel("place"),
        FieldPanel("text"),
        FieldPanel("portrait"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("consent_paper"), FieldPanel("consent_web"), FieldPanel("consent_email")]),
                FieldRowPanel([FieldPanel("agreed_by"), FieldPanel("agreed_on"), FieldPanel("agreed_how")]),
                FieldPanel("online_until"),
            ],
            _("Where it may appear, and who agreed"),
        ),
    ]

    objects = FamilyNoticeQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("family notice")
        verbose_name_plural = _("family notices")
        constraints = [
            models.CheckConstraint(
                name="no_channel_without_consent",
                condition=models.Q(consent_paper=False, consent_web=False, consent_email=False)
                | (models.Q(agreed_on__isnull=False) & ~models.Q(agreed_by="") & ~models.Q(agreed_how="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.names}"

    def clean(self) -> None:
        """Ask who agreed, when and how, as soon as a notice may appear somewhere.

        Raises:
            ValidationError: one of the three is missing.
        """
        super().clean()
        if self.consent_paper or self.consent_web or self.consent_email:
            missing = {
                name: _("Write down who agreed, when and how. Without it the notice can't appear.")
                for name in ("agreed_by", "agreed_on", "agreed_how")
                if not getattr(self, name)
            }
            if missing:
                raise ValidationError(missing)
