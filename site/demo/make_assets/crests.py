"""Draw the crests of the three demo villages: crest.svg by hand and rule, crest.png (512 px wide) from it.

Run where cairosvg is installed: ``python site/demo/make_assets/crests.py``. The colour is that of village.toml.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from pathlib import Path

import cairosvg

CONTENT = Path(__file__).resolve().parent.parent / "content"
PAPER = "#fbf7ee"
SHIELD = "M20 20H380V250C380 352 308 424 200 462C92 424 20 352 20 250Z"
INNER = "M36 36H364V250C364 342 298 408 200 444C102 408 36 342 36 250Z"

Point = tuple[float, float]


def bezier(a: Point, b: Point, c: Point, d: Point, steps: int) -> list[Point]:
    """Give points on a cubic Bezier curve, the first included and the last not."""
    points = []
    for step in range(steps):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
        points.append((x, y))
    return points


def path(points: list[Point]) -> str:
    """Give an open SVG path through the points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def toothed(margin: list[Point], depth: float, outward: int) -> list[Point]:
    """Turn a smooth margin into the saw edge of a lime leaf: each tooth leans towards the tip."""
    edge: list[Point] = []
    for (x0, y0), (x1, y1) in zip(margin, margin[1:], strict=False):
        length = math.hypot(x1 - x0, y1 - y0)
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        nx, ny = outward * uy, -outward * ux
        edge += [
            (x0, y0),
            (x0 + ux * length * 0.5 + nx * depth * 0.75, y0 + uy * length * 0.5 + ny * depth * 0.75),
            (x0 + ux * length * 0.95 + nx * depth, y0 + uy * length * 0.95 + ny * depth),
        ]
    return [*edge, margin[-1]]


def side_vein(side: int, y: float, reach: float, rise: float) -> str:
    """Give one side vein of the leaf as a path: `side` 1 is right, -1 left; it runs out to `reach` and up by `rise`."""
    near, far, end = (199 + side * reach * share for share in (0.45, 0.8, 1.0))
    return f"M199 {y + 8}C{near:.0f} {y} {far:.0f} {y - rise * 0.5:.0f} {end:.0f} {y - rise + 12}"


def lime_leaf(colour: str) -> str:
    """Give a hanging lime leaf, heart-shaped and a little lopsided as the real one is, with its veins."""
    notch, tip = (198.0, 140.0), (206.0, 404.0)
    right = bezier(notch, (216, 92), (306, 84), (336, 156), 9) + bezier(
        (336, 156), (362, 226), (262, 318), (214, 386), 13
    )
    left = bezier(notch, (186, 104), (104, 96), (72, 164), 9) + bezier((72, 164), (46, 232), (146, 312), (198, 386), 13)
    outline = [*toothed([*right, (214, 386)], 9, 1), tip, *toothed([*left, (198, 386)], 9, -1)[::-1]]
    shapes = ((150, 112, 34), (188, 126, 42), (232, 104, 44), (276, 72, 38), (318, 42, 26))
    veins = "".join(side_vein(1, y, reach, rise) + side_vein(-1, y + 6, reach, rise) for y, reach, rise in shapes)
    stalk, midrib = "M196 140C190 116 196 92 184 62", "M198 146C200 220 200 300 205 392"
    return (
        f'<path d="{path(outline)}Z" fill="{PAPER}"/><g fill="none" stroke-linecap="round">'
        f'<path d="{stalk}" stroke="{PAPER}" stroke-width="9"/><path d="{midrib}" stroke="{colour}" stroke-width="6"/>'
        f'<path d="{veins}" stroke="{colour}" stroke-width="3.6"/></g>'
    )


def post_mill(colour: str) -> str:
    """Give a post mill on its trestle, sails in saltire, above the waves of the river."""
    sails = []
    for angle in (42, 132, 222, 312):
        lattice = "".join(f"M8 {-y}H30" for y in range(44, 140, 16))
        sails.append(
            f'<g transform="rotate({angle} 200 172)"><g transform="translate(200 172)">'
            f'<path d="M0 0V-150" stroke-width="7"/><path d="M8 -34V-148H30V-34Z" stroke-width="4.5"/>'
            f'<path d="{lattice}" stroke-width="2.6"/></g></g>'
        )
    waves = "".join(
        f'<path d="M{100 - inset} {y}'
        + "q12.5 -13 25 0t25 0" * ((200 + 2 * inset) // 50)
        + f'" stroke-width="{width}"/>'
        for y, inset, width in ((358, 0, 7), (386, -25, 7))
    )
    return (
        f'<path d="M148 152L200 106L252 152V268H148Z" fill="{PAPER}"/>'
        f'<path d="M193 266H207V322H193Z" fill="{PAPER}"/>'
        f'<g fill="none" stroke="{PAPER}" stroke-linecap="round"><path d="M200 270L150 322M200 270L250 322" stroke-width="8"/>'
        f'<path d="M136 325H264" stroke-width="8"/>{waves}</g>'
        f'<path d="M189 232H211V268H189Z" fill="{colour}"/>'
        # The sails once broad in the field's colour, so that they stand free of the mill's body.
        f'<path d="M200 60V284M88 172H312" transform="rotate(42 200 172)" stroke="{colour}" stroke-width="14"/>'
        f'<g fill="none" stroke="{PAPER}">{"".join(sails)}</g>'
        f'<circle cx="200" cy="172" r="11" fill="{PAPER}"/><circle cx="200" cy="172" r="4.5" fill="{colour}"/>'
    )


def cushion(x: float, y: float, width: float, height: float) -> str:
    """Give one cushion of pine needles as a path: a cap with a nearly flat underside, half `width` each way from x."""

    def at(across: float, down: float) -> str:
        return f"{x + width * across:.0f} {y + height * down:.0f}"

    cap = f"M{at(-1, 0.55)}C{at(-0.9, -0.6)} {at(-0.35, -1)} {at(0, -1)}C{at(0.45, -1)} {at(0.95, -0.4)} {at(1, 0.55)}"
    return f"{cap}C{at(0.4, 0.95)} {at(-0.4, 0.95)} {at(-1, 0.55)}Z"


def dune_pine(colour: str) -> str:
    """Give a leaning Scots pine on a dune of drifting sand."""
    cushions = [(216, 94, 52, 26), (168, 124, 56, 26), (258, 124, 58, 28), (208, 142, 62, 26)]
    cushions += [(146, 160, 42, 18), (282, 166, 48, 20), (300, 212, 36, 15), (148, 214, 28, 12)]
    crown = "".join(f'<path d="{cushion(*measures)}"/>' for measures in cushions)
    trunk = "M176 318C180 262 196 214 214 116"
    branches = "M188 252C178 236 164 226 150 220M198 214C222 196 250 186 276 174"
    branches += "M190 254C230 244 268 230 296 218M200 196C186 184 168 174 152 166"
    dune = "M62 338C104 330 138 286 190 288C250 290 276 336 340 344C318 384 268 418 200 443C132 418 84 384 62 338Z"
    ripples = "M104 352C150 344 166 312 206 314C244 316 262 340 292 352"
    ripples += "M128 382C168 374 186 346 218 346C244 346 258 364 276 376M160 408C188 400 204 378 228 380"
    return (
        f'<g fill="{PAPER}">{crown}</g><g fill="none" stroke="{PAPER}" stroke-linecap="round">'
        f'<path d="{trunk}" stroke-width="15"/><path d="{branches}" stroke-width="7"/></g>'
        f'<path d="{dune}" fill="{PAPER}"/>'
        f'<path d="{ripples}" fill="none" stroke="{colour}" stroke-width="4.5" stroke-linecap="round"/>'
    )


def crest(colour: str, charge: Callable[[str], str], name: str) -> str:
    """Give a whole crest as SVG: the field in the village's colour, the charge in paper white."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 480" role="img">'
        f"<title>Wapenschild van {name}</title>"
        f'<path d="{SHIELD}" fill="{colour}" stroke="{PAPER}" stroke-width="12" stroke-linejoin="round"/>'
        f'<path d="{SHIELD}" fill="none" stroke="{colour}" stroke-width="5" stroke-linejoin="round"/>'
        f'<path d="{INNER}" fill="none" stroke="{PAPER}" stroke-width="3"/>{charge(colour)}</svg>\n'
    )


CHARGES = {"lindehoek": lime_leaf, "molenkouter": post_mill, "zavelberg": dune_pine}


def main() -> None:
    """Write the crest of every demo village."""
    for key, charge in CHARGES.items():
        folder = CONTENT / key
        village = tomllib.loads((folder / "village.toml").read_text(encoding="utf-8"))
        drawing = crest(village["colour"], charge, village["name"])
        (folder / "crest.svg").write_text(drawing, encoding="utf-8")
        cairosvg.svg2png(bytestring=drawing.encode(), write_to=str(folder / "crest.png"), output_width=512)


if __name__ == "__main__":
    main()
