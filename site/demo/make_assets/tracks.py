"""Draw the GPX tracks of the demo's welcome routes: invented loops that bend as field roads do.

Run with any Python 3.11: ``python site/demo/make_assets/tracks.py``. The same input gives the same file, byte for byte.
The corners below are ours; nothing is taken from a map. The villages do not exist, so neither do their roads.
"""

from __future__ import annotations

import math
import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

CONTENT = Path(__file__).resolve().parent.parent / "content"
METRES_PER_DEGREE = 111_195.0  # of latitude, on a sphere with the Earth's mean radius of 6,371 km
SPACING = 29.0  # metres between track points
BEND = 35.0  # metres before a corner where the road begins to turn

Point = tuple[float, float]


@dataclass(frozen=True)
class Loop:
    """A route as its maker thinks of it: corners in kilometres from the start, and what the road does between them."""

    start: tuple[float, float]  # latitude, longitude in degrees (WGS 84)
    corners: list[tuple[float, float, float]]  # km east, km north, how far the road to the next corner strays (metres)
    heights: list[tuple[float, float]]  # share of the route (0 to 1), metres above sea level


LOOPS = {
    # Plain along the old tramway, up to the vineyard at kilometre 9, down to the brook and along it home.
    "lindehoek": Loop(
        (50.9036, 4.9312),
        [(0, 0, 8), (0.15, -0.18, 6), (0.5, -0.3, 5), (1.9, 0.15, 10), (3.2, 0.35, 18), (3.9, 0.9, 25), (4.5, 1.5, 12)]
        + [(4.3, 1.9, 10), (4.75, 2.2, 15), (4.6, 2.8, 30), (4.0, 3.3, 20), (3.5, 3.15, 30), (3.1, 3.6, 20)]
        + [(2.6, 4.0, 30), (1.9, 3.7, 15), (1.4, 3.9, 30), (0.9, 3.3, 20), (1.0, 2.7, 25), (0.4, 2.4, 45)]
        + [(-0.1, 2.0, 50), (-0.35, 1.5, 50), (-0.2, 1.0, 45), (-0.5, 0.6, 35), (-0.35, 0.2, 8), (-0.1, 0.25, 5)],
        [(0, 44), (0.11, 46), (0.2, 45), (0.33, 53), (0.42, 58), (0.5, 76), (0.56, 90), (0.61, 86), (0.66, 74)]
        + [(0.72, 49), (0.78, 34), (0.86, 33), (0.94, 35), (1, 44)],
    ),
    # Past the flax mill to the ferry, up the river with the water on the left, then over the high fields to the mill.
    "molenkouter": Loop(
        (51.0012, 3.9204),
        [
            (0, 0, 5),
            (0.35, 0.15, 8),
            (0.5, 0.55, 10),
            (1.2, 0.7, 15),
            (1.75, 0.55, 12),
            (2.1, 0.9, 15),
            (2.75, 0.75, 20),
        ]
        + [(3.1, 0.2, 5), (3.25, 0.05, 30), (3.05, -0.5, 35), (2.6, -0.8, 30), (2.45, -1.35, 35), (1.95, -1.75, 35)]
        + [(1.75, -2.3, 35), (1.15, -2.5, 30), (0.85, -3.0, 35), (0.2, -3.2, 30), (-0.35, -3.5, 10), (-0.75, -3.1, 8)]
        + [
            (-0.65, -2.7, 2),
            (-1.5, -2.15, 8),
            (-1.35, -1.7, 15),
            (-1.8, -1.3, 12),
            (-1.45, -0.85, 10),
            (-1.7, -0.4, 20),
        ]
        + [(-1.15, 0.1, 6), (-0.98, 0.15, 6), (-0.55, 0.3, 8), (-0.3, -0.05, 6)],
        [(0, 11), (0.06, 9), (0.11, 8), (0.2, 7), (0.26, 6), (0.4, 6), (0.5, 5.6), (0.61, 6), (0.66, 7), (0.74, 9)]
        + [(0.82, 12.5), (0.92, 17.5), (0.96, 15), (1, 11)],
    ),
    # Anticlockwise: the dune, the pines and the heath, the old sand railway to the canal, the abbey lane home.
    "zavelberg": Loop(
        (51.1508, 5.0506),
        [(0, 0, 6), (0.3, -0.1, 10), (0.9, 0.05, 15), (1.5, -0.25, 20), (2.1, -0.05, 20), (2.6, 0.2, 25)]
        + [(2.85, 0.75, 25), (3.4, 1.0, 20), (3.3, 1.55, 25), (3.55, 2.1, 20), (3.2, 2.7, 30), (2.6, 2.85, 35)]
        + [
            (2.35, 3.4, 30),
            (1.75, 3.6, 25),
            (1.3, 3.9, 8),
            (1.15, 4.1, 4),
            (-0.3, 3.9, 8),
            (-1.0, 3.5, 0),
            (-1.5, 2.6, 6),
        ]
        + [(-1.35, 2.35, 8), (-1.6, 1.7, 12), (-1.2, 1.35, 10), (-1.35, 0.8, 8), (-0.75, 0.5, 2)],
        [(0, 26), (0.08, 27), (0.15, 34), (0.22, 31), (0.32, 38), (0.4, 35), (0.51, 28), (0.58, 27), (0.66, 23.5)]
        + [(0.74, 22), (0.85, 23), (1, 26)],
    ),
}


def wandering(corners: list[tuple[float, float, float]], dice: random.Random) -> list[Point]:
    """Give the closed line in metres with small bends put in between the corners, each as far as that road strays."""
    line: list[Point] = []
    for (x0, y0, stray), (x1, y1, _) in zip(corners, [*corners[1:], corners[0]], strict=True):
        ax, ay, bx, by = x0 * 1000, y0 * 1000, x1 * 1000, y1 * 1000
        length = math.hypot(bx - ax, by - ay)
        pieces = max(1, round(length / 170))
        line.append((ax, ay))
        for piece in range(1, pieces):
            along = (piece + dice.uniform(-0.25, 0.25)) / pieces
            aside = dice.uniform(-stray, stray)
            line.append(
                (
                    ax + (bx - ax) * along - (by - ay) / length * aside,
                    ay + (by - ay) * along + (bx - ax) / length * aside,
                )
            )
    return [*line, line[0]]


def rounded(line: list[Point]) -> list[Point]:
    """Turn every corner of a line into a bend that begins and ends BEND metres from it, or nearer where legs are short."""
    smooth = [line[0]]
    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        ends = []
        for other in (before, after):
            length = math.dist(corner, other)
            share = min(BEND, length * 0.45) / length
            ends.append((corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share))
        for step in range(7):
            t = step / 6
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            smooth.append(
                (a * ends[0][0] + b * corner[0] + c * ends[1][0], a * ends[0][1] + b * corner[1] + c * ends[1][1])
            )
    return [*smooth, line[-1]]


def length_of(line: list[Point]) -> float:
    """Give the length of a line in its own unit."""
    return sum(math.dist(a, b) for a, b in zip(line, line[1:], strict=False))


def even(line: list[Point], spacing: float) -> list[Point]:
    """Give points at even distances along the line, both ends included."""
    total = length_of(line)
    count = round(total / spacing)
    wanted = [total * number / count for number in range(count + 1)]
    points, walked, leg = [], 0.0, 0
    for distance in wanted:
        while leg < len(line) - 2 and walked + math.dist(line[leg], line[leg + 1]) < distance:
            walked += math.dist(line[leg], line[leg + 1])
            leg += 1
        (ax, ay), (bx, by) = line[leg], line[leg + 1]
        share = min(1.0, (distance - walked) / (math.dist(line[leg], line[leg + 1]) or 1.0))
        points.append((ax + (bx - ax) * share, ay + (by - ay) * share))
    return points


def height_at(share: float, heights: list[tuple[float, float]], wave: float) -> float:
    """Give the height in metres at a share of the route: eased between the known heights, with a slight swell."""
    for (s0, h0), (s1, h1) in zip(heights, heights[1:], strict=False):
        if share <= s1:
            t = (share - s0) / (s1 - s0)
            swell = 0.5 * math.sin(share * 97 + wave) * math.sin(share * math.pi)
            return h0 + (h1 - h0) * (1 - math.cos(math.pi * t)) / 2 + swell
    return heights[-1][1]


def gpx(loop: Loop, key: str, title: str, length_km: float) -> str:
    """Give a GPX 1.1 document of the loop, scaled to the wanted length; no times, as a planned route has none."""
    # A village's own seed (not Python's hash, which differs from run to run) keeps the file the same for ever.
    # The bends in a road are no secret, so plain chance will do.
    dice = random.Random(f"dorpsplein {key}")  # noqa: S311
    line = rounded(wandering(loop.corners, dice))
    scale = length_km * 1000 / length_of(line)
    points = even([(x * scale, y * scale) for x, y in line], SPACING)
    latitude, longitude = loop.start
    east = METRES_PER_DEGREE * math.cos(math.radians(latitude))
    wave = dice.uniform(0, 6)
    rows = []
    for number, (x, y) in enumerate(points):
        height = height_at(number / (len(points) - 1), loop.heights, wave)
        rows.append(
            f'      <trkpt lat="{latitude + y / METRES_PER_DEGREE:.6f}" lon="{longitude + x / east:.6f}">'
            f"<ele>{height:.1f}</ele></trkpt>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="Dorpsplein" xmlns="http://www.topografix.com/GPX/1/1">\n'
        f"  <metadata><name>{escape(title)}</name></metadata>\n  <trk>\n    <name>{escape(title)}</name>\n    <trkseg>\n"
        f"{''.join(rows)}    </trkseg>\n  </trk>\n</gpx>\n"
    )


def main() -> None:
    """Write the track of every demo village whose route is described."""
    for key, loop in LOOPS.items():
        description = CONTENT / key / "route.toml"
        if not description.exists():
            print(f"{key}: no route.toml yet")
            continue
        route = tomllib.loads(description.read_text(encoding="utf-8"))
        (CONTENT / key / "track.gpx").write_text(gpx(loop, key, route["title"], route["length_km"]), encoding="utf-8")


if __name__ == "__main__":
    main()
