"""The agenda of a busy village: 500 events, half of them recurring.

CPU of the month's page and of the list, uncached, and the rebuild of 10,000 occurrences. Prints each figure with its share of
what was promised (1.00 is the limit).

    PYTHONPATH=site:. python bench/agenda.py
"""

import argparse
import cProfile
import datetime as dt
import os
import pstats
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from agenda.models import EventPage  # noqa: E402
from agenda.rebuilding import rebuild_all  # noqa: E402
from demo.factories import make_event, make_village  # noqa: E402
from villages.scope import scoped, see_nothing_outside_requests  # noqa: E402

EVENTS = 500
MONTH_MS, MONTH_QUERIES, REBUILD_SECONDS, REBUILT = 25, 12, 5, 10_000
REPEATS = [
    {"frequency": "weekly"},
    {"frequency": "weekly", "interval": 2},
    {"frequency": "monthly"},
    {"frequency": "monthly", "month_positions": "date"},
    {"frequency": "yearly"},
]


def fill() -> None:
    """Make the village and its events, spread over the months around today."""
    village = make_village("Drukdorp")
    today = timezone.localdate()
    with scoped(village.scope()):
        for number in range(EVENTS):
            day = today + dt.timedelta(days=number % 120 - 30)
            recurring = REPEATS[number % len(REPEATS)] if number % 2 else {}
            start = dt.time(8 + number % 12)
            end = dt.time(9 + number % 12)
            make_event(
                village, title=f"Activiteit {number}", start_date=day, start_time=start, end_time=end, **recurring
            )


def cpu_ms(client: Client, address: str) -> list[float]:
    """CPU milliseconds of 25 answers, after three that load what is loaded once. No part of a page comes from a cache."""
    found = []
    for number in range(28):
        began = time.process_time()
        response = client.get(address)
        if number > 2:
            found.append((time.process_time() - began) * 1000)
        assert response.status_code == 200, response.status_code
    return found


def queries(client: Client, address: str) -> int:
    """Queries of one answer."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--profile", action="store_true", help="print where the time goes, of the month and of the list"
    )
    arguments = options.parse_args()
    call_command("migrate", verbosity=0)
    call_command("compile_catalogues")
    fill()
    began = time.process_time()
    made = sum(number for _event, number in rebuild_all())
    rebuild = time.process_time() - began
    per_10_000 = rebuild * REBUILT / made
    print(f"rebuild: {made} occurrences of {EventPage.objects.count()} events, {per_10_000:.2f} s CPU per {REBUILT}"
          f"  {per_10_000 / REBUILD_SECONDS:.2f} of the limit")  # fmt: skip
    see_nothing_outside_requests()
    client = Client(headers={"host": "drukdorp.localhost"})
    month = f"/agenda/maand/{timezone.localdate():%Y-%m}/"
    long_ago = timezone.localdate() - dt.timedelta(days=300)
    pages = (
        ("month", month),
        ("list", "/agenda/"),
        ("empty month (the frame alone)", f"/agenda/maand/{long_ago:%Y-%m}/"),
    )
    for name, address in pages:
        found = cpu_ms(client, address)
        asked = queries(client, address)
        print(f"{name}: median {statistics.median(found):.1f} ms CPU, {statistics.median(found) / MONTH_MS:.2f} of the limit;"
              f" {asked} queries, {asked / MONTH_QUERIES:.2f} of the limit")  # fmt: skip
    page = client.get(month).content.decode()
    print(f"times on that month's page: {page.count('month__item')}, {len(page) // 1024} KiB")
    for address in (month, "/agenda/") if arguments.profile else ():
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(10):
            client.get(address)
        profile.disable()
        pstats.Stats(profile).sort_stats("cumtime").print_stats(70)


if __name__ == "__main__":
    main()
