"""What the name of a scanned edition's file says: date, number, volume. Plain text in, plain data out."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan janvier january",
            "februari feb fevrier février february",
            "maart mrt mars march mar",
            "april apr avril",
            "mei mai may",
            "juni jun juin june",
            "juli jul juillet july",
            "augustus aug aout août august",
            "september sept sep septembre",
            "oktober okt octobre october oct",
            "november nov novembre",
            "december dec decembre décembre",
        ),
        start=1,
    )
    for name in names.split()
}
SEASONS = {"lente": 3, "zomer": 6, "herfst": 9, "winter": 12}
FIRST_YEAR, LAST_YEAR = 1850, 2100

_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_DATES = (
    re.compile(rf"(?<!\d){_YEAR}[-_. ]?(?P<month>0[1-9]|1[0-2])[-_. ]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])[-_. ](?P<month>0?[1-9]|1[0-2])[-_. ]{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\d)(?:(?P<day>[1-9]|[12]\d|3[01])[-_. ]+)?(?P<name>[a-zéû]{{3,10}})[-_. ]*{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}[-_. ]*(?P<name>[a-zéû]{{3,10}})(?![a-z])"),
    re.compile(rf"(?<!\d){_YEAR}[-_.](?P<month>0[1-9]|1[0-2])(?!\d)"),
    re.compile(rf"(?<!\d)(?P<month>0[1-9]|1[0-2])[-_. ]{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}(?!\d)"),
)
_NUMBER = re.compile(r"(?:nr|no|n°|nummer|numero|editie|ed)[-_. ]*(\d{1,4})(?!\d)")
_VOLUME = re.compile(
    r"(?:jaargang|jrg|jg|vol|volume)[-_. ]*(\d{1,3})(?!\d)|(?<!\d)(\d{1,3})(?:e|ste|de)[-_. ]*(?:jaargang|jrg|jg)"
)


@dataclass(frozen=True)
class Known:
    """What a name says; `date` is None where it names no year."""

    date: dt.date | None
    precision: Literal["day", "month", "year"]
    number: int | None
    volume: int | None


def read_name(filename: str) -> Known:
    """Read a file name like "lindeblad_1987-06-15_nr3.pdf", "Jg 12 nr 4 maart 1998.pdf" or "2003 zomer.pdf"."""
    name = filename.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()
    number = _NUMBER.search(name)
    volume = _VOLUME.search(name)
    rest = name
    for found in (number, volume):
        if found:
            rest = rest.replace(found[0], " ")
    date, precision = _date(rest)
    return Known(
        date,
        precision,
        int(number[1]) if number else None,
        int(volume[1] or volume[2]) if volume else None,
    )


def _date(name: str) -> tuple[dt.date | None, Literal["day", "month", "year"]]:
    for pattern in _DATES:
        for found in pattern.finditer(name):
            parts = found.groupdict()
            month = int(parts.get("month") or 0)
            if "name" in parts:
                month = MONTHS.get(parts["name"], SEASONS.get(parts["name"], 0))
                if not month:
                    continue
            try:
                date = dt.date(int(parts["year"]), month or 1, int(parts.get("day") or 1))
            except ValueError:
                continue
            if FIRST_YEAR <= date.year <= LAST_YEAR:
                return date, "day" if parts.get("day") else "month" if month else "year"
    return None, "year"
