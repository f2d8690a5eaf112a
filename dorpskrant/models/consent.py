"""Consent per channel: who agreed to paper, to the web and to e-mail, when and how."""

import datetime as dt
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel


class Consented(StrEnum):
    """Where a notice may appear, each with a consent of its own."""

    PAPER = "paper"
    WEB = "web"
    EMAIL = "email"


RECORD = ("agreed_by", "agreed_on", "agreed_how")
CONSENT_FIELDS = (
    *(f"consent_{channel}" for channel in Consented),
    *(f"{channel}_{name}" for channel in Consented for name in RECORD),
    "online_until",
)


def a_year_after(day: dt.date) -> dt.date:
    """Give the same day a year later; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


class How(models.TextChoices):
    """How somebody agreed."""

    FORM = "form", _("on a form")
    PHONE = "phone", _("by phone")
    IN_PERSON = "in_person", _("in person")
    LETTER = "letter", _("by letter")


def _by() -> models.CharField:
    return models.CharField(_("who agreed"), max_length=150, blank=True)


def _on() -> models.DateField:
    return models.DateField(_("when"), null=True, blank=True)


def _how() -> models.CharField:
    return models.CharField(_("how"), max_length=20, choices=How.choices, blank=True)


class ConsentMixin(models.Model):
    """The consent of each channel. Days in Europe/Brussels. A channel without a whole record is not allowed."""

    consent_paper = models.BooleanField(_("on paper"), default=False)
    paper_agreed_by = _by()
    paper_agreed_on = _on()
    paper_agreed_how = _how()
    consent_web = models.BooleanField(_("online"), default=False)
    web_agreed_by = _by()
    web_agreed_on = _on()
    web_agreed_how = _how()
    online_until = models.DateField(
        _("online until"), null=True, blank=True, help_text=_("The last day online. Empty: a year after the edition.")
    )
    consent_email = models.BooleanField(_("by e-mail"), default=False)
    email_agreed_by = _by()
    email_agreed_on = _on()
    email_agreed_how = _how()

    class Meta:
        abstract = True

    def consent_starts(self) -> dt.date:
        """Give the day from which the year online counts: of the consent, unless the model knows a better one."""
        assert self.web_agreed_on is not None
        return self.web_agreed_on

    def clean(self) -> None:
        """Fill a ticked channel's empty record from the first one that is whole; set the last day online.

        Raises:
            ValidationError: a channel is ticked and nothing says who agreed, when or how.
        """
        super().clean()
        ticked = [channel for channel in Consented if getattr(self, f"consent_{channel}")]
        whole = next((self._record(channel) for channel in ticked if all(self._record(channel))), None)
        missing: dict[str, ValidationError | str] = {}
        for channel in ticked:
            if whole and not any(self._record(channel)):
                for name, value in zip(RECORD, whole, strict=True):
                    setattr(self, f"{channel}_{name}", value)
            for name, value in zip(RECORD, self._record(channel), strict=True):
                if not value:
                    missing[f"{channel}_{name}"] = str(
                        _("Write down who agreed, when and how. Without it the notice can't appear.")
                    )
        if missing:
            raise ValidationError(missing)
        self.set_last_day()

    def set_last_day(self) -> None:
        """Give what is allowed online its last day, a year on, where nobody chose one."""
        if self.consent_web and self.online_until is None and self.web_agreed_on:
            self.online_until = a_year_after(self.consent_starts())

    def withdraw(self, channel: Consented) -> None:
        """Take back the consent for a channel, with its record; the caller saves."""
        setattr(self, f"consent_{channel}", False)
        for name in RECORD:
            setattr(self, f"{channel}_{name}", None if name == "agreed_on" else "")
        if channel is Consented.WEB:
            self.online_until = None

    @property
    def has_any_consent(self) -> bool:
        """Whether it may appear anywhere."""
        return self.consent_paper or self.consent_web or self.consent_email

    def _record(self, channel: Consented) -> tuple[object, ...]:
        return tuple(getattr(self, f"{channel}_{name}") for name in RECORD)


def consent_constraints() -> list[models.CheckConstraint]:
    """Give the database's own rules: a channel is off, or its record is whole; what is online has a last day."""
    rules = []
    for channel in Consented:
        whole = (
            models.Q(**{f"{channel}_agreed_on__isnull": False})
            & ~models.Q(**{f"{channel}_agreed_by": ""})
            & ~models.Q(**{f"{channel}_agreed_how": ""})
        )
        if channel is Consented.WEB:
            whole &= models.Q(online_until__isnull=False)
        off = models.Q(**{f"consent_{channel}": False})
        rules.append(models.CheckConstraint(name=f"{channel}_consent_is_recorded", condition=off | whole))
    return rules


def consent_panel() -> MultiFieldPanel:
    """Give the panel: one row per channel."""
    rows = [
        FieldRowPanel(
            [FieldPanel(f"consent_{channel}"), *(FieldPanel(f"{channel}_{name}") for name in RECORD)],
            classname="consent-row",
        )
        for channel in Consented
    ]
    rows.insert(2, FieldRowPanel([FieldPanel("online_until")], classname="consent-row"))
    return MultiFieldPanel(
        rows,
        _("Where it may appear, and who agreed"),
        help_text=_(
            "Tick where it may appear and write beside it who said so, when and how. Was it said for several at once?"
            " Fill in the first row; what you leave empty in the next becomes the same."
        ),
    )
