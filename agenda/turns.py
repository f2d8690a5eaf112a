"""The turns of phrase of the sentence about an event's rule, in Dutch, French, English and German."""

from collections.abc import Callable
from dataclasses import dataclass

from agenda.recurrence import Frequency


@dataclass(frozen=True)
class Turns:
    """The turns of phrase of one language that hold a number or a list; `{}` stands for it."""

    every: dict[Frequency, str]
    every_n: dict[Frequency, str]
    every_weekday: str
    on_weekday: str
    of_month: Callable[[str], str]
    if_it_exists: str
    leap_year: str
    leap_years: str
    not_: str
    also: str
    not_some: str
    also_some: str
    on_some: str
    times: str
    from_date: str
    days_long: str
    only: str
    span_over_days: str
    start_over_days: str


_DUTCH = Turns(
    every={Frequency.DAILY: "Elke dag", Frequency.MONTHLY: "Elke maand", Frequency.YEARLY: "Elk jaar"},
    every_n={
        Frequency.DAILY: "Om de {} dagen",
        Frequency.WEEKLY: "Om de {} weken",
        Frequency.MONTHLY: "Om de {} maanden",
        Frequency.YEARLY: "Om de {} jaar",
    },
    every_weekday="Elke {}",
    on_weekday=" op {}",
    of_month=lambda month: f"van {month}",
    if_it_exists="als die er is",
    leap_year="Elk schrikkeljaar",
    leap_years="Om de {} jaar",
    not_="niet {}",
    also="ook {}",
    not_some="niet op {} van die dagen",
    also_some="ook op {} andere dagen",
    on_some="Op {} dagen",
    times="{} keer",
    from_date="vanaf {}",
    days_long="telkens {} dagen",
    only="alleen {}",
    span_over_days="van {} op de eerste dag tot {} op de laatste dag",
    start_over_days="op de eerste dag {}",
)
_FRENCH = Turns(
    every={Frequency.DAILY: "Tous les jours", Frequency.MONTHLY: "Chaque mois", Frequency.YEARLY: "Chaque année"},
    every_n={
        Frequency.DAILY: "Tous les {} jours",
        Frequency.WEEKLY: "Toutes les {} semaines",
        Frequency.MONTHLY: "Tous les {} mois",
        Frequency.YEARLY: "Tous les {} ans",
    },
    every_weekday="Tous les {}",
    on_weekday=", le {}",
    of_month=lambda month: f"d’{month}" if month[0] in "aeéiou" else f"de {month}",
    if_it_exists="s’il existe",
    leap_year="Chaque année bissextile",
    leap_years="Tous les {} ans",
    not_="sauf {}",
    also="et aussi {}",
    not_some="sauf {} de ces jours",
    also_some="et aussi {} autres jours",
    on_some="{} jours",
    times="{} fois",
    from_date="à partir du {}",
    days_long="{} jours à chaque fois",
    only="uniquement {}",
    span_over_days="de {} le premier jour à {} le dernier jour",
    start_over_days="le premier jour {}",
)
_ENGLISH = Turns(
    every={Frequency.DAILY: "Every day", Frequency.MONTHLY: "Every month", Frequency.YEARLY: "Every year"},
    every_n={
        Frequency.DAILY: "Every {} days",
        Frequency.WEEKLY: "Every {} weeks",
        Frequency.MONTHLY: "Every {} months",
        Frequency.YEARLY: "Every {} years",
    },
    every_weekday="Every {}",
    on_weekday=" on {}",
    of_month=lambda month: f"of {month}",
    if_it_exists="if there is one",
    leap_year="Every leap year",
    leap_years="Every {} years",
    not_="not {}",
    also="also {}",
    not_some="not on {} of those days",
    also_some="also on {} other days",
    on_some="On {} days",
    times="{} times",
    from_date="starting {}",
    days_long="{} days each time",
    only="only {}",
    span_over_days="from {} on the first day to {} on the last day",
    start_over_days="on the first day {}",
)
_GERMAN = Turns(
    every={Frequency.DAILY: "Jeden Tag", Frequency.MONTHLY: "Jeden Monat", Frequency.YEARLY: "Jedes Jahr"},
    every_n={
        Frequency.DAILY: "Alle {} Tage",
        Frequency.WEEKLY: "Alle {} Wochen",
        Frequency.MONTHLY: "Alle {} Monate",
        Frequency.YEARLY: "Alle {} Jahre",
    },
    every_weekday="Jeden {}",
    on_weekday=" am {}",
    of_month=lambda month: f"im {month}",
    if_it_exists="wenn es ihn gibt",
    leap_year="Jedes Schaltjahr",
    leap_years="Alle {} Jahre",
    not_="nicht {}",
    also="auch {}",
    not_some="nicht an {} dieser Tage",
    also_some="auch an {} weiteren Tagen",
    on_some="An {} Tagen",
    times="{}-mal",
    from_date="ab {}",
    days_long="jeweils {} Tage",
    only="nur {}",
    span_over_days="von {} am ersten Tag bis {} am letzten Tag",
    start_over_days="am ersten Tag {}",
)
TURNS = {"nl": _DUTCH, "fr": _FRENCH, "en": _ENGLISH, "de": _GERMAN}
