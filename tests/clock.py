"""The tests live on one day, whenever they run: December is to come, and no midnight or change of hour passes meanwhile."""

import datetime as dt
import time

import time_machine

BEGIN = dt.datetime(2026, 11, 28, 11, tzinfo=dt.UTC)  # a Saturday, noon in the villages
_began = time.monotonic()  # which goes on as it does
_travel: list[time_machine.travel] = []


def start() -> None:
    """Have every clock of this process go on from that day. Processes that tests start have the real ones."""
    travel = time_machine.travel(BEGIN + dt.timedelta(seconds=time.monotonic() - _began), tick=True)
    travel.start()
    _travel.append(travel)


def stop() -> None:
    """Have the real clocks again."""
    while _travel:
        _travel.pop().stop()


def true_time() -> float:
    """Give the moment that the real clock shows, in seconds since 1970."""
    return float(time_machine.escape_hatch.time.time())
