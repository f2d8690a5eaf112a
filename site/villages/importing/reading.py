"""Reading an archive that nobody vouches for: everything in it is looked at before anything is made of it."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.apps import apps
from django.db.models import Model

from villages.archives import (
    ABOUT,
    CONTENTS,
    FILES,
    FORMAT,
    PART,
    ROWS,
    UNREADABLE,
    ExportError,
    migrations_here,
    read_back,
)
from villages.belongings import owned_models
from villages.exporting import SHARED_WORDS
from villages.ownership import PASSING

GIGABYTE = 1 << 30
MOST_MEMBERS = 500_000
MOST_TOLD = 256 << 20  # bytes of what the archive says of itself; a list of that many members has half
MOST_LINE = 64 << 20  # bytes of one row; a revision of a long page has some hundred thousand
# Text packs to a tenth or so, repeated rows to a fiftieth: what packs tighter is there to fill the disk.
MOST_PACKED, LARGE = 400, 10 << 20
# A village's upload as `core.uploads` names it.
UPLOAD = re.compile(r"v/[0-9a-z]{4}/([a-z]{1,40})/[\w-]{1,40}/([A-Za-z0-9._-]{1,80})", re.ASCII)


class ImportRefusedError(Exception):
    """The archive can't be imported; the message says why, and nothing was made."""


class ArchiveReader:
    """An archive whose members were all read and compared with its list.

    Raises:
        ImportRefusedError: it is torn, forged, too large, or of another version.
    """

    def __init__(self, path: Path, most_gigabytes: float) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except UNREADABLE as error:
            raise ImportRefusedError(f"{path.name} is no archive of a village, or it is torn: {error}") from error
        try:
            self._look(path, int(most_gigabytes * GIGABYTE))
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def _look(self, path: Path, most: int) -> None:
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > most:
            raise ImportRefusedError(
                f"{path.name} would unpack to more than {most / GIGABYTE:g} GB. If that is right: --most-gigabytes."
            )
        for member in members:
            name = member.filename
            if name.startswith("/") or "\\" in name or "\0" in name or ":" in name or ".." in name.split("/"):
                raise ImportRefusedError(f"{path.name} is forged: {name!r} would lie outside it.")
            if name in (CONTENTS, ABOUT) and member.file_size > MOST_TOLD:
                raise ImportRefusedError(f"{path.name} is forged: {name} is far too long.")
            if member.file_size > LARGE and member.file_size > MOST_PACKED * member.compress_size:
                raise ImportRefusedError(f"{path.name} is forged: {name} is packed far too tight.")
        try:
            read_back(path)
            contents = json.loads(self._zip.read(CONTENTS))
            self.about: dict[str, Any] = json.loads(self._zip.read(ABOUT))
        except (ExportError, *UNREADABLE) as error:
            raise ImportRefusedError(f"{path.name} is torn or was changed: {error}") from error
        if not isinstance(self.about, dict):
            raise ImportRefusedError(f"{path.name} does not say what village it is of.")
        self._refuse_other_versions(path, contents)
        self.rows_by_label: dict[str, int] = contents["rows"]
        self.made = str(contents.get("made", ""))
        self._refuse_unknown_models(path)
        self.files = {member.filename.removeprefix(FILES) for member in members if member.filename.startswith(FILES)}

    @staticmethod
    def _refuse_other_versions(path: Path, contents: dict[str, Any]) -> None:
        if contents.get("format") != FORMAT:
            raise ImportRefusedError(
                f"{path.name} has format {contents.get('format', 1)}; this instance reads {FORMAT}. Export the village again."
            )
        there, here = contents.get("migrations"), migrations_here()
        if there != here:
            there = there if isinstance(there, dict) else {}
            differing = sorted(app for app in {*there, *here} if there.get(app) != here.get(app))
            said = ", ".join(f"{app} {there.get(app, 'none')} (here {here.get(app, 'none')})" for app in differing[:5])
            raise ImportRefusedError(
                f"{path.name} was made by another version: {said}. Bring both instances to one version and export again."
            )

    def _refuse_unknown_models(self, path: Path) -> None:
        known = ({model._meta.label for model in owned_models()} - PASSING) | set(SHARED_WORDS)
        there = {name[len(ROWS) : -len(".jsonl")] for name in self._zip.namelist() if name.startswith(ROWS)}
        if unknown := sorted(there - known):
            raise ImportRefusedError(f"{path.name} is forged: it has rows of {', '.join(unknown)}.")

    def models(self) -> list[type[Model]]:
        """Give the models that there are rows of, in the order of the table of owners; words that all share first."""
        labels = [*SHARED_WORDS, *(model._meta.label for model in owned_models())]
        return [apps.get_model(label) for label in labels if self.rows_by_label.get(label)]

    def rows(self, model: type[Model]) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Give the primary key and the fields of each row of a model, as they stand in the archive.

        Raises:
            ImportRefusedError: a line is no row of this model.
        """
        label = model._meta.label
        if not self.rows_by_label.get(label):
            return
        with self._zip.open(f"{ROWS}{label}.jsonl") as member:
            while line := member.readline(MOST_LINE):
                try:
                    data = json.loads(line, parse_constant=_no_number)
                    right = data["model"] == model._meta.label_lower and isinstance(data["fields"], dict)
                    pk, fields = data["pk"], data["fields"]
                except UNREADABLE as error:
                    raise ImportRefusedError(f"A row of {label} can't be read: {error}") from error
                if not right or isinstance(pk, bool) or not isinstance(pk, int | str):
                    raise ImportRefusedError(f"A row of {label} is none: {str(line[:80])}")
                yield pk, fields

    def parts(self, name: str) -> Iterator[bytes]:
        """Give the bytes of a file of the village, in parts."""
        with self._zip.open(f"{FILES}{name}") as member:
            while part := member.read(PART):
                yield part


def _no_number(name: str) -> float:
    """Refuse NaN and Infinity, which Python reads as numbers, and some databases too."""
    raise ValueError(f"{name} is no number.")
