"""A village in one archive: every page in every language, every row, every file, its people's addresses.

The archive is a zip. `inhoud.json` names each member with its size and SHA-256, so that what was written can be read back and
compared, here and years later.
"""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.core.serializers.json import DjangoJSONEncoder
from django.dispatch import Signal
from django.utils import timezone, translation
from wagtail.models import Page

from .access import people
from .belongings import files_of, rows_of
from .models import Village
from .scope import scoped

village_exported = Signal()  # sent with `village` and the archive's `name` when all of it was written and read back
CONTENTS = "inhoud.json"
SECRET = {"password", "nonce"}  # fields that open doors
NEVER = {
    "axes.AccessAttempt",
    "axes.AccessAttemptExpiration",
    "django_otp_webauthn.WebAuthnAttestation",
    "django_otp_webauthn.WebAuthnCredential",
    "django_otp_webauthn.WebAuthnUserHandle",
    "otp_static.StaticDevice",
    "otp_static.StaticToken",
    "otp_totp.TOTPDevice",
    "wagtailcore.APIToken",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.UploadedFile",
}
README = """Alles van {name} ({host}), bewaard op {day}.

dorp.json      wat het dorp is: naam, adressen, talen
mensen.csv     wie eraan werkte: naam, e-mailadres, rol
paginas/       elke pagina, per taal, leesbaar als JSON
rijen/         elke rij uit de gegevensbank, per soort
bestanden/     foto's, opnames en documenten
inhoud.json    van elk bestand hierin de grootte en de SHA-256
"""


class ExportError(Exception):
    """The archive is not what it should be; nothing may be removed on the strength of it."""


@dataclass(frozen=True)
class Archive:
    """What was written and read back."""

    path: Path
    pages: int
    files: int
    rows: int


class _Writer:
    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._contents: dict[str, dict[str, Any]] = {}

    def add(self, name: str, parts: Iterable[bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        with self._zip.open(name, "w", force_zip64=True) as member:
            for part in parts:
                digest.update(part)
                size += len(part)
                member.write(part)
        self._contents[name] = {"size": size, "sha256": digest.hexdigest()}

    def text(self, name: str, text: str) -> None:
        self.add(name, [text.encode()])

    def close(self, counts: dict[str, Any]) -> None:
        self._zip.writestr(CONTENTS, json.dumps({**counts, "members": self._contents}, indent=1))
        self._zip.close()


def export_village(village: Village, to: Path | None = None) -> Archive:
    """Write all of a village to an archive and read it back.

    Args:
        village: which.
        to: the file, or a folder to put it in; `exports` in the data folder without it. No other file is ever written over.

    Raises:
        ExportError: what was read back is not what was written.
        OSError: there is no room, or no right to write there.
    """
    path = _path(village, to)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".half")
    try:
        counts = _write(village, unfinished)
        archive = read_back(unfinished)
        expected = (counts["pages"], counts["files"], sum(counts["rows"].values()))
        if (archive.pages, archive.files, archive.rows) != expected:
            raise ExportError(f"{path.name} holds {archive}, not {expected}.")
        unfinished.rename(path)
        if to is None:
            keep_archive(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    village_exported.send(sender=Village, village=village, name=path.name)
    return Archive(path, archive.pages, archive.files, archive.rows)


def keep_archive(path: Path) -> None:
    """Put an archive where all machines find it, where there is such a place."""
    if "exports" in settings.STORAGES:
        with path.open("rb") as file:
            storages["exports"].save(path.name, File(file))


def open_archive(name: str) -> Any:
    """Open an archive that `export_village` wrote in its usual place, for reading bytes.

    Raises:
        FileNotFoundError: there is none of that name.
    """
    if PurePosixPath(name).name != name or not name.endswith(".zip"):
        raise FileNotFoundError(name)
    if "exports" in settings.STORAGES:
        return storages["exports"].open(name)
    return (settings.VAR / "exports" / name).open("rb")


def _path(village: Village, to: Path | None) -> Path:
    to = to or settings.VAR / "exports"
    if to.suffix != ".zip":
        to = to / f"{village.slug}-{timezone.localtime():%Y-%m-%d-%H%M%S}.zip"
    if to.exists():
        raise ExportError(f"{to} is there already.")
    return to


def _write(village: Village, path: Path) -> dict[str, Any]:
    writer = _Writer(path)
    with scoped(village.scope()):
        day = timezone.localdate()
        writer.text("LEESMIJ.txt", README.format(name=village.name, host=village.site.hostname, day=day))
        writer.text("dorp.json", _json(_about(village)))
        writer.text("mensen.csv", _people(village))
        pages = 0
        for page in Page.objects.exclude(depth=1).order_by("path").iterator():
            writer.text(_page_name(page, village), _json(_readable(page.specific)))
            pages += 1
        rows = {
            model._meta.label: count
            for model, found in rows_of(village).items()
            if model._meta.label not in NEVER and (count := _rows(writer, model._meta.label, found))
        }
    files = files_of(village)
    for stored in files:
        writer.add(f"bestanden/{stored.name}", _parts(stored.storage, stored.name))
    counts = {
        "village": village.slug,
        "made": timezone.now().isoformat(),
        "pages": pages,
        "files": len(files),
        "rows": rows,
    }
    writer.close(counts)
    return counts


def _about(village: Village) -> dict[str, Any]:
    return {
        "name": village.name,
        "slug": village.slug,
        "host": village.site.hostname,
        "port": village.site.port,
        "other_hosts": sorted(village.hosts.values_list("hostname", flat=True)),
        "languages": village.languages,
    }


def _people(village: Village) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(["voornaam", "familienaam", "e-mail", "rol", "toegang tot en met"])
    with translation.override("nl"):
        for person in people(village).order_by("last_name", "first_name"):
            roles = village.roles.filter(group__user=person)
            role = ", ".join(str(role) for role in roles)
            row = [person.first_name, person.last_name, person.email, role, person.access_until or ""]
            writer.writerow([_harmless(str(value)) for value in row])
    return sheet.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


def _page_name(page: Page, village: Village) -> str:
    address = re.sub(r"[^\w/-]", "", page.url_path).strip("/") or "-"
    return f"paginas/{page.locale.language_code}/{address}-{page.pk}.json"


def _readable(page: Page) -> dict[str, Any]:
    data: dict[str, Any] = page.serializable_data()
    return {"type": page._meta.label, "address": page.url_path, **data}


def _json(data: Any) -> str:
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _rows(writer: _Writer, label: str, found: Any) -> int:
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for row in found.iterator(chunk_size=500):
            data = serializers.serialize("python", [row])[0]
            data["fields"] = {name: value for name, value in data["fields"].items() if name not in SECRET}
            count += 1
            yield json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).encode() + b"\n"

    writer.add(f"rijen/{label}.jsonl", lines())
    return count


def _parts(storage: Storage, name: str) -> Iterator[bytes]:
    with storage.open(name, "rb") as file:
        yield from file.chunks()


def read_back(path: Path) -> Archive:
    """Read an archive from beginning to end and compare it with its own list.

    Raises:
        ExportError: a member is missing, too many, or damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            contents = json.loads(archive.read(CONTENTS))
            members: dict[str, dict[str, Any]] = contents["members"]
            names = archive.namelist()
            if sorted(names) != sorted([*members, CONTENTS]):
                raise ExportError(f"{path.name} does not hold what its list says.")
            lines = {}
            for name, expected in members.items():
                digest, size, newlines = hashlib.sha256(), 0, 0
                with archive.open(name) as member:
                    while part := member.read(1 << 20):
                        digest.update(part)
                        size, newlines = size + len(part), newlines + part.count(b"\n")
                if (size, digest.hexdigest()) != (expected["size"], expected["sha256"]):
                    raise ExportError(f"{name} in {path.name} is damaged.")
                lines[name] = newlines
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError) as error:
        raise ExportError(f"{path.name} can't be read: {error}") from error
    for label, count in contents["rows"].items():
        if lines.get(f"rijen/{label}.jsonl") != count:
            raise ExportError(f"{path.name} holds too few rows of {label}.")
    pages = sum(name.startswith("paginas/") for name in members)
    files = sum(name.startswith("bestanden/") for name in members)
    return Archive(path, pages, files, sum(contents["rows"].values()))
