"""When an event takes place, as an editor fills it in."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from agenda.date_lists import read_days, read_pauses, validate_days, validate_pauses, written_days, written_pauses
from agenda.recurrence import MAX_OCCURRENCES, Frequency, Rule, RuleError
from agenda.recurrence_text import to_text
from agenda.rule_errors import as_validation_error
from agenda.sentence import sentence


class Repeat(models.TextChoices):
    """How an event comes back, as an editor picks it."""

    ONCE = Frequency.ONCE.value, _("Once")
    DAILY = Frequency.DAILY.value, _("Every day")
    WEEKLY = Frequency.WEEKLY.value, _("Every week, or every so many weeks")
    MONTHLY = Frequency.MONTHLY.value, _("Every month, or every so many months")
    YEARLY = Frequency.YEARLY.value, _("Every year")
    DATES = Frequency.DATES.value, _("On these dates")


class MonthPosition(models.IntegerChoices):
    """Which one of its weekday the first day is in its month."""

    FIRST = 1, _("the first such weekday of the month")
    SECOND = 2, _("the second such weekday of the month")
    THIRD = 3, _("the third such weekday of the month")
    FOURTH = 4, _("the fourth such weekday of the month")
    FIFTH = 5, _("the fifth such weekday of the month")
    LAST = -1, _("the last such weekday of the month")


class RepeatingMixin(models.Model):
    """First day, times and repetition, by the clock in Brussels; `rule` puts them together.

    `rule_text` is derived: the rule as RFC 5545 content lines, empty while a draft has none that is right.
    """

    start_date = models.DateField(_("first day"), help_text=_("Of a series: the first time that it is held."))
    start_time = models.TimeField(_("from"), null=True, blank=True, help_text=_("Empty: all day."))
    end_time = models.TimeField(_("until"), null=True, blank=True)
    end_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only for an event of several days, such as a fair.")
    )
    repeat = models.CharField(_("how often"), max_length=10, choices=Repeat.choices, default=Repeat.ONCE)
    interval = models.PositiveSmallIntegerField(
        _("every how many"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text=_("2 with “every week” is every two weeks."),
    )
    month_position = models.SmallIntegerField(
        _("on which day of the month"),
        null=True,
        blank=True,
        choices=MonthPosition.choices,
        help_text=_("For every month or year. Empty: on the same date, such as the 15th."),
    )
    until = models.DateField(_("until and including"), null=True, blank=True, help_text=_("Empty: it just goes on."))
    count = models.PositiveSmallIntegerField(
        _("or so many times"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MAX_OCCURRENCES)]
    )
    pauses = models.TextField(
        _("pauses"),
        blank=True,
        validators=[validate_pauses],
        help_text=_("Days on which it rests, one pause per line: 1/7/2027 - 31/8/2027."),
    )
    skipped_dates = models.TextField(
        _("not on"), blank=True, validators=[validate_days], help_text=_("Dates that fall away: 15/8/2027, 22/8/2027.")
    )
    extra_dates = models.TextField(
        _("also on"),
        blank=True,
        validators=[validate_days],
        help_text=_("Extra dates, or with “On these dates” all dates after the first."),
    )
    rule_text = models.TextField(blank=True, editable=False)

    when_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time"), FieldPanel("end_time")]),
                FieldPanel("end_date"),
            ],
            _("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("repeat"),
                FieldRowPanel([FieldPanel("interval"), FieldPanel("month_position")]),
                FieldRowPanel([FieldPanel("until"), FieldPanel("count")]),
                FieldPanel("pauses"),
                FieldRowPanel([FieldPanel("skipped_dates"), FieldPanel("extra_dates")]),
            ],
            _("Does it come back?"),
        ),
    ]

    class Meta:
        abstract = True

    @property
    def rule(self) -> Rule:
        """The rule that the fields give.

        Raises:
            RuleError: they contradict each other.
            ValidationError: a list of dates cannot be read.
        """
        frequency = Frequency(self.repeat)
        pattern: dict = {}
        if frequency not in (Frequency.ONCE, Frequency.DATES):
            pattern = {"interval": self.interval, "until": self.until, "count": self.count}
            if frequency in (Frequency.MONTHLY, Frequency.YEARLY) and self.month_position:
                pattern["positions"] = (self.month_position,)
        if frequency is not Frequency.ONCE:
            pattern["pauses"] = read_pauses(self.pauses)
            pattern["skipped"] = read_days(self.skipped_dates)
        return Rule(
            day=self.start_date,
            start=self.start_time,
            end=self.end_time,
            nights=self._nights,
            frequency=frequency,
            extra=read_days(self.extra_dates),
            **pattern,
        )

    @property
    def _nights(self) -> int:
        """Midnights between first and last day; a time that ends before it starts runs into the next day."""
        if self.end_date:
            return (self.end_date - self.start_date).days
        return 1 if self.start_time and self.end_time and self.end_time < dt.time(6) < self.start_time else 0

    @property
    def known_rule(self) -> Rule | None:
        """The rule, or None for a draft whose fields contradict each other."""
        try:
            return self.rule
        except (RuleError, ValidationError, TypeError, ValueError):
            return None

    @property
    def sentence(self) -> str:
        """When it takes place, in one sentence in the language that is active; empty for an unfinished draft."""
        rule = self.known_rule
        return sentence(rule, translation.get_language() or "nl", timezone.localdate()) if rule else ""

    @property
    def repeats(self) -> bool:
        """Whether it is held more than once."""
        return self.repeat != Repeat.ONCE

    def clean(self) -> None:
        """Refuse what no rule can say, and write the lists of dates in one way.

        Raises:
            ValidationError: the dates and times contradict each other.
        """
        super().clean()
        if self.start_date is None:
            return  # the field itself says so
        try:
            self.pauses = written_pauses(read_pauses(self.pauses))
            self.skipped_dates = written_days(read_days(self.skipped_dates))
            self.extra_dates = written_days(read_days(self.extra_dates))
        except ValidationError:
            return  # the fields themselves say so
        try:
            self.rule_text = to_text(self.rule)
        except RuleError as error:
            raise as_validation_error(error, by_field=True) from error
