"""The rhythm of an edition: associations that are reminded of the copy date, and which were."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page, Site


class Association(models.Model):
    """An association that gets a mail before the copy date."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="associations", editable=False)
    name = models.CharField(_("association"), max_length=120)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=settings.INTERFACE_LANGUAGES,
        blank=True,
        help_text=_("Of the mail. Empty: the village's first language."),
    )
    reminded = models.BooleanField(
        _("gets a mail before the copy date"), default=True, help_text=_("14 and 3 days before it.")
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("contact_name"), FieldPanel("email")]),
        FieldPanel("language"),
        FieldPanel("reminded"),
    ]

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["site", "email"], name="one_mail_per_association")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a second one of the village with the same address.

        Raises:
            ValidationError: there is one.
        """
        others = Association.objects.filter(site=self.site_id, email=self.email).exclude(pk=self.pk)
        if (other := others.first()) is not None:
            words = _now("%(name)s is in the list with this e-mail address already.")
            raise ValidationError({"email": words % {"name": other.name}})


class Reminder(models.Model):
    """A mail that an association got about an edition; the row comes first, so that nobody gets it twice."""

    association = models.ForeignKey(Association, models.CASCADE, related_name="reminders")
    edition = models.ForeignKey(Page, models.CASCADE, related_name="+")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["association", "edition", "days_before"], name="each_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.association} ({self.days_before})"
