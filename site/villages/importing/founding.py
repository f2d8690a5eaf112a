"""Founding a village from an archive: all of it in one transaction, or nothing, and then no file of it is left either."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.validators import validate_slug
from django.db import DatabaseError, models, transaction
from django.dispatch import Signal
from wagtail.models import Collection, Locale, Page, ReferenceIndex, Site, TranslatableMixin
from wagtail.search import index

from core.uploads import unguessable_name, village_prefix
from villages.belongings import owned_models
from villages.hosting import PORTS, clean_hostname
from villages.models import Village
from villages.removing import remove_folders
from villages.renaming import rename_village
from villages.roles import grant_roles, grant_workflow
from villages.scope import every_village, scoped

from .files import check_file
from .numbers import Numbers, root_of
from .places import Branches, addresses, keys_of_pages, one_row, refuse_strange_homes, tree_rows
from .reading import UPLOAD, ArchiveReader, ImportRefusedError
from .rewriting import UNFIT, Model_, Rewriter
from .rows import Rows, carried
from .translations import share_words

village_imported = Signal()  # sent with `village`, in its scope and in the transaction: what is derived is made then
Progress = Callable[[str, int, int], None]  # what is done, how much of it, out of how much
MOST_GIGABYTES = 20
IN_MEMORY = 8 << 20  # bytes of a file; a longer one lies on the disk on its way


@dataclass(frozen=True)
class Founded:
    """What an archive became."""

    village: Village
    pages: int
    files: int
    rows: int


def import_village(
    path: Path,
    hostname: str,
    *,
    slug: str = "",
    name: str = "",
    port: int | None = None,
    most_gigabytes: float = MOST_GIGABYTES,
    progress: Progress = lambda what, done, of: None,
) -> Founded:
    """Found a village from an archive that `export_village` wrote, here or elsewhere.

    Args:
        path: the archive.
        hostname: the village's own host here.
        slug: its short name here; as in the archive without it.
        name: what people call it here; as in the archive without it.
        port: the port in its addresses; as in the archive without it.
        most_gigabytes: what it may unpack to.
        progress: told now and then how far it is.

    Raises:
        ImportRefusedError: the archive is torn, forged or of another version. Nothing was made.
        ValidationError: the host or the short name is taken or malformed. Nothing was made.
        OSError: the archive can't be read, or there is no room for its files. Nothing was made.
    """
    with ArchiveReader(path, most_gigabytes) as reader, every_village():
        importer = _Importer(reader, hostname, slug, port, progress)
        try:
            with transaction.atomic():
                founded = importer.found()
                if name:
                    rename_village(founded.village, name)
        except (DatabaseError, *UNFIT) as error:
            importer.remove_files()
            if isinstance(error, ValidationError):
                raise
            raise ImportRefusedError(f"The database takes no such rows: {error}") from error
        except BaseException:
            importer.remove_files()
            raise
    return founded


class _Importer:
    def __init__(self, reader: ArchiveReader, hostname: str, slug: str, port: int | None, progress: Progress) -> None:
        self._reader, self._progress = reader, progress
        about = reader.about
        told = [about.get("slug"), about.get("name"), about.get("host"), about.get("locales"), about.get("types")]
        if not all(told) or not all(isinstance(text, str) for text in told[:3]) or about.get("port", 80) not in PORTS:
            raise ImportRefusedError("The archive does not say what village it is of.")
        self._hostname = clean_hostname(hostname)
        self._slug = slug or about["slug"]
        try:
            validate_slug(self._slug)
        except ValidationError as error:
            raise ValidationError({"slug": error}) from error
        if Village.objects.filter(slug=self._slug).exists():
            raise ValidationError({"slug": f"Another village is called {self._slug} already: give this one a --slug."})
        self._port = port or about.get("port")
        if self._port not in PORTS:
            raise ValidationError({"port": "A port is a number from 1 to 65535."})
        self._names: dict[str, str] = {}  # of files: as they are called in the archive, and here
        self._written: list[str] = []
        self._numbers = Numbers()
        old = Site(hostname=about["host"], port=about.get("port") or 80)
        new = Site(hostname=self._hostname, port=self._port)
        self._rewriter = Rewriter(self._numbers, old.root_url, new.root_url, self._file)

    def found(self) -> Founded:
        types = self._find_shared()
        site_pk, site_row = one_row(self._reader, Site)
        _village, village_row = one_row(self._reader, Village)
        trees: dict[Any, Branches] = {
            model: Branches(model, tree_rows(self._reader, model)) for model in (Page, Collection)
        }
        refuse_strange_homes(trees[Page], site_row, self._rewriter)
        if len(trees[Collection].tops) != 1:
            raise ImportRefusedError("The archive's collections are not one village's.")
        models_ = carried(self._reader)
        for model in {root_of(model): None for model in models_}:
            if isinstance(model._meta.pk, models.AutoField):
                self._numbers.give(model, (pk for pk, _fields in self._reader.rows(model)))
        self._refuse_halves(types)
        self._rewriter.own_keys = keys_of_pages(self._reader, self._rewriter)
        self._keep_keys(models_)
        for tree in trees.values():
            tree.take_places()
        self._rewriter.paths = trees[Page].new
        self._rewriter.addresses = addresses(trees[Page], str(self._reader.about["slug"]), self._slug)
        collection = trees[Collection]
        self._folder = village_prefix(Collection(path=collection.new[collection.tops[0]]))
        self._numbers.give(Site, [site_pk])
        share_words(self._reader, self._numbers, self._rewriter)
        total = sum(self._reader.rows_by_label[model._meta.label] for model in models_)
        rows, writer = 0, Rows(self._reader, self._rewriter, trees, types)
        for model in models_:
            rows += writer.write(model)
            self._progress("rows", rows, total)
        village = self._village(self._numbers.known(Site, site_pk), site_row, village_row, collection)
        grant_roles(village)
        grant_workflow(village)
        files = self._write_files()
        self._make_derived(village)
        return Founded(Village.objects.get(pk=village.pk), len(trees[Page].old), files, rows)

    def _find_shared(self) -> dict[Any, Model_]:
        """Find what is here already and that all villages share: languages, types, words."""
        known = {code for code, _label in settings.WAGTAIL_CONTENT_LANGUAGES}
        types: dict[Any, Model_] = {}
        try:
            for old, code in self._reader.about["locales"].items():
                if code not in known:
                    raise ImportRefusedError(f"This instance has no language {code!r:.20}.")
                self._numbers.put(Locale, int(old), Locale.objects.get_or_create(language_code=code)[0].pk)
            wanted = {label: int(old) for old, label in self._reader.about["types"].items()}
        except (AttributeError, TypeError, ValueError) as error:
            raise ImportRefusedError("The archive does not say which languages and types its numbers mean.") from error
        for kind in ContentType.objects.all():
            old = wanted.get(f"{kind.app_label}.{kind.model}")
            model = kind.model_class()
            if old is not None and model is not None:
                self._numbers.put(ContentType, old, kind.pk)
                types[old] = model
        from taggit.models import Tag

        for old, fields in self._reader.rows(Tag):
            if not isinstance(fields.get("name"), str) or not 0 < len(fields["name"]) <= 100:
                raise ImportRefusedError("A tag has no name.")
            self._numbers.put(Tag, old, Tag.objects.get_or_create(name=fields["name"])[0].pk)
        return types

    def _refuse_halves(self, types: dict[Any, Model_]) -> None:
        """Insist that each page and each task is there with both its rows, and no other.

        Raises:
            ImportRefusedError: one is not.
        """
        from wagtail.models import Task

        parts: dict[Any, set[Any]] = {}
        for model in carried(self._reader):
            if root_of(model) in (Page, Task) and model not in (Page, Task):
                parts[model] = {pk for pk, _fields in self._reader.rows(model)}
        for base in (Page, Task):
            halves = {model: set(keys) for model, keys in parts.items() if root_of(model) is base}
            for pk, fields in self._reader.rows(base):
                kind = types.get(fields.get("content_type"))
                if kind not in halves or pk not in halves[kind]:
                    raise ImportRefusedError(f"Of {base._meta.label} {pk} only one half is in the archive.")
                halves[kind].remove(pk)
            if any(keys for model, keys in halves.items() if model._meta.pk.remote_field.parent_link):
                raise ImportRefusedError(f"There are rows for no {base._meta.label} in the archive.")

    def _keep_keys(self, models_: list[Model_]) -> None:
        """Keep translation keys as they are, or give all of them anew where one is taken here."""
        keys: set[UUID] = set()
        taken = False
        for model in models_:
            names = ["translation_key"] if issubclass(model, TranslatableMixin) else []
            names += ["uuid"] if model._meta.label == "wagtail_localize.Translation" else []
            for name in names:
                if name not in {field.name for field in model._meta.local_fields}:
                    continue
                field: Any = model._meta.get_field(name)
                here = {self._rewriter.value(field, fields.get(name)) for _pk, fields in self._reader.rows(model)}
                keys |= here
                taken = taken or _any_taken(model, name, list(here))
        if taken:
            self._rewriter.keys = {key: uuid4() for key in sorted(keys, key=str)}

    def _village(self, pk: int, site_row: Any, village_row: Any, collection: Branches) -> Village:
        """Make the site and the village itself, when their home page and collection are there."""
        name = str(site_row.get("site_name") or self._reader.about["name"])[:255]
        root = self._numbers.known(Page, site_row["root_page"])
        site = Site(pk=pk, hostname=self._hostname, port=self._port, site_name=name, root_page_id=root)
        site.save(force_insert=True)
        key = self._numbers.known(Collection, collection.keys[collection.tops[0]])
        village = Village(site=site, slug=self._slug, collection_id=key)
        village.save(force_insert=True)
        locales = village_row.get("locales")
        if not isinstance(locales, list) or not locales:
            raise ImportRefusedError("The village in the archive has no language.")
        village.locales.set([self._rewriter.number(Village._meta.get_field("locales"), old) for old in locales])
        return village

    def _file(self, old: str) -> str:
        """Give the name that a file of the archive gets."""
        found = UPLOAD.fullmatch(old)
        assert found is not None, old
        if old not in self._names:
            self._names[old] = unguessable_name(f"{self._folder}{found[1]}", found[2])
        return self._names[old]

    def _write_files(self) -> int:
        wanted = {old: new for old, new in self._names.items() if old in self._reader.files}
        for done, (old, new) in enumerate(wanted.items(), start=1):
            self._written.append(new)
            with SpooledTemporaryFile(IN_MEMORY) as file:
                file.writelines(self._reader.parts(old))
                check_file(file, new)
                file.seek(0)
                if default_storage.save(new, File(file, name=new)) != new:
                    raise ImportRefusedError(f"{new} is there already.")
            self._progress("files", done, len(wanted))
        return len(wanted)

    def remove_files(self) -> None:
        storage: Any = default_storage
        for name in self._written:
            storage.throw_away(name)
        if self._written:
            remove_folders(default_storage, self._folder)

    def _make_derived(self, village: Village) -> None:
        """Make what other rows follow from: references, what the search looks through, occurrences."""
        with scoped(village.scope()):
            for model in owned_models():
                indexed = ReferenceIndex.is_indexed(model) and model is not Page
                searched = index.class_is_indexed(model) and model is not Page
                if indexed or searched:
                    for thing in model._default_manager.order_by("pk").iterator(chunk_size=100):
                        if indexed:
                            ReferenceIndex.create_or_update_for_object(thing)
                        if searched:
                            index.insert_or_update_object(thing)
            village_imported.send(sender=Village, village=village)


def _any_taken(model: Model_, name: str, keys: list[UUID]) -> bool:
    return any(
        model._base_manager.filter(**{f"{name}__in": keys[start : start + 500]}).exists()
        for start in range(0, len(keys), 500)
    )
