"""Dates and times inside a sentence, in Dutch, French, English and German.

A `Language` knows how its people say a time span, a list of dates or a period; `agenda.sentence` puts these together.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_MIDNIGHT = dt.time.min


@dataclass(frozen=True)
class Language:
    """The words and turns of one language. Subclasses override what differs from Dutch."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    positions: dict[int, str]
    and_word: str
    midnight: str
    all_day: str
    time_unit: str = " uur"
    minute_sign: str = "."
    at: str = "om"
    from_to: tuple[str, str] = ("van", "tot")
    range_words: tuple[str, str] = ("van", "tot en met")
    month_range: tuple[str, str] = ("van", "tot")
    on: str = "op"
    in_word: str = "in"

    def month(self, number: int) -> str:
        """Give a month's name (1 is January), as it stands inside a sentence."""
        return self.months[number - 1]

    def weekday(self, number: int) -> str:
        """Give a weekday's name (0 is Monday), as it stands inside a sentence."""
        return self.weekdays[number]

    def each_weekday(self, number: int) -> str:
        """Give a weekday's name after "every"."""
        return self.weekday(number)

    def join(self, parts: Sequence[str]) -> str:
        """Give "a, b en c"."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.and_word} {parts[-1]}"

    def clock(self, time: dt.time, *, unit: bool = True) -> str:
        """Give a time as people say it: "15 uur", "15.30 uur", "middernacht"."""
        if time.replace(second=0) == _MIDNIGHT:
            return self.midnight
        minutes = f"{self.minute_sign}{time.minute:02}" if time.minute else ""
        return f"{time.hour}{minutes}{self.time_unit if unit else ''}"

    def time_span(self, start: dt.time, end: dt.time | None) -> str:
        """Give "om 15 uur" or "van 15 tot 17 uur"."""
        if end is None:
            return f"{self.at} {self.clock(start)}"
        # "van 22 uur tot middernacht", but "van 15 tot 17 uur": the unit is said once, at the last number.
        from_word, to_word = self.from_to
        return f"{from_word} {self.clock(start, unit=end == _MIDNIGHT)} {to_word} {self.clock(end)}"

    def day_number(self, day: int) -> str:
        """Give the number of a day in a date."""
        return str(day)

    def ordinal_day(self, day: int) -> str:
        """Give "de 15de": a day of each month."""
        return f"op de {day}{'ste' if day in (1, 8) or day >= 20 else 'de'}"

    def date(self, day: dt.date, *, year: bool = True, weekday: bool = False) -> str:
        """Give "woensdag 4 maart 2026", with or without its weekday and year."""
        words = [self.day_number(day.day), self.month(day.month)]
        if weekday:
            words.insert(0, self.weekday(day.weekday()))
        if year:
            words.append(str(day.year))
        return " ".join(words)

    def on_date(self, day: dt.date, *, year: bool = True, weekday: bool = False) -> str:
        """Give "op 4 maart 2026"."""
        return f"{self.on} {self.date(day, year=year, weekday=weekday)}"

    def on_dates(self, days: Sequence[dt.date], *, year: bool = True) -> str:
        """Give "op 4 en 18 maart en 1 april 2026": days of one month together, a year once at its end."""
        parts = []
        groups = [list(group) for _, group in groupby(sorted(days), key=lambda day: (day.year, day.month))]
        for number, group in enumerate(groups):
            last = group[-1]
            year_ends = number + 1 == len(groups) or groups[number + 1][0].year != last.year
            parts.append(self.month_days([day.day for day in group], last, year=year and year_ends))
        return f"{self.on} {self.join(parts)}"

    def month_days(self, numbers: Sequence[int], month: dt.date, *, year: bool) -> str:
        """Give "4 en 18 maart 2026"."""
        words = f"{self.join([self.day_number(number) for number in numbers])} {self.month(month.month)}"
        return f"{words} {month.year}" if year else words

    def period(self, first: dt.date, last: dt.date, *, year: bool = True, weekday: bool = False) -> str:
        """Give "van 4 maart tot en met 6 april 2026"; the first year is left out where it is the same."""
        from_word, to_word = self.range_words
        first_words = self.date(first, year=year and first.year != last.year, weekday=weekday)
        if first.year == last.year and first.month == last.month and not weekday:
            first_words = self.day_number(first.day)
        return f"{from_word} {first_words} {to_word} {self.date(last, year=year, weekday=weekday)}"

    def month_period(self, first: dt.date, last: dt.date, *, year: bool) -> str:
        """Give "van maart tot oktober", "van november 2026 tot maart 2027", or "in maart"."""
        from_word, to_word = self.month_range
        last_words = f"{self.month(last.month)} {last.year}" if year else self.month(last.month)
        if (first.year, first.month) == (last.year, last.month):
            return f"{self.in_word} {last_words}"
        first_words = self.month(first.month)
        if year and first.year != last.year:
            first_words = f"{first_words} {first.year}"
        return f"{from_word} {first_words} {to_word} {last_words}"

    def in_months(self, numbers: Sequence[int]) -> str:
        """Give "in juli en augustus"."""
        return f"{self.in_word} {self.join([self.month(number) for number in numbers])}"

    def position_weekday(self, positions: Sequence[int], weekday: int) -> str:
        """Give "op de eerste en derde dinsdag"."""
        named = [self.positions[position] for position in sorted(positions, key=lambda p: p if p > 0 else 9)]
        return f"op de {self.join(named)} {self.weekday(weekday)}"


class _French(Language):
    def each_weekday(self, number: int) -> str:
        return f"{self.weekday(number)}s"

    def day_number(self, day: int) -> str:
        return "1er" if day == 1 else str(day)

    def ordinal_day(self, day: int) -> str:
        return f"le {self.day_number(day)}"

    def time_span(self, start: dt.time, end: dt.time | None) -> str:
        if end is None:
            return f"à {self.clock(start)}"
        return f"de {self.clock(start)} à {self.clock(end)}"

    def clock(self, time: dt.time, *, unit: bool = True) -> str:
        if time.replace(second=0) == _MIDNIGHT:
            return self.midnight
        return f"{time.hour} h {time.minute:02}" if time.minute else f"{time.hour} h"

    def on_dates(self, days: Sequence[dt.date], *, year: bool = True) -> str:
        return super().on_dates(days, year=year).removeprefix("le ")

    def month_days(self, numbers: Sequence[int], month: dt.date, *, year: bool) -> str:
        article = "les" if len(numbers) > 1 else "le"
        return f"{article} {super().month_days(numbers, month, year=year)}"

    def month_period(self, first: dt.date, last: dt.date, *, year: bool) -> str:
        return super().month_period(first, last, year=year).replace("de a", "d’a").replace("de o", "d’o")

    def position_weekday(self, positions: Sequence[int], weekday: int) -> str:
        named = [self.positions[position] for position in sorted(positions, key=lambda p: p if p > 0 else 9)]
        return f"le {self.join(named)} {self.weekday(weekday)}"


class _English(Language):
    def ordinal_day(self, day: int) -> str:
        ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        return f"on the {day}{ending}"

    def clock(self, time: dt.time, *, unit: bool = True) -> str:
        return self.midnight if time.replace(second=0) == _MIDNIGHT else f"{time.hour}:{time.minute:02}"

    def position_weekday(self, positions: Sequence[int], weekday: int) -> str:
        named = [self.positions[position] for position in sorted(positions, key=lambda p: p if p > 0 else 9)]
        return f"on the {self.join(named)} {self.weekday(weekday)}"


class _German(Language):
    def day_number(self, day: int) -> str:
        return f"{day}."

    def ordinal_day(self, day: int) -> str:
        return f"am {day}."

    def date(self, day: dt.date, *, year: bool = True, weekday: bool = False) -> str:
        words = super().date(day, year=year)
        return f"{self.weekday(day.weekday())}, {words}" if weekday else words

    def position_weekday(self, positions: Sequence[int], weekday: int) -> str:
        named = [self.positions[position] for position in sorted(positions, key=lambda p: p if p > 0 else 9)]
        return f"am {self.join(named)} {self.weekday(weekday)}"


DUTCH = Language(
    months=tuple(
        "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
    ),
    weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    positions={1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", 5: "vijfde", -1: "laatste"},
    and_word="en",
    midnight="middernacht",
    all_day="de hele dag",
)
FRENCH = _French(
    months=tuple(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
    ),
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    positions={1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième", -1: "dernier"},
    and_word="et",
    midnight="minuit",
    all_day="toute la journée",
    at="à",
    from_to=("de", "au"),
    range_words=("du", "au"),
    month_range=("de", "à"),
    on="le",
    in_word="en",
)
ENGLISH = _English(
    months=tuple(
        "January February March April May June July August September October November December".split()  # noqa: SIM905
    ),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    positions={1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"},
    and_word="and",
    midnight="midnight",
    all_day="all day",
    at="at",
    from_to=("from", "to"),
    range_words=("from", "to"),
    month_range=("from", "to"),
    on="on",
)
GERMAN = _German(
    months=tuple(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905
    ),
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    positions={1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", 5: "fünften", -1: "letzten"},
    and_word="und",
    midnight="Mitternacht",
    all_day="ganztägig",
    time_unit=" Uhr",
    at="um",
    from_to=("von", "bis"),
    range_words=("vom", "bis"),
    month_range=("von", "bis"),
    on="am",
    in_word="im",
)

LANGUAGES: dict[str, Language] = {"nl": DUTCH, "fr": FRENCH, "en": ENGLISH, "de": GERMAN}


def language_of(code: str) -> Language:
    """Give the words of a language code; those of Dutch where there are none."""
    return LANGUAGES.get(code[:2].lower(), DUTCH)
