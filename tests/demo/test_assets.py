"""The demo's photographs, recordings, tracks, crests and fonts are what their lists say."""

import re
import tomllib
from pathlib import Path
from typing import Any

import gpxpy
import pytest
from mutagen.mp3 import MP3
from PIL import Image, ImageColor

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "site" / "demo" / "content"
STATIC = ROOT / "site" / "static"
VILLAGES = ["lindehoek", "molenkouter", "zavelberg"]


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


PHOTOS: list[dict[str, str]] = toml(CONTENT / "photos" / "photos.toml")["photo"]
RECORDINGS = sorted(CONTENT.glob("*/audio/**/*.mp3"))


@pytest.mark.parametrize("photo", PHOTOS, ids=lambda photo: photo["file"])
def test_a_photo_is_small_clean_described_and_credited(photo: dict[str, str]) -> None:
    path = CONTENT / "photos" / photo["file"]
    with Image.open(path) as image:
        image.load()
        assert image.format == "JPEG"
        assert max(image.size) <= 1600
        assert not image.getexif()
        assert "icc_profile" not in image.info
    assert path.stat().st_size < 300_000
    assert len(photo["alt"]) > 20
    assert photo["alt"].endswith(".")
    assert photo["credit"].startswith("Foto: ")
    credits = (ROOT / "docs" / "CREDITS.md").read_text(encoding="utf-8")
    line = next(line for line in credits.splitlines() if line.startswith(f"| {photo['file']} |"))
    assert f"`{photo['package']}`" in line
    assert photo["licence"] == "publiek domein" or photo["licence"] in line


def test_every_photo_file_is_listed_once() -> None:
    listed = [photo["file"] for photo in PHOTOS]
    assert sorted(listed) == sorted(path.name for path in (CONTENT / "photos").glob("*.jpg"))
    assert len(listed) >= 24


def test_the_photos_together_stay_under_six_megabytes() -> None:
    assert sum(path.stat().st_size for path in (CONTENT / "photos").glob("*.jpg")) < 6_000_000


def photo_references(value: Any) -> list[str]:
    """Give every file that a photo or gallery in parsed content names."""
    if isinstance(value, dict):
        own = [value["file"]] if str(value.get("file", "")).endswith(".jpg") else []
        return own + [name for part in value.values() for name in photo_references(part)]
    if isinstance(value, list):
        return [name for part in value for name in photo_references(part)]
    return []


@pytest.mark.parametrize("village", VILLAGES)
def test_a_village_uses_only_photos_that_exist(village: str) -> None:
    known = {photo["file"] for photo in PHOTOS}
    used = [name for path in (CONTENT / village).rglob("*.toml") for name in photo_references(toml(path))]
    assert used
    assert set(used) <= known


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: str(path.relative_to(CONTENT)))
def test_a_recording_is_mono_tagged_and_lasts_as_long_as_a_story(recording: Path) -> None:
    sound = MP3(recording)
    assert sound.info is not None
    assert 20 <= sound.info.length <= 240
    assert sound.info.channels == 1
    assert sound["TIT2"].text[0]


def routes_by_language() -> list[tuple[str, str, dict[str, Any]]]:
    """Give (village, folder of its recordings, route) for every language that a route speaks."""
    routes = [(village, "audio", toml(CONTENT / village / "route.toml")) for village in VILLAGES]
    for path in CONTENT.glob("*/translations.toml"):
        routes += [(path.parent.name, f"audio/{language}", texts["route"]) for language, texts in toml(path).items()]
    return routes


@pytest.mark.parametrize(
    ("village", "folder", "route"), routes_by_language(), ids=lambda part: part if isinstance(part, str) else "route"
)
def test_every_stop_of_a_route_has_its_recording(village: str, folder: str, route: dict[str, Any]) -> None:
    names = [f"{number}.mp3" for number in range(1, len(route["stop"]) + 1)]
    assert sorted(path.name for path in (CONTENT / village / folder).glob("*.mp3")) == names
    for name, stop in zip(names, route["stop"], strict=True):
        assert MP3(CONTENT / village / folder / name)["TIT2"].text[0] == stop["title"]


def test_the_recordings_together_stay_under_eight_megabytes() -> None:
    assert sum(path.stat().st_size for path in RECORDINGS) < 8_000_000


@pytest.mark.parametrize("village", VILLAGES)
def test_a_track_is_a_long_detailed_loop_without_times(village: str) -> None:
    track = gpxpy.parse((CONTENT / village / "track.gpx").read_text(encoding="utf-8"))
    points = list(track.walk(only_points=True))
    kilometres = track.length_2d() / 1000
    assert len(points) >= 400
    assert kilometres >= 12
    assert kilometres == pytest.approx(toml(CONTENT / village / "route.toml")["length_km"], rel=0.01)
    assert all(point.elevation is not None and point.time is None for point in points)
    assert points[0].distance_2d(points[-1]) < 1
    assert max(a.distance_2d(b) or 0 for a, b in zip(points, points[1:], strict=False)) < 60


@pytest.mark.parametrize("village", VILLAGES)
def test_a_crest_carries_the_villages_colour(village: str) -> None:
    colour = toml(CONTENT / village / "village.toml")["colour"]
    assert colour in (CONTENT / village / "crest.svg").read_text(encoding="utf-8")
    with Image.open(CONTENT / village / "crest.png") as crest:
        assert crest.width == 512
        pixels = crest.convert("RGBA")
        # A corner below the shield lets the page through; the upper left of the field is plain.
        assert pixels.getpixel((0, crest.height - 1)) == (0, 0, 0, 0)
        assert pixels.getpixel((77, 77)) == (*ImageColor.getrgb(colour), 255)


def test_the_font_stylesheet_names_only_files_that_we_serve_ourselves() -> None:
    css = (STATIC / "css" / "fonts.css").read_text(encoding="utf-8")
    urls = re.findall(r'url\("([^"]+)"\)', css)
    assert urls
    assert all(url.startswith("../fonts/") for url in urls)
    assert {url.removeprefix("../fonts/") for url in urls} == {path.name for path in (STATIC / "fonts").glob("*.woff2")}
    assert css.count("font-display:") == len(urls)
