"""When an event takes place, in one sentence: pure functions from a rule to Dutch, French, English or German.

The sentence never names a date that the rule does not give, save as a day on which nothing is held.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from itertools import islice

from agenda.recurrence import MAX_OCCURRENCES, Frequency, Pause, Rule, position_in_month
from agenda.turns import TURNS, Turns
from agenda.words import DUTCH, FRENCH, LANGUAGES, Language

# More dates than this are counted, not listed.
MAX_DATES_LISTED = 8


def sentence(rule: Rule, language: str = "nl", today: dt.date | None = None) -> str:
    """Give the sentence of a rule, without a full stop.

    "Om de 2 weken op woensdag van 15 tot 17 uur, van maart tot oktober, niet op 15 augustus". A language that is not
    known gives Dutch. With `today`, a series without an end that has yet to begin says from when, and skipped, extra
    and paused days that are past are left out.
    """
    code = language[:2].lower()
    code = code if code in LANGUAGES else "nl"
    return _Sentence(rule, LANGUAGES[code], TURNS[code], today).text()


def how_often(rule: Rule, language: str = "nl") -> str:
    """Give how often alone, such as "Om de 2 weken op woensdag"; empty for a list of dates."""
    code = language[:2].lower()
    code = code if code in LANGUAGES else "nl"
    return _Sentence(rule, LANGUAGES[code], TURNS[code], None).how_often()


class _Sentence:
    """One sentence being made."""

    def __init__(self, rule: Rule, words: Language, turns: Turns, today: dt.date | None) -> None:
        self.rule, self.words, self.turns, self.today = rule, words, turns, today
        self.ends = rule.until is not None or rule.count is not None
        self.listed = list(islice(rule.pattern_days(), MAX_OCCURRENCES)) if self.ends or not rule.repeats else []
        self.first = rule.day
        self.last = self.listed[-1] if self.listed else None
        self.says_year = self.last is None or self.last.year != self.first.year

    def text(self) -> str:
        if self._is_list():
            return _capitalised(self._list())
        parts = [self._pattern_and_time(), self._range(), self._months(), *self._absent(), self._extra()]
        return _capitalised(", ".join(part for part in parts if part))

    def how_often(self) -> str:
        return "" if self._is_list() else _capitalised(self._pattern())

    def _is_list(self) -> bool:
        return not self.rule.repeats or (self.ends and len(self.listed) == 1)

    def _list(self) -> str:
        rule, words = self.rule, self.words
        # A list of which everything is skipped still says when it would have been.
        days = rule.days() or [rule.day]
        if len(days) == 1 and rule.nights and not self._is_one_evening():
            return self._span_of_days(days[0])
        if len(days) == 1:
            when = words.on_date(days[0], weekday=True)
        elif len(days) <= 2 * MAX_DATES_LISTED:
            when = words.on_dates(days)
        else:
            counted = self.turns.on_some.format(len(days))
            when = f"{counted}, {words.period(days[0], days[-1])}"
        return self._with_time(when)

    def _span_of_days(self, day: dt.date) -> str:
        rule, words = self.rule, self.words
        last = day + dt.timedelta(days=rule.nights)
        if rule.start is None:
            return words.period(day, last, weekday=True)
        first_words = f"{words.on_date(day, weekday=True)} {words.time_span(rule.start, None)}"
        if rule.end is None:
            return f"{words.period(day, last, weekday=True)}, {self._start_over_days(rule.start)}"
        from_word, to_word = words.range_words[0], words.from_to[1]
        first_words = f"{from_word} {words.date(day, weekday=True)} {words.time_span(rule.start, None)}"
        return f"{first_words} {to_word} {words.date(last, weekday=True)} {words.time_span(rule.end, None)}"

    def _start_over_days(self, start: dt.time) -> str:
        return self.turns.start_over_days.format(self.words.time_span(start, None))

    def _is_one_evening(self) -> bool:
        """Tell whether the event runs past midnight but is still one evening to people."""
        rule = self.rule
        return rule.nights == 1 and rule.start is not None and rule.end is not None and rule.end <= rule.start

    def _pattern_and_time(self) -> str:
        return self._with_time(self._pattern())

    def _with_time(self, pattern: str) -> str:
        rule, words = self.rule, self.words
        if rule.nights and not self._is_one_evening():
            long = self.turns.days_long.format(rule.nights + 1)
            if rule.start is None:
                return f"{pattern}, {long}"
            if rule.end is None:
                return f"{pattern}, {long}, {self._start_over_days(rule.start)}"
            times = self.turns.span_over_days.format(words.clock(rule.start), words.clock(rule.end))
            return f"{pattern}, {long}, {times}"
        if rule.start is None:
            return f"{pattern}, {words.all_day}"
        return f"{pattern} {words.time_span(rule.start, rule.end)}"

    def _pattern(self) -> str:
        rule, words, turns = self.rule, self.words, self.turns
        if rule.frequency is Frequency.WEEKLY:
            if rule.interval == 1:
                return turns.every_weekday.format(words.join([words.each_weekday(day) for day in rule.weekdays]))
            names = words.join([words.weekday(day) for day in rule.weekdays])
            return turns.every_n[Frequency.WEEKLY].format(rule.interval) + turns.on_weekday.format(names)
        if rule.frequency is Frequency.YEARLY and not rule.positions and (rule.day.month, rule.day.day) == (2, 29):
            return self._leap_years()
        every = turns.every.get(rule.frequency, "")
        lead = every if rule.interval == 1 else turns.every_n[rule.frequency].format(rule.interval)
        comma = "," if words is FRENCH else ""
        if rule.frequency is Frequency.DAILY:
            return lead
        if rule.positions:
            where = words.position_weekday(rule.positions, rule.day.weekday())
            if rule.frequency is Frequency.YEARLY:
                where = f"{where} {turns.of_month(words.month(rule.day.month))}"
            doubt = f" ({turns.if_it_exists})" if 5 in rule.positions else ""
            return f"{lead}{comma} {where}{doubt}"
        if rule.frequency is Frequency.YEARLY:
            return f"{lead}{comma} {words.on_date(rule.day, year=False)}"
        doubt = f" ({turns.if_it_exists})" if rule.day.day > 28 else ""
        return f"{lead}{comma} {words.ordinal_day(rule.day.day)}{doubt}"

    def _leap_years(self) -> str:
        years = self.rule.interval
        while years % 4:
            years += self.rule.interval
        lead = self.turns.leap_year if years == 4 else self.turns.leap_years.format(years)
        return f"{lead}{',' if self.words is FRENCH else ''} {self.words.on_date(self.rule.day, year=False)}"

    def _range(self) -> str:
        first, last = self.first, self.last
        if last is None:
            if self.today is not None and first > self.today:
                return self.turns.from_date.format(self._from_words(first))
            return ""
        if self.rule.frequency is Frequency.YEARLY:
            from_word, to_word = self.words.month_range if self.words is not DUTCH else ("van", "tot en met")
            where = f"{from_word} {first.year} {to_word} {last.year}"
        elif self._fills_its_months(first, last):
            where = self.words.month_period(first, last, year=self.says_year)
        else:
            where = self.words.period(first, last, year=self.says_year)
        if self.rule.count is None:
            return where
        held = sum(1 for day in self.listed if day not in self.rule.skipped and not self.rule.is_paused(day))
        return f"{self.turns.times.format(held)} {where}" if held > 1 else where

    def _from_words(self, day: dt.date) -> str:
        # German declines after "ab": "ab dem 4. März" is right, "ab 4. März" is what calendars print.
        return self.words.date(day)

    def _fills_its_months(self, first: dt.date, last: dt.date) -> bool:
        """Tell whether the series has all its days in its first and last month, so that months say it truly."""
        return not self._other_days(first, before=True) and not self._other_days(last, before=False)

    def _other_days(self, day: dt.date, *, before: bool) -> bool:
        """Tell whether the pattern, unbounded, has another day in the month, before or after this one."""
        length = monthrange(day.year, day.month)[1]
        numbers = range(1, day.day) if before else range(day.day + 1, length + 1)
        return any(self._in_phase(day.replace(day=number)) for number in numbers)

    def _in_phase(self, day: dt.date) -> bool:
        rule = self.rule
        if rule.frequency is Frequency.DAILY:
            return (day - rule.day).days % rule.interval == 0
        if rule.frequency is Frequency.WEEKLY:
            monday = rule.day - dt.timedelta(days=rule.day.weekday())
            return day.weekday() in rule.weekdays and (day - monday).days // 7 % rule.interval == 0
        if rule.positions:
            return day.weekday() == rule.day.weekday() and not set(position_in_month(day)).isdisjoint(rule.positions)
        return day.day == rule.day.day

    def _months(self) -> str:
        if not self.rule.months_off:
            return ""
        if len(self.rule.months) <= 4:
            return self.turns.only.format(self.words.in_months(self.rule.months))
        return self.turns.not_.format(self.words.in_months(self.rule.months_off))

    def _absent(self) -> list[str]:
        rule = self.rule
        pauses = [pause for pause in rule.pauses if self._matters(pause.last) and self._takes_away(pause)]
        skipped = [
            day
            for day in rule.skipped
            if self._matters(day) and not rule.is_paused(day) and next(rule.pattern_days(day, day), None)
        ]
        parts = [self.turns.not_.format(words) for words in self._pause_words(pauses)]
        if len(skipped) > MAX_DATES_LISTED:
            parts.append(self.turns.not_some.format(len(skipped)))
        elif skipped:
            parts.append(self.turns.not_.format(self.words.on_dates(skipped, year=self.says_year)))
        return parts

    def _takes_away(self, pause: Pause) -> bool:
        return any(day not in self.rule.extra for day in self.rule.pattern_days(pause.first, pause.last))

    def _pause_words(self, pauses: Sequence[Pause]) -> list[str]:
        if len(pauses) > MAX_DATES_LISTED:
            pauses = pauses[:MAX_DATES_LISTED]
        return [self._one_pause(pause) for pause in pauses]

    def _one_pause(self, pause: Pause) -> str:
        whole_months = pause.first.day == 1 and (pause.last + dt.timedelta(days=1)).day == 1
        months = pause.last.month - pause.first.month + 1
        if whole_months and pause.first.year == pause.last.year and months <= 3:
            names = self.words.in_months(range(pause.first.month, pause.last.month + 1))
            return f"{names} {pause.last.year}" if self.says_year else names
        if pause.first == pause.last:
            return self.words.on_date(pause.first, year=self.says_year)
        return self.words.period(pause.first, pause.last, year=self.says_year)

    def _extra(self) -> str:
        rule = self.rule
        days = [
            day
            for day in rule.extra
            if day not in rule.skipped
            and self._matters(day)
            and (rule.is_paused(day) or next(rule.pattern_days(day, day), None) is None)
        ]
        if len(days) > MAX_DATES_LISTED:
            return self.turns.also_some.format(len(days))
        # An extra date may lie in another year than the series, so it always has its own.
        year = self.says_year or any(day.year != self.first.year for day in days)
        return self.turns.also.format(self.words.on_dates(days, year=year)) if days else ""

    def _matters(self, day: dt.date) -> bool:
        return self.today is None or day >= self.today


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
