"""All that belongs to a village and to nobody else: rows by the table of owners, and files."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db.models import FileField, Model, Q, QuerySet

from core.uploads import village_prefix

from .models import User, Village
from .scope import every_village, owner_of, scoped

Model_ = type[Model]
CHUNK = 500  # rows at a time: databases bound the number of values in a query


@dataclass(frozen=True)
class StoredFile:
    """A file of a village: where it lies, and under which name."""

    storage: Storage
    name: str


def owned_models() -> list[Model_]:
    """Give every model that has an owner and a table of its own."""
    return [model for model in apps.get_models() if owner_of(model) is not None and not model._meta.proxy]


def rows_of(village: Village) -> dict[Model_, QuerySet]:
    """Give what a village alone has, by model, to be read within its scope.

    Left out: the roots of the trees, the languages, people who also work elsewhere, and words that others use too.
    """
    return {model: _only_here(model, village) for model in owned_models()}


def _only_here(model: Model_, village: Village) -> QuerySet:
    found = model._default_manager.order_by("pk")
    label = model._meta.label
    if label == "wagtailcore.Locale":
        return found.none()
    if label in {"wagtailcore.Page", "wagtailcore.Collection"}:
        return found.exclude(depth=1)
    if issubclass(model, User):
        return found.exclude(pk__in=_people_elsewhere(village))
    if label == "taggit.Tag":
        return found.exclude(pk__in=_words_elsewhere(village))
    return found


def _people_elsewhere(village: Village) -> list[int]:
    here = set(village.roles.values_list("group_id", flat=True))
    with every_village():
        elsewhere = Q(pk__in=User.groups.through._base_manager.exclude(group__in=here).values("user"))
        return list(User.objects.filter(elsewhere | Q(is_superuser=True)).values_list("pk", flat=True))


def _words_elsewhere(village: Village) -> list[int]:
    tagged = apps.get_model("taggit.TaggedItem")
    with scoped(village.scope()):
        here = list(tagged._default_manager.values_list("pk", flat=True))
    with every_village():
        return list(tagged._default_manager.exclude(pk__in=here).values_list("tag", flat=True))


def keys_of(village: Village) -> dict[Model_, list]:
    """Give the primary keys of all that a village alone has."""
    with scoped(village.scope()):
        found = {model: list(rows.values_list("pk", flat=True)) for model, rows in rows_of(village).items()}
    return {model: keys for model, keys in found.items() if keys}


def files_of(village: Village) -> list[StoredFile]:
    """Give every file of a village, once: those that its rows name, and all that lies in its folder."""
    found: dict[tuple[int, str], StoredFile] = {}
    with scoped(village.scope()):
        for model, rows in rows_of(village).items():
            for field in model._meta.local_fields:
                if isinstance(field, FileField):
                    for name in rows.exclude(**{field.name: ""}).values_list(field.name, flat=True).distinct():
                        if name and field.storage.exists(name):
                            found[id(field.storage), name] = StoredFile(field.storage, name)
    main = default_storage._wrapped if hasattr(default_storage, "_wrapped") else default_storage
    for name in below(default_storage, folder_of(village)):
        if not any(stored.name == name for stored in found.values()):
            found[id(main), name] = StoredFile(default_storage, name)
    return sorted(found.values(), key=lambda stored: stored.name)


def folder_of(village: Village) -> str:
    """Give the folder that all photos, recordings and documents of a village lie in, with a slash at the end."""
    return village_prefix(village.collection)


def below(storage: Storage, folder: str) -> Iterator[str]:
    """Give the names of all files in a folder and in those below it."""
    try:
        folders, files = storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    base = folder.rstrip("/")
    yield from (f"{base}/{name}" for name in files)
    for name in folders:
        yield from below(storage, f"{base}/{name}")


def chunks(keys: list) -> Iterator[list]:
    """Give keys in portions that fit in a query."""
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
