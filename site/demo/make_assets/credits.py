"""Write docs/CREDITS.md: who made what we show, and under which licence. ``python site/demo/make_assets/credits.py``."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PHOTOS = ROOT / "site" / "demo" / "content" / "photos" / "photos.toml"
CREDITS = ROOT / "docs" / "CREDITS.md"
LICENCES = {
    "CC-BY-2.0": "https://creativecommons.org/licenses/by/2.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "GPL-2+": "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html",
    "LGPL-2.1+": "https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html",
    "LGPL-3": "https://www.gnu.org/licenses/lgpl-3.0.html",
}

HEAD = """# Credits

What the demo shows and was not written as code: where it comes from, who made it, under which licence.
The texts of the three villages are invented for this project; so are their people, streets and telephone numbers.
Made by `site/demo/make_assets/credits.py`: change it, or `photos.toml`, rather than this file.

## Photographs

All were taken from packages of Debian 12, whose copyright files state the licences, and scaled down to at most 1600 pixels
(JPEG, metadata removed) by `site/demo/make_assets/photos.py`; that is the only change unless the table says more. Files under
CC BY-SA, GPL and LGPL stay under those licences here. "Author not named" means that the package states its licence for all its
files together and names no photographer. For photographs in `gcompris-qt-data` the licence is the one that the README files
inside the package give per file, with the page at Wikimedia Commons that they name; GCompris had cropped and sharpened the
originals. For `palapeli-data` it is the one in the puzzle's own description, for `plasma-workspace-wallpapers` in its metadata.

| File | Author | Licence | Debian package | Original |
|---|---|---|---|---|
"""

TAIL = """
## Fonts

Cut to the characters of western European languages by `site/demo/make_assets/fonts.py`; the licence texts stand beside the files
in `site/static/fonts/`.

| Family | Author | Licence | Source |
|---|---|---|---|
| Source Serif 4 | Adobe (Frank Grießhammer) | SIL Open Font License 1.1 | PyPI `fontpkg-source-serif-4` |
| Source Sans 3 | Adobe (Paul D. Hunt) | SIL Open Font License 1.1 | PyPI `fontpkg-source-sans-3` |
| Atkinson Hyperlegible | Braille Institute of America | SIL Open Font License 1.1 | PyPI `fontpkg-atkinson-hyperlegible` |

## Scripts

| What | Author | Licence | Source |
|---|---|---|---|
| Leaflet 1.9.4 | Volodymyr Agafonkin, CloudMade and contributors | BSD-2-Clause | npm `leaflet` |

It stands in `site/static/vendor/leaflet/` with its licence, as published but for the last line, which names its source map.

## Fonts on paper

The press sets with the whole families above, and with these for other scripts and for emoji:

| Family | Author | Licence | Source |
|---|---|---|---|
| Noto Sans in 19 scripts, Noto Emoji | The Noto Project Authors | SIL Open Font License 1.1 | PyPI `manimgx-fonts` |

## Recordings

The stories at the stops are ours, read by the speech engine espeak-ng (Debian package `espeak-ng`, GPL-3+), evened out with SoX
(`sox`, GPL-2+) and encoded with LAME (`lame`, LGPL-2+). The engines' licences do not extend to what they read.
Made by `site/demo/make_assets/audio.py`.

## Crests

`crest.svg` and `crest.png` of each village are drawn for this project by `site/demo/make_assets/crests.py`: own work, under
the project's licence. Any likeness to an existing coat of arms is by chance.

## Tracks

`track.gpx` of each village is invented by `site/demo/make_assets/tracks.py`: no map data was used, no road there exists.
"""


def main() -> None:
    """Write the file."""
    rows = []
    for photo in tomllib.loads(PHOTOS.read_text(encoding="utf-8"))["photo"]:
        licence = photo["licence"]
        shown = f"[{licence}]({LICENCES[licence]})" if licence in LICENCES else "public domain"
        original = f"[page]({photo['source']})" if photo["source"].startswith("https://") else "the package"
        author = photo["author"].replace("niet genoemd (GNOME-project)", "author not named (GNOME project)")
        author = author.replace(" en ", " and ").replace("LXQt-team", "LXQt team")
        rows.append(f"| {photo['file']} | {author} | {shown} | `{photo['package']}` | {original} |\n")
    CREDITS.write_text(HEAD + "".join(rows) + TAIL, encoding="utf-8")


if __name__ == "__main__":
    main()
