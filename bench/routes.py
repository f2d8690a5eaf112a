"""What reading a track costs: 50,000 points against gpxpy's reading of the same file, and against a route of 600 points.

    PYTHONPATH=site:. .venv/bin/python bench/routes.py

CPU seconds, the best of five. gpxpy only parses and sums; `read_track` also checks, simplifies and makes the profile.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import gpxpy

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]

from django.conf import settings  # noqa: E402

settings.configure(USE_I18N=False)

from fietsroutes.track import read_track  # noqa: E402

RUNS = 5


def track(points: int) -> bytes:
    """A ride of some 80 km with the jitter of a cheap receiver, heights and times."""
    chance = random.Random(7)  # noqa: S311 - the same file each time
    rows = (
        f'<trkpt lat="{51 + 0.1 * math.sin(math.tau * i / points) + chance.gauss(0, 1e-5):.7f}"'
        f' lon="{4.5 + 0.15 * math.cos(math.tau * i / points) + chance.gauss(0, 1e-5):.7f}">'
        f"<ele>{40 + 30 * math.sin(9 * math.tau * i / points):.1f}</ele><time>2026-05-01T10:00:00Z</time></trkpt>"
        for i in range(points)
    )
    head = '<gpx version="1.1" creator="bench" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
    return f"{head}{''.join(rows)}</trkseg></trk></gpx>".encode()


def best(work: Callable[[], object]) -> float:
    """The CPU seconds of the quickest of some runs."""
    times = []
    for _run in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def theirs(data: bytes) -> None:
    """What gpxpy needs for length and climb alone."""
    parsed = gpxpy.parse(data)
    parsed.length_2d()
    parsed.get_uphill_downhill()


def main() -> None:
    """Print figures and ratios."""
    large, small = track(50_000), track(600)
    ours, gpxpys, little = best(lambda: read_track(large)), best(lambda: theirs(large)), best(lambda: read_track(small))
    result = read_track(large)
    print(f"50,000 points ({len(large) / 1e6:.1f} MB): {ours:.2f} s of CPU; the promise is 3 s: {ours / 3:.0%} of it")
    print(f"gpxpy, reading and summing only: {gpxpys:.2f} s; ours takes {ours / gpxpys:.2f} times as long")
    print(f"600 points: {little * 1000:.0f} ms; 83 times the points take {ours / little:.0f} times as long")
    kept = sum(map(len, result.line))
    print(f"the page's line keeps {kept} points, {kept / result.point_count:.1%}")


if __name__ == "__main__":
    main()
