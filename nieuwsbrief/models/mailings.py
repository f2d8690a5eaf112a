"""A mail to many, and each single letter of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from .subscribers import Subscriber


class Mailing(models.Model):
    """One newsletter in one language: of an edition, or of the week that begins on `day`. Its words are made when it is sent."""

    class Kind(models.TextChoices):
        """What it is made of."""

        EDITION = "edition", _("new edition")
        AGENDA = "agenda", _("weekly agenda")

    site = models.ForeignKey(Site, models.CASCADE, related_name="mailings")
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=12)
    edition = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="+")
    day = models.DateField(_("day"))
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "language", "edition"],
                condition=models.Q(kind="edition"),
                name="each_edition_is_mailed_once",
            ),
            models.UniqueConstraint(
                fields=["site", "language", "day"], condition=models.Q(kind="agenda"), name="each_week_is_mailed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.edition or self.day} ({self.language})"


class Delivery(models.Model):
    """One letter to one subscriber.

    `HANDED` is written in the moment between a letter's last line and the dot that gives it to the mail server: after a crash
    it is known of every letter that it had not been given, except for the one that stood exactly there. That one is not sent
    again (nobody gets a mail twice); it counts as `UNSURE`.
    """

    class State(models.TextChoices):
        """How far a letter is."""

        QUEUED = "queued", _("to be sent")
        HANDED = "handed", _("being handed over")
        SENT = "sent", _("sent")
        REJECTED = "rejected", _("rejected")
        UNSURE = "unsure", _("unsure")

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, models.SET_NULL, null=True, related_name="deliveries")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    runner = models.CharField(max_length=36, blank=True)  # who is sending it
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=250, blank=True)  # what the mail server said of a letter that it did not take

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [models.UniqueConstraint(fields=["mailing", "subscriber"], name="one_letter_each")]
        indexes = [models.Index(fields=["mailing", "state", "claimed_at"], name="nieuwsbrief_queue")]

    def __str__(self) -> str:
        return f"{self.mailing}: {self.subscriber}"
