"""Let a speech engine read the transcripts of the demo's welcome routes: audio/1.mp3 … and audio/fr/1.mp3 ….

Needs Debian's espeak-ng, sox and lame, and Python 3.11 with mutagen; ``python site/demo/make_assets/audio.py [VILLAGE]``.
Dutch comes from route.toml; other languages from translations.toml where a village has one.
"""

# The programs are found on the maker's own PATH and given only our own arguments.
# ruff: noqa: S603, S607

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mutagen.id3 import ID3, TALB, TIT2, TLAN, TPE1, TRCK
from mutagen.mp3 import MP3

CONTENT = Path(__file__).resolve().parent.parent / "content"
ENGINE_VOICES = {"nl": "nl", "fr": "fr-fr", "en": "en-gb"}
ISO_639_2 = {"nl": "dut", "fr": "fre", "en": "eng"}
WORDS_A_MINUTE = {"nl": 132, "fr": 140, "en": 140}
# The speakers differ: (variant of the engine, pitch 0 to 99). Women and children speak with a female variant.
SPEAKERS: dict[str, list[tuple[str, int]]] = {
    "lindehoek": [("m3", 30), ("f2", 42), ("f4", 48), ("f2", 55), ("f5", 40), ("m2", 40)],
    "molenkouter": [("f2", 44), ("f4", 36), ("m2", 34), ("m3", 44), ("m3", 32), ("f2", 54)],
    "zavelberg": [("f2", 46), ("f4", 72), ("f2", 56), ("m3", 34), ("m2", 36), ("m3", 44)],
}


def spoken(text: str, language: str) -> str:
    """Give the text as the engine should read it: Dutch years in two pairs, "negentien zevenenvijftig"."""
    text = re.sub(r"<[^>]+>", " ", text).replace("’", "'")
    if language == "nl":
        text = re.sub(r"\b(1[1-9])([1-9]\d)\b", r"\1 \2", text)
    return " ".join(text.split())


def read_aloud(text: str, language: str, speaker: tuple[str, int], target: Path) -> None:
    """Write an MP3 of the text: mono, 22.05 kHz, 24 kbit/s, evenly loud, with a breath before and after."""
    variant, pitch = speaker
    with tempfile.TemporaryDirectory() as scratch:
        raw, clean = Path(scratch) / "raw.wav", Path(scratch) / "clean.wav"
        voice = f"{ENGINE_VOICES[language]}+{variant}"
        speed = str(WORDS_A_MINUTE[language])
        speech = ["espeak-ng", "-v", voice, "-s", speed, "-p", str(pitch), "-g", "3", "-w", str(raw), "--stdin"]
        subprocess.run(speech, input=text.encode(), check=True)
        # Less hiss and a little warmth: the engine is bright, and phones are brighter. Then soft and loud syllables
        # nearer to each other: it is listened to outdoors.
        shape = ["gain", "-6", "highpass", "70", "bass", "+3", "200", "treble", "-4", "4500"]
        shape += ["compand", "0.01,0.15", "6:-60,-50,-35,-20,-20,-11,0,-4", "-5", "norm", "-2", "pad", "0.3", "0.7"]
        subprocess.run(["sox", "-D", str(raw), "-r", "22050", "-c", "1", str(clean), *shape], check=True)
        command = ["lame", "--quiet", "-m", "m", "-b", "24", "--resample", "22.05", "-q", "2", str(clean), str(target)]
        subprocess.run(command, check=True)


def label(target: Path, title: str, village: str, route: str, language: str, number: int, count: int) -> None:
    """Write the ID3 tags that a player shows."""
    tags = ID3()
    tags.add(TIT2(encoding=3, text=title))
    tags.add(TPE1(encoding=3, text=village))
    tags.add(TALB(encoding=3, text=route))
    tags.add(TLAN(encoding=3, text=ISO_639_2[language]))
    tags.add(TRCK(encoding=3, text=f"{number}/{count}"))
    tags.save(target, v2_version=3)


def record(key: str, village: str, route: Mapping[str, Any], language: str, folder: Path) -> None:
    """Make the recordings of every stop of a route in one language."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, stop in enumerate(route["stop"], start=1):
        target = folder / f"{number}.mp3"
        read_aloud(spoken(stop["transcript"], language), language, SPEAKERS[key][number - 1], target)
        label(target, stop["title"], village, route["title"], language, number, len(route["stop"]))
        print(f"{target.relative_to(CONTENT)}: {MP3(target).info.length:.0f} s, {target.stat().st_size // 1000} kB")


def main(keys: list[str]) -> None:
    """Make the recordings of the named villages, or of all."""
    for key in keys or SPEAKERS:
        folder = CONTENT / key
        if not (folder / "route.toml").exists():
            print(f"{key}: no route.toml yet")
            continue
        village = tomllib.loads((folder / "village.toml").read_text(encoding="utf-8"))["name"]
        route = tomllib.loads((folder / "route.toml").read_text(encoding="utf-8"))
        record(key, village, route, "nl", folder / "audio")
        if (folder / "translations.toml").exists():
            translations = tomllib.loads((folder / "translations.toml").read_text(encoding="utf-8"))
            for language in ENGINE_VOICES.keys() & translations.keys():
                record(key, village, translations[language]["route"], language, folder / "audio" / language)


if __name__ == "__main__":
    main(sys.argv[1:])
