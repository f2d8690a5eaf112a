"""A submission: copy that somebody sent in, or that an editor entered for somebody, until it is on a page or refused."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from core.uploads import unguessable_name, village_prefix

KEPT_DAYS = 90  # personal data that is on no page is erased after so many days


class Kind(models.TextChoices):
    """What somebody sends in."""

    REMOVAL = "removal", _("request to take a notice away")
    ARTICLE = "article", _("article")
    NOTICE = "notice", _("family notice")
    EVENT = "event", _("event")
    ADVERT = "advert", _("advert request")


class Status(models.TextChoices):
    """How far the editors are with it."""

    NEW = "new", _("New")
    TAKEN = "taken", _("Taken")
    REFUSED = "refused", _("Refused")


class How(models.TextChoices):
    """How it came in."""

    FORM = "form", _("through the site")
    PHONE = "phone", _("by phone")
    IN_PERSON = "in_person", _("in person")
    LETTER = "letter", _("on paper")
    EMAIL = "email", _("by e-mail")


class SubmissionQuerySet(models.QuerySet):
    """Submissions by what is to be done with them."""

    def waiting(self) -> "SubmissionQuerySet":
        """Those that nobody has decided on; a request to take a notice away comes first, then the oldest."""
        urgent = models.Case(models.When(kind=Kind.REMOVAL, then=0), default=1)
        return self.filter(status=Status.NEW).order_by(urgent, "created_at")

    def to_erase(self, now: dt.datetime) -> "SubmissionQuerySet":
        """Those whose personal data has been here long enough: 90 days after the last thing that happened to it."""
        return self.filter(erased_at__isnull=True, keep_until__lt=timezone.localdate(now))


class Submission(models.Model):
    """One piece of copy. `fields` holds what its form asked, as text; dates as YYYY-MM-DD, times as HH:MM."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="submissions")
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.NEW)
    how = models.CharField(_("how it came in"), max_length=10, choices=How.choices, default=How.FORM)
    token = models.UUIDField(editable=False)
    language = models.CharField(_("language"), max_length=12)
    fields = models.JSONField(default=dict)
    sender_name = models.CharField(_("name"), max_length=120, blank=True)
    sender_phone = models.CharField(_("phone number"), max_length=25, blank=True)
    sender_email = models.EmailField(_("e-mail"), blank=True)
    created_at = models.DateTimeField(_("sent in"), default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("entered by"), null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("handled by"), null=True, blank=True, related_name="+"
    )
    page = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+")
    notice_key = models.UUIDField(
        null=True, blank=True
    )  # translation key of the family notice that it became or is about
    advert = models.ForeignKey("dorpskrant.Advert", models.SET_NULL, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(_("sender told"), null=True, blank=True)
    keep_until = models.DateField(_("kept until"))
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [models.UniqueConstraint(fields=["site", "token"], name="each_form_is_sent_in_once")]
        indexes = [models.Index(fields=["site", "status", "created_at"], name="ingezonden_inbox")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it; one that is new is kept 90 days."""
        if self.keep_until is None:
            self.keep_until = timezone.localdate(self.created_at) + dt.timedelta(days=KEPT_DAYS)
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        """What to call it in a list."""
        return self.fields.get("title") or self.fields.get("names") or self.fields.get("business") or "–"

    @property
    def age_days(self) -> int:
        """For how many days it has been here."""
        return (timezone.localdate() - timezone.localdate(self.created_at)).days

    @property
    def consents(self) -> list[str]:
        """The channels that the family allowed: "paper", "web", "email"."""
        return [name for name in ("paper", "web", "email") if self.fields.get(f"consent_{name}")]

    @property
    def consent_words(self) -> str:
        """Where the family said that it may appear: "on paper, online"."""
        words = {"paper": _("on paper"), "web": _("online"), "email": _("by e-mail")}
        return ", ".join(str(words[channel]) for channel in self.consents)

    def handle(self, status: Status, user: Any, *, keep_until: dt.date | None = None) -> None:
        """Mark it as decided on by somebody, and count the days that it is kept anew."""
        self.status, self.handled_by, self.handled_at = status, user, timezone.now()
        today = timezone.localdate()
        self.keep_until = max(keep_until or today, today) + dt.timedelta(days=KEPT_DAYS)
        self.save()


def photo_path(instance: "SubmissionPhoto", filename: str) -> str:
    """Give the upload path of a photo that came in: below the village's prefix, in a folder that only editors are served."""
    collection = instance.submission.site.village.collection
    return unguessable_name(f"{village_prefix(collection)}submissionphoto", filename)


class SubmissionPhoto(models.Model):
    """A photo that came in, made anew as a JPEG without what the camera wrote in it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="photos")
    file = models.ImageField(upload_to=photo_path)

    class Meta:
        verbose_name = _("photo that came in")
        verbose_name_plural = _("photos that came in")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file.name)
