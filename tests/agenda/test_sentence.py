"""The sentence that says when."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.recurrence import Frequency, Pause, Rule
from agenda.sentence import sentence
from agenda.words import DUTCH
from tests.agenda.strategies import rules

D, T = dt.date, dt.time
TUESDAYS = {"day": D(2026, 5, 5), "start": T(20), "frequency": Frequency.MONTHLY, "positions": (1,)}
WEDNESDAYS = {"day": D(2026, 3, 4), "start": T(15), "end": T(17), "frequency": Frequency.WEEKLY}


def test_the_sentence_of_the_coffee_morning():
    rule = Rule(
        **{**WEDNESDAYS, "day": D(2029, 3, 7), "interval": 2, "until": D(2029, 10, 31)}, skipped=(D(2029, 8, 22),)
    )
    assert sentence(rule) == ("Om de 2 weken op woensdag van 15 tot 17 uur, van maart tot oktober, niet op 22 augustus")


@pytest.mark.parametrize(
    ("parts", "dutch"),
    [
        ({"day": D(2026, 3, 4), "start": T(15)}, "Op woensdag 4 maart 2026 om 15 uur"),
        ({"day": D(2026, 3, 4), "start": T(15, 30), "end": T(17)}, "Op woensdag 4 maart 2026 van 15.30 tot 17 uur"),
        ({"day": D(2026, 3, 4)}, "Op woensdag 4 maart 2026, de hele dag"),
        ({"day": D(2026, 3, 4), "nights": 2}, "Van woensdag 4 maart tot en met vrijdag 6 maart 2026"),
        (
            {"day": D(2026, 3, 4), "start": T(18), "end": T(22), "nights": 2},
            "Van woensdag 4 maart 2026 om 18 uur tot vrijdag 6 maart 2026 om 22 uur",
        ),
        ({"day": D(2026, 3, 7), "start": T(21), "end": T(2), "nights": 1}, "Op zaterdag 7 maart 2026 van 21 tot 2 uur"),
        (
            {"day": D(2026, 3, 7), "start": T(20), "end": T(0), "nights": 1},
            "Op zaterdag 7 maart 2026 van 20 uur tot middernacht",
        ),
        (WEDNESDAYS, "Elke woensdag van 15 tot 17 uur"),
        ({**WEDNESDAYS, "weekdays": (2, 4)}, "Elke woensdag en vrijdag van 15 tot 17 uur"),
        ({**WEDNESDAYS, "months_off": (7, 8)}, "Elke woensdag van 15 tot 17 uur, niet in juli en augustus"),
        ({**WEDNESDAYS, "until": D(2026, 3, 11)}, "Elke woensdag van 15 tot 17 uur, van 4 tot en met 11 maart"),
        ({**WEDNESDAYS, "until": D(2026, 3, 26)}, "Elke woensdag van 15 tot 17 uur, in maart"),
        ({**WEDNESDAYS, "count": 1}, "Op woensdag 4 maart 2026 van 15 tot 17 uur"),
        ({**WEDNESDAYS, "count": 4}, "Elke woensdag van 15 tot 17 uur, 4 keer in maart"),
        (
            {**WEDNESDAYS, "until": D(2027, 4, 7), "pauses": (Pause(D(2026, 7, 1), D(2026, 8, 31)),)},
            "Elke woensdag van 15 tot 17 uur, van 4 maart 2026 tot en met 7 april 2027, niet in juli en augustus 2026",
        ),
        (
            {**WEDNESDAYS, "until": D(2026, 12, 30), "pauses": (Pause(D(2026, 7, 1), D(2026, 8, 20)),)},
            "Elke woensdag van 15 tot 17 uur, van maart tot december, niet van 1 juli tot en met 20 augustus",
        ),
        (
            {**WEDNESDAYS, "until": D(2026, 10, 28), "skipped": (D(2026, 7, 1), D(2026, 7, 8), D(2026, 8, 5))},
            "Elke woensdag van 15 tot 17 uur, van maart tot oktober, niet op 1 en 8 juli en 5 augustus",
        ),
        (
            {**WEDNESDAYS, "until": D(2026, 10, 28), "extra": (D(2026, 12, 24),)},
            "Elke woensdag van 15 tot 17 uur, van maart tot oktober, ook op 24 december",
        ),
        (TUESDAYS, "Elke maand op de eerste dinsdag om 20 uur"),
        ({**TUESDAYS, "interval": 2}, "Om de 2 maanden op de eerste dinsdag om 20 uur"),
        ({**TUESDAYS, "positions": (1, -1)}, "Elke maand op de eerste en laatste dinsdag om 20 uur"),
        ({**TUESDAYS, "positions": ()}, "Elke maand op de 5de om 20 uur"),
        ({**TUESDAYS, "positions": (), "day": D(2026, 5, 31)}, "Elke maand op de 31ste (als die er is) om 20 uur"),
        ({"day": D(2026, 7, 21), "frequency": Frequency.YEARLY}, "Elk jaar op 21 juli, de hele dag"),
        (
            {"day": D(2026, 5, 3), "frequency": Frequency.YEARLY, "positions": (1,), "nights": 2},
            "Elk jaar op de eerste zondag van mei, telkens 3 dagen",
        ),
        ({"day": D(2024, 2, 29), "frequency": Frequency.YEARLY}, "Elk schrikkeljaar op 29 februari, de hele dag"),
        (
            {
                "day": D(2026, 3, 4),
                "start": T(15),
                "frequency": Frequency.DATES,
                "extra": (D(2026, 3, 18), D(2026, 4, 1)),
            },
            "Op 4 en 18 maart en 1 april 2026 om 15 uur",
        ),
    ],
)
def test_dutch_is_what_people_say(parts, dutch):
    assert sentence(Rule(**parts)) == dutch


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Toutes les 2 semaines, le mercredi de 15 h 30 à 17 h, de mars à octobre, sauf le 1er avril"),
        ("en", "Every 2 weeks on Wednesday from 15:30 to 17:00, from March to October, not on 1 April"),
        ("de", "Alle 2 Wochen am Mittwoch von 15.30 bis 17 Uhr, von März bis Oktober, nicht am 1. April"),
        ("de-at", "Alle 2 Wochen am Mittwoch von 15.30 bis 17 Uhr, von März bis Oktober, nicht am 1. April"),
        ("sv", "Om de 2 weken op woensdag van 15.30 tot 17 uur, van maart tot oktober, niet op 1 april"),
    ],
)
def test_other_languages_say_the_same(language, words):
    rule = Rule(
        **{**WEDNESDAYS, "start": T(15, 30), "interval": 2, "until": D(2026, 10, 31), "skipped": (D(2026, 4, 1),)}
    )
    assert sentence(rule, language) == words


def test_series_that_has_yet_to_begin_says_from_when():
    assert sentence(Rule(**WEDNESDAYS), today=D(2026, 2, 1)) == "Elke woensdag van 15 tot 17 uur, vanaf 4 maart 2026"
    assert sentence(Rule(**WEDNESDAYS), today=D(2026, 4, 1)) == "Elke woensdag van 15 tot 17 uur"


def test_skipped_dates_that_are_past_are_left_out():
    rule = Rule(**WEDNESDAYS, skipped=(D(2026, 4, 1), D(2026, 12, 23)))
    assert sentence(rule, today=D(2026, 6, 1)) == "Elke woensdag van 15 tot 17 uur, niet op 23 december 2026"


def test_day_that_was_never_in_the_series_is_not_named_as_skipped():
    assert sentence(Rule(**WEDNESDAYS, skipped=(D(2026, 8, 15),))) == "Elke woensdag van 15 tot 17 uur"


@given(rules(), st.sampled_from(["nl", "fr", "en", "de"]), st.none() | st.dates(D(2024, 1, 1), D(2030, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_sentence_never_raises_and_has_no_loose_ends(rule, language, today):
    words = sentence(rule, language, today)
    assert words and words[0].isupper()
    assert not re.search(r"[{}]|None|  |,,|, ,|,$|\s$", words)


_MONTHS = {name: number + 1 for number, name in enumerate(DUTCH.months)}
_MONTH = "|".join(_MONTHS)
_DATES = re.compile(rf"((?:\d+(?:, | en ))*\d+) ({_MONTH})(?: (\d{{4}}))?")


def _claimed(words: str, default_year: int) -> list[dt.date]:
    """Read the dates out of a piece of a Dutch sentence, backwards, for a year stands at the end of its list."""
    days, year = [], default_year
    for numbers, month, said_year in reversed(_DATES.findall(words)):
        year = int(said_year) if said_year else year
        days.extend(D(year, _MONTHS[month], int(number)) for number in re.findall(r"\d+", numbers))
    return days


@given(rules())
@settings(max_examples=100, deadline=None)
def test_sentence_never_claims_a_date_that_the_rule_does_not_give(rule):
    words = sentence(rule)
    held = set(rule.days(rule.day, rule.day + dt.timedelta(days=4000)))
    head, *also = re.split(r", ook op (?!\d+ andere)", words)
    for piece in also:
        assert set(_claimed(piece, rule.day.year)) <= held
    for piece in re.findall(r"niet (op \d.*?)(?=, niet|, ook|$)", words):
        if "van die dagen" not in piece:
            claimed = _claimed(piece, rule.day.year)
            assert claimed
            assert held.isdisjoint(claimed)
    if head.startswith("Op ") and "dagen, van" not in head and held:
        listed = (
            re.split(r" van | om |, ", head)[0] if "," not in head else re.split(r" van \d| om |, de| telkens", head)[0]
        )
        assert set(_claimed(listed, rule.day.year)) <= held


@given(rules([Frequency.WEEKLY, Frequency.MONTHLY, Frequency.DAILY]))
@settings(max_examples=80, deadline=None)
def test_months_or_days_between_which_a_series_runs_are_its_first_and_last(rule):
    words = sentence(rule)
    found = re.search(
        rf", (?:\d+ keer )?van (\d+ )?((?:{_MONTH}) ?(?:\d{{4}} )?)?(?:tot en met|tot) (\d+ )?({_MONTH})(?: (\d{{4}}))?",
        words,
    )
    if not found or (rule.until is None and rule.count is None):
        return
    pattern = list(rule.pattern_days())
    first_day, first_month, last_day, last_month, _ = found.groups()
    assert _MONTHS[last_month] == pattern[-1].month
    assert first_month is None or _MONTHS[first_month.split()[0]] == pattern[0].month
    if first_day:
        assert (int(first_day), int(last_day)) == (pattern[0].day, pattern[-1].day)
