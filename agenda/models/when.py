"""When an event takes place, as an editor says it."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from agenda.fields import NumberListField
from agenda.known_rules import rule_of_text, sentence_of
from agenda.recurrence import MAX_OCCURRENCES, Frequency, Rule, RuleError
from agenda.recurrence_text import to_text
from agenda.rule_building import SAME_DATE, SAME_WEEKDAY, WHEN_FIELDS, build_rule
from agenda.rule_errors import as_validation_error

EXCEPTIONS = ("pauses", "skipped_dates", "extra_dates")  # the lists that belong to the rule


class WhenMixin(models.Model):
    """First day, times and repetition, by the clock in Brussels; with pauses, skipped and extra dates they make the rule.

    `rule_text` is derived at saving: the rule as RFC 5545 content lines, empty while a draft has none that is right.
    """

    class Repeat(models.TextChoices):
        """How an event comes back, as an editor picks it."""

        ONCE = Frequency.ONCE.value, _("Once")
        DAILY = Frequency.DAILY.value, _("Every day")
        WEEKLY = Frequency.WEEKLY.value, _("Every week")
        MONTHLY = Frequency.MONTHLY.value, _("Every month")
        YEARLY = Frequency.YEARLY.value, _("Every year")
        DATES = Frequency.DATES.value, _("A list of dates")

    MONTH_POSITIONS = [
        (SAME_WEEKDAY, _("on the same weekday as the first time, like the second Tuesday")),
        (SAME_DATE, _("on the same date, like the 15th")),
        ("1", _("on the first one of that weekday")),
        ("2", _("on the second one of that weekday")),
        ("3", _("on the third one of that weekday")),
        ("4", _("on the fourth one of that weekday")),
        ("5", _("on the fifth one of that weekday, where there is one")),
        ("-1", _("on the last one of that weekday")),
        ("1,3", _("on the first and third one of that weekday")),
        ("2,4", _("on the second and fourth one of that weekday")),
    ]

    start_date = models.DateField(
        _("first day"), help_text=_("Of a series: the day of the first time. It says which weekday it is.")
    )
    start_time = models.TimeField(
        _("from"), null=True, blank=True, help_text=_("Like 15:00. Empty means the whole day.")
    )
    end_time = models.TimeField(
        _("until (time)"), null=True, blank=True, help_text=_("Like 17:00. Empty if nobody knows how late it gets.")
    )
    end_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only if one time lasts several days, like a fair.")
    )
    frequency = models.CharField(_("how often"), max_length=10, choices=Repeat.choices, default=Repeat.ONCE)
    interval = models.PositiveSmallIntegerField(
        _("once in how many"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text=_("2 with “Every week” means every two weeks."),
    )
    weekdays = NumberListField(
        _("on which weekdays"),
        options=list(WEEKDAYS.items()),
        help_text=_("Only for more than one day a week. None: the weekday of the first day."),
    )
    month_positions = models.CharField(
        _("which day of the month or year"),
        max_length=10,
        choices=MONTH_POSITIONS,
        blank=True,
        help_text=_("Empty: monthly on the same weekday as the first time, yearly on the same date."),
    )
    months_off = NumberListField(_("never in"), options=list(MONTHS.items()), help_text=_("Months off, every year."))
    repeat_until = models.DateField(
        _("until (date)"), null=True, blank=True, help_text=_("The last day that may still be. Empty: it goes on.")
    )
    repeat_count = models.PositiveSmallIntegerField(
        _("or number of times"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_OCCURRENCES)],
    )
    rule_text = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def rule(self) -> Rule:
        """The rule that the fields and lists give now; of a draft too.

        Raises:
            RuleError: they contradict each other.
        """
        lists: Any = self
        return build_rule(
            {name: getattr(self, name) for name in WHEN_FIELDS},
            pauses=[pause.as_pause() for pause in lists.pauses.all()],
            skipped=[date.day for date in lists.skipped_dates.all()],
            extra=[date.day for date in lists.extra_dates.all()],
        )

    @property
    def known_rule(self) -> Rule | None:
        """The rule, or None for a draft whose fields contradict each other."""
        try:
            return self.rule
        except (TypeError, ValueError):
            return None

    @property
    def saved_rule(self) -> Rule | None:
        """The rule as it was saved, read from its text alone: for lists, which would else ask for each event's dates."""
        return rule_of_text(self.rule_text)

    @property
    def sentence(self) -> str:
        """When it takes place, as it was saved, in one sentence in the active language; empty for an unfinished draft."""
        return self.sentence_of(self.saved_rule)

    @staticmethod
    def sentence_of(rule: Rule | None) -> str:
        """Give the sentence of a rule in the language that is active, as from today."""
        return sentence_of(rule)

    @property
    def repeats(self) -> bool:
        """Whether it is more than a single event."""
        return self.frequency != Frequency.ONCE.value

    def clean(self) -> None:
        """Refuse dates and times that contradict each other.

        Raises:
            ValidationError: so, beside the field where it can be put right.
        """
        super().clean()
        if self.start_date is None:
            return  # the field itself says so
        try:
            build_rule({name: getattr(self, name) for name in WHEN_FIELDS})
        except RuleError as error:
            raise as_validation_error(error) from error
        except ValueError:
            return  # a list of numbers that holds something else: the field itself says so

    def remember_rule(self) -> None:
        """Fill `rule_text` from the fields; nothing is saved."""
        rule = self.known_rule
        self.rule_text = to_text(rule) if rule else ""
