"""Rules out of the texts that events keep of them, and what they say: read once, told often."""

from functools import lru_cache

from django.utils import timezone, translation

from agenda.recurrence import Rule, RuleError
from agenda.recurrence_text import from_text
from agenda.sentence import how_often, sentence

# Lists tell the same few rules again and again.
_read = lru_cache(maxsize=2_000)(from_text)
_say = lru_cache(maxsize=4_000)(sentence)
_say_often = lru_cache(maxsize=4_000)(how_often)


def rule_of_text(text: str) -> Rule | None:
    """Give the rule of an event's `rule_text`; None where there is none that is right."""
    try:
        return _read(text) if text else None
    except RuleError:
        return None


def sentence_of(rule: Rule | None) -> str:
    """Give the sentence of a rule in the language that is active, as from today; empty for none."""
    return _say(rule, translation.get_language() or "nl", timezone.localdate()) if rule else ""


def sentence_of_text(text: str) -> str:
    """Give the sentence of an event's `rule_text`."""
    return sentence_of(rule_of_text(text))


def how_often_of_text(text: str) -> str:
    """Give how often alone of an event's `rule_text`, in the language that is active; empty where it is a list of dates."""
    rule = rule_of_text(text)
    return _say_often(rule, translation.get_language() or "nl") if rule else ""
