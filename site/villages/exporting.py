"""A village in one archive: every page in every language, every row, every file, its people's addresses.

What the archive is says `villages.archives`. It is whole: no row in it points outside it. Of people who wrote something here and
have no role here it holds the names, of words that all villages share those that this one uses.
"""

import csv
import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q
from django.dispatch import Signal
from django.utils import timezone, translation
from wagtail.models import Locale, Page

from .access import people
from .archives import ABOUT, CONTENTS, FILES, FORMAT, PAGES, ROWS, Archive, ExportError, migrations_here, read_back
from .belongings import files_of, rows_of
from .models import User, Village
from .ownership import PASSING, VOCABULARY
from .scope import scoped

village_exported = Signal()  # sent with `village` and the archive's `name` when all of it was written and read back
SECRET = {"password", "nonce"}  # fields that open doors
SHARED_WORDS = ("wagtail_localize.String", "wagtail_localize.Template")
README = """Alles van {name} ({host}), bewaard op {day}.

dorp.json      wat het dorp is: naam, adressen, talen
mensen.csv     wie eraan werkte: naam, e-mailadres, rol
paginas/       elke pagina, per taal, leesbaar als JSON
rijen/         elke rij uit de gegevensbank, per soort
bestanden/     foto's, opnames en documenten
inhoud.json    van elk bestand hierin de grootte en de SHA-256
"""


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
        about = {"format": FORMAT, "migrations": migrations_here(), **counts, "members": self._contents}
        self._zip.writestr(CONTENTS, json.dumps(about, indent=1))
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
        writer.text(ABOUT, _json(_about(village)))
        writer.text("mensen.csv", _people(village))
        pages = 0
        for page in Page.objects.exclude(depth=1).order_by("path").iterator():
            writer.text(_page_name(page, village), _json(_readable(page.specific)))
            pages += 1
        rows = _Rows(writer, village).write()
    files = files_of(village)
    for stored in files:
        writer.add(f"{FILES}{stored.name}", _parts(stored.storage, stored.name))
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
        "locales": {locale.pk: locale.language_code for locale in Locale.objects.all()},
        "types": {kind.pk: f"{kind.app_label}.{kind.model}" for kind in ContentType.objects.order_by("pk")},
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
    return f"{PAGES}{page.locale.language_code}/{address}-{page.pk}.json"


def _readable(page: Page) -> dict[str, Any]:
    data: dict[str, Any] = page.serializable_data()
    return {"type": page._meta.label, "address": page.url_path, **data}


def _json(data: Any) -> str:
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


class _Rows:
    """Writes the rows of a village, within its scope."""

    def __init__(self, writer: _Writer, village: Village) -> None:
        self._writer, self._village = writer, village
        self._people: set[int] = set()  # whom rows point at

    def write(self) -> dict[str, int]:
        """Write all of them; gives how many there are of each model that has any."""
        counts = {}
        for model, found in rows_of(self._village).items():
            if model._meta.label in VOCABULARY:  # also the words that other villages have too
                found = model._default_manager.order_by("pk")
            if model._meta.label not in PASSING and model is not User:
                counts[model._meta.label] = self._model(model, found)
        for label in SHARED_WORDS:
            counts[label] = self._model(apps.get_model(label), _used(apps.get_model(label)))
        counts[User._meta.label] = self._persons()
        return {label: count for label, count in counts.items() if count}

    def _model(self, model: type[Model], found: Any) -> int:
        persons = [field.attname for field in model._meta.local_fields if field.related_model is User]
        count = 0

        def lines() -> Iterator[bytes]:
            nonlocal count
            for row in found.iterator(chunk_size=500):
                self._people.update(getattr(row, name) for name in persons)
                count += 1
                yield _line(_data(row))

        self._writer.add(f"{ROWS}{model._meta.label}.jsonl", lines())
        return count

    def _persons(self) -> int:
        groups = set(self._village.roles.values_list("group_id", flat=True))
        here = set(User.objects.values_list("pk", flat=True))
        persons = User._base_manager.filter(pk__in=here | self._people).order_by("pk")
        lines = []
        for person in persons:
            data = _data(person)
            fields = data["fields"]
            if person.pk in here:
                fields["groups"] = sorted(groups.intersection(fields["groups"]))
            else:
                data["fields"] = {name: fields[name] for name in ("first_name", "last_name")}
            lines.append(_line(data))
        self._writer.add(f"{ROWS}{User._meta.label}.jsonl", lines)
        return len(lines)


def _used(model: type[Model]) -> Any:
    """Give the rows of a shared table that the village's rows point at."""
    used = Q()
    for relation in model._meta.related_objects:
        used |= Q(pk__in=relation.related_model._default_manager.order_by().values(relation.field.attname))
    return model._base_manager.filter(used).order_by("pk")


def _data(row: Model) -> dict[str, Any]:
    data = serializers.serialize("python", [row])[0]
    data["fields"] = {name: value for name, value in data["fields"].items() if name not in SECRET}
    return data


class ExactEncoder(DjangoJSONEncoder):
    """Writes moments to the microsecond, where Django's own leaves three digits: a row comes back as it was."""

    def default(self, o: Any) -> Any:
        """Give a value as JSON knows it."""
        return o.isoformat() if isinstance(o, dt.datetime | dt.time) else super().default(o)


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, cls=ExactEncoder, ensure_ascii=False).encode() + b"\n"


def _parts(storage: Storage, name: str) -> Iterator[bytes]:
    with storage.open(name, "rb") as file:
        yield from file.chunks()
