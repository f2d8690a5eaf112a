"""Removing a village: first all of it into an archive that was read back, then all of it away, or nothing."""

import logging
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.db.models import Model, ProtectedError, RestrictedError
from django.dispatch import Signal
from wagtail.models import Collection, Page, PageLogEntry

from .belongings import StoredFile, below, chunks, files_of, folder_of, keys_of
from .exporting import Archive, export_village
from .models import User, Village
from .scope import every_village

village_removed = Signal()  # sent with `slug` when a village is gone: apps forget what they derived from it
Keys = dict[type[Model], list]
WORDS = ("wagtail_localize.String", "wagtail_localize.Template")  # texts of pages; shared by content, not by meaning
POINTERS = (  # columns that name a row of any model, in tables that belong to nobody
    ("content_type", "object_id"),
    ("base_content_type", "object_id"),
    ("to_content_type", "to_object_id"),
)
_logger = logging.getLogger(__name__)


class GoneError(Exception):
    """The village is not there any more; nothing was done."""


class NotEmptyError(Exception):
    """Something of the village would have been left; nothing was removed."""


def remove_village(village: Village, to: Path | None = None) -> Archive:
    """Export a village, then remove everything that is its alone: rows in one transaction, files when that is done.

    People who also work for another village stay, as do the languages.

    Args:
        village: which.
        to: where the archive goes, see `export_village`.

    Raises:
        GoneError: it was removed by somebody else meanwhile; no archive was made.
        ExportError: the archive could not be read back. Nothing was removed.
        NotEmptyError: something could not be removed. Nothing was.
    """
    slug, folder = village.slug, folder_of(village)
    with every_village(), transaction.atomic():  # around the archive too: what others save meanwhile waits, or is in it
        if not Village.objects.select_for_update().filter(pk=village.pk):  # who pressed twice waits here for herself
            raise GoneError(f"{slug} was removed meanwhile.")
        archive = export_village(village, to)
        files, keys = files_of(village), keys_of(village)
        words = _words_of(keys)
        _remove_rows(keys)
        _remove_pointers(keys)
        _remove_sessions(set(keys.get(User, [])))
        _remove_words(words)
        _count_children()
        _refuse_leftovers(keys)
        transaction.on_commit(lambda: _after(slug, files, folder))
    return archive


def _after(slug: str, files: list[StoredFile], folder: str) -> None:
    for stored in files:
        _remove_file(stored.storage, stored.name)
    for name in list(below(default_storage, folder)):
        _remove_file(default_storage, name)
    remove_folders(default_storage, folder)
    village_removed.send(sender=Village, slug=slug)


def _remove_rows(keys: Keys) -> None:
    """Delete the rows; what something else still protects waits for the next round."""
    waiting = dict(keys)
    while waiting:
        before = len(waiting)
        for model in list(waiting):
            try:
                with transaction.atomic():
                    for some in chunks(waiting[model]):
                        model._base_manager.filter(pk__in=some).delete()
            except (ProtectedError, RestrictedError):
                continue
            del waiting[model]
        if len(waiting) == before:
            raise NotEmptyError(f"Something holds on to: {', '.join(model._meta.label for model in waiting)}.")


def _remove_pointers(keys: Keys) -> None:
    """Delete what points at a removed row by type and number, in whatever table."""
    types = {
        ContentType.objects.get_for_model(model, for_concrete_model=False).pk: some for model, some in keys.items()
    }
    for model in apps.get_models():
        names = {field.name for field in model._meta.local_fields}
        for kind, number in POINTERS:
            if not {kind, number} <= names or model._meta.proxy or not model._meta.managed:
                continue
            as_text = model._meta.get_field(number).get_internal_type() in {"CharField", "TextField"}
            for type_id, all_keys in types.items():
                for some in chunks(all_keys):
                    wanted = [str(key) for key in some] if as_text else [key for key in some if isinstance(key, int)]
                    model._base_manager.filter(**{f"{kind}_id": type_id, f"{number}__in": wanted}).delete()
    for some in chunks(keys.get(Page, [])):
        PageLogEntry._base_manager.filter(page_id__in=some).delete()


def _remove_sessions(users: set[Any]) -> None:
    numbers = {str(user) for user in users}
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") in numbers:
            session.delete()


def _words_of(keys: Keys) -> Keys:
    """Find the texts that the village's translations are made of, before what points at them is gone."""
    found: Keys = {}
    for label in WORDS:
        model = apps.get_model(label)
        numbers: set[Any] = set()
        for relation in model._meta.related_objects:
            for some in chunks(keys.get(relation.related_model, [])):
                rows = relation.related_model._base_manager.filter(pk__in=some)
                numbers |= set(rows.values_list(relation.field.attname, flat=True))
        found[model] = list(numbers - {None})
    return found


def _remove_words(words: Keys) -> None:
    for model, numbers in words.items():
        for some in chunks(numbers):
            rows = model._base_manager.filter(pk__in=some)
            for relation in model._meta.related_objects:
                used = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": some})
                rows = rows.exclude(pk__in=used.values(relation.field.name))
            rows.delete()


def _count_children() -> None:
    """Tell the roots of the trees how many children they have: rows were deleted below them, not through them."""
    for model in (Page, Collection):
        root = model._base_manager.get(depth=1)
        root.numchild = model._base_manager.filter(depth=2).count()
        root.save(update_fields=["numchild"])


def _refuse_leftovers(keys: Keys) -> None:
    for model, numbers in keys.items():
        for some in chunks(numbers):
            if model._base_manager.filter(pk__in=some).exists():
                raise NotEmptyError(f"Rows of {model._meta.label} would be left.")


def _remove_file(storage: Storage, name: str) -> None:
    try:
        storage.delete(name)
    except OSError:
        _logger.exception("%s belonged to a village that was removed, and could not be deleted.", name)


def remove_folders(storage: Storage, folder: str) -> None:
    """Remove a folder of a village that has no file any more, with those in it."""
    try:
        folders, _files = storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in folders:
        remove_folders(storage, f"{folder.rstrip('/')}/{name}")
    _remove_file(storage, folder)  # a folder that is empty; storages without folders have nothing to do
