"""The demo's content as it stands in its TOML files, and how it becomes the body of a page."""

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.files import File

from core.audio_files import read_audio
from core.models import Audio, VillageImage
from villages.models import Village

from .factories import make_audio, make_image

CONTENT = Path(__file__).parent / "content"
PHOTO_FOLDER = CONTENT / "photos"
VILLAGES = ("lindehoek", "molenkouter", "zavelberg")
Data = dict[str, Any]


def read(path: Path) -> Data:
    """Give what a TOML file says."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


class Library:
    """A village's photos and recordings, each uploaded once, when it is first needed."""

    def __init__(self, village: Village) -> None:
        self.village = village
        self.folder = CONTENT / village.slug
        self._photos: dict[str, VillageImage] = {}

    @cached_property
    def _known(self) -> dict[str, Data]:
        return {photo["file"]: photo for photo in read(PHOTO_FOLDER / "photos.toml")["photo"]}

    def photo(self, name: str) -> VillageImage:
        """Give a photo of the demo's shelf as one of the village's own."""
        if name not in self._photos:
            facts = self._known[name]
            self._photos[name] = make_image(
                self.village,
                Path(name).stem.replace("-", " ").capitalize(),
                data=(PHOTO_FOLDER / name).read_bytes(),
                name=name,
                credit=facts["credit"],
                description=facts["alt"],
            )
        return self._photos[name]

    def crest(self) -> VillageImage:
        """Give the village's crest."""
        data = (self.folder / "crest.png").read_bytes()
        return make_image(self.village, f"Wapenschild van {self.village.name}", data=data, name="crest.png")

    def audio(self, name: str, title: str, transcript: str) -> Audio:
        """Give one of the village's recordings, `name` below its audio folder."""
        path = self.folder / "audio" / name
        seconds = round(read_audio(File(path.open("rb"), name=path.name)).duration_seconds, 1)
        data = path.read_bytes()
        return make_audio(self.village, title, data=data, name=path.name, duration=seconds, transcript=transcript)

    def photo_fields(self, data: Data | None, prefix: str = "photo") -> Data:
        """Give a page's photo fields out of `{file, alt, caption, credit}`; empty ones where there is no photo."""
        if not data or "file" not in data:
            return {}
        return {
            prefix: self.photo(data["file"]),
            f"{prefix}_alt": data["alt"],
            f"{prefix}_caption": data.get("caption", ""),
            f"{prefix}_credit": data.get("credit", ""),
        }

    def body(self, blocks: list[Data]) -> list[tuple[str, Any]]:
        """Give the blocks of a body as a StreamField takes them."""
        return [self._block(kind, value) for block in blocks for kind, value in block.items()]

    def _block(self, kind: str, value: Any) -> tuple[str, Any]:
        if kind == "photo":
            return kind, self._photo_block(value)
        if kind == "gallery":
            return kind, {"photos": [self._photo_block(photo) for photo in value]}
        return kind, value

    def _photo_block(self, data: Data) -> Data:
        return {
            "image": self.photo(data["file"]),
            "alt": data["alt"],
            "caption": data.get("caption", ""),
            "credit": data.get("credit", ""),
        }
