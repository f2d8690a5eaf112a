"""What an import did, in words for an editor who did not ask how it works."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

SHOWN = 30  # events that were not taken

ERRORS = {
    "address": _(
        "This is no web address of a calendar. It begins with https:// or webcal://, without a name and a password in it."
    ),
    "private": _("This address lies in a closed network, not on the internet, so it is not looked at."),
    "unknown_host": _("There is no such web address: check how it is written."),
    "unreachable": _(
        "The other site does not answer as it should. Most often that passes; if not, ask the association."
    ),
    "slow": _("The other site took too long, so it was left. It is tried again in an hour."),
    "too_large": _(
        "The file is larger than 2 MB: too large for a calendar. Ask the association for one of this year only."
    ),
    "too_long": _("There is more in the file than can be read: at most 2,000 events. Ask for one of this year only."),
    "redirects": _("The address leads on and on to another one. Ask the association for the last one."),
    "status": _("The other site says that there is no calendar at this address, or that it is not for everybody."),
    "no_calendar": _(
        "What came is no calendar (an .ics file). Did you paste the address of a web page? Ask for the iCalendar address."
    ),
    "emptied": _(
        "The calendar is empty now. That looks like a mistake, so nothing was called off. "
        "Is it right? Then call the events off yourself."
    ),
    "no_agenda": _("The village has no agenda page that is online."),
    "broken": _(
        "Something went wrong here. The keeper of the site can find out what; the events that were there are still there."
    ),
}
REASONS = {
    "too_often": _("comes back every hour or more often: an agenda tells days"),
    "too_many": _("comes back more than 10,000 times"),
    "rule": _("has a repetition that cannot be read"),
    "times": _("has dates or times that cannot be right"),
    "no_begin": _("does not say when it begins"),
    "untitled": _("has no title"),
    "malformed": _("is not written as it should be"),
    "too_many_events": _("is more than the first 400 that are still to come"),
    "refused": _("holds something that the agenda does not take"),
}
# Left out without a word: nobody misses them.
SILENT = {"past", "private", "own"}


def report_summary(outcome: str, report: Mapping[str, Any]) -> str:
    """Give the result in one line of the active language."""
    if outcome == "failed":
        return str(ERRORS.get(report.get("error", ""), ERRORS["broken"]))
    if outcome == "same":
        return str(_("Nothing changed since the last time."))
    if outcome != "read":
        return str(_("Not looked at yet."))
    counts = [
        (ngettext("%(n)s new event", "%(n)s new events", _n(report, "created")), _n(report, "created")),
        (ngettext("%(n)s changed", "%(n)s changed", _n(report, "updated")), _n(report, "updated")),
        (ngettext("%(n)s called off", "%(n)s called off", _n(report, "cancelled")), _n(report, "cancelled")),
        (ngettext("%(n)s as it was", "%(n)s as they were", _n(report, "unchanged")), _n(report, "unchanged")),
    ]
    done = [words % {"n": number} for words, number in counts if number]
    not_taken = len(report.get("skipped", []))
    if not_taken:
        done.append(ngettext("%(n)s not taken", "%(n)s not taken", not_taken) % {"n": not_taken})
    return ", ".join(done) + "." if done else str(_("There is nothing to come in it."))


def report_lines(report: Mapping[str, Any]) -> list[str]:
    """Give a line for each event that was not taken, with its title and why, and one for those beyond the first 30."""
    skipped = report.get("skipped", [])
    lines = [f"{title or '…'}: {REASONS.get(code, REASONS['malformed'])}." for title, code in skipped[:SHOWN]]
    more = len(skipped) - SHOWN
    if more > 0:
        lines.append(ngettext("And %(n)s more.", "And %(n)s more.", more) % {"n": more})
    return lines


def _n(report: Mapping[str, Any], name: str) -> int:
    return int(report.get(name, 0))
