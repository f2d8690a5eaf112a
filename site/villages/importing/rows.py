"""The rows of an archive, made anew: each with its new number, whatever they hold said in the new village's terms."""

import json
import secrets
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from wagtail.models import Page

from villages.exporting import SECRET, SHARED_WORDS
from villages.models import User

from .markup import check_attributes, check_html
from .places import Branches
from .reading import ArchiveReader, ImportRefusedError
from .rewriting import Model_, Rewriter
from .translations import Overrides, context_path

# Made anew from the others, made by founding, given by who imports, or about doors: not taken from the archive.
NOT_CARRIED = {
    "agenda.Occurrence",
    "home.SearchEntry",
    "core.VillageRendition",
    "wagtailimages.Rendition",
    "wagtailcore.Site",
    "wagtailcore.Locale",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.GroupCollectionPermission",
    "wagtailcore.GroupSitePermission",
    "wagtailusers.UserProfile",
    "taggit.Tag",
    "villages.Village",
    "villages.VillageHost",
    "villages.Neighbour",
    "villages.Invitation",
    "ingezonden.NetworkCount",
    *SHARED_WORDS,
}
CHUNK = 500
LOGS = {"wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry"}
OVERRIDES = {"wagtail_localize.OverridableSegment", "wagtail_localize.SegmentOverride"}


def columns(model: Model_) -> list[Any]:
    """Give the fields that a row of a model has in the archive, besides its number."""
    fields: list[Any] = list(model._meta.local_fields)
    return [field for field in fields if not field.primary_key and field.serialize]


def many_to_many(model: Model_) -> list[Any]:
    """Give the fields whose pairs stand in the archive with the row."""
    found: list[Any] = list(model._meta.local_many_to_many)
    return [field for field in found if field.remote_field.through._meta.auto_created]


class Rows:
    """Makes the rows of a model, and writes them.

    Args:
        reader: the archive.
        rewriter: what knows the new numbers.
        trees: the branches of pages and of collections.
        types: the models that the archive's numbers of content types mean.
    """

    def __init__(
        self,
        reader: ArchiveReader,
        rewriter: Rewriter,
        trees: dict[Any, Branches],
        types: dict[Any, Model_],
    ) -> None:
        self._reader, self._rewriter, self._trees, self._types = reader, rewriter, trees, types
        self._overrides = Overrides(reader, types.get)

    def write(self, model: Model_) -> int:
        """Write all rows of a model, and the pairs of its many-to-many fields; gives how many rows there were.

        Raises:
            ImportRefusedError: a row holds what can't be there, or points outside the archive.
        """
        fields = model._meta.local_concrete_fields
        pairs: dict[Any, list[Any]] = {field: [] for field in many_to_many(model)}
        written = 0
        # One table at a time, as fixtures are loaded: without signals, which would find half a village.
        into: Any = model._base_manager.get_queryset()
        for rows in _chunks(self._made(model, pairs)):
            into._insert(rows, fields=fields, raw=True, using=None)
            written += len(rows)
        for field, rows in pairs.items():
            field.remote_field.through._base_manager.bulk_create(rows, batch_size=CHUNK)
        return written

    def _made(self, model: Model_, pairs: dict[Any, list[Any]]) -> Iterator[models.Model]:
        for old, fields in self._reader.rows(model):
            values = self._values(model, fields)
            self._set_straight(model, old, fields, values)
            pk = self._rewriter.numbers.known(model, old)
            if isinstance(model._meta.pk, models.UUIDField):
                pk = self._rewriter.value(model._meta.pk, old)  # a page's: see `keys_of_pages`
            if pk is None:
                raise ImportRefusedError(f"Row {old!r:.40} of {model._meta.label} belongs to no row of the archive.")
            row = model(**{model._meta.pk.attname: pk, **values})
            for field, rows in pairs.items():
                rows += self._pairs(field, pk, fields.get(field.name, []))
            yield row

    def _values(self, model: Model_, fields: dict[str, Any]) -> dict[str, Any]:
        expected = {field.name: field for field in columns(model)}
        if model is not User:  # of somebody without a role here the archive has the names only
            told = {*expected} - SECRET
            if missing := told - {*fields}:
                raise ImportRefusedError(f"A row of {model._meta.label} lacks {', '.join(sorted(missing))}.")
        if strange := {*fields} - {*expected} - {field.name for field in many_to_many(model)}:
            raise ImportRefusedError(f"A row of {model._meta.label} has {', '.join(sorted(strange))}.")
        values = {}
        for name, field in expected.items():
            if name not in fields:
                values[field.attname] = field.get_default()
            elif name not in self._by_hand(model):
                values[field.attname] = self._rewriter.value(field, fields[name])
        return values

    def _by_hand(self, model: Model_) -> set[str]:
        label = model._meta.label
        if label in LOGS:
            return {"data"} | ({"object_id"} if label.endswith("ModelLogEntry") else set())
        if label in OVERRIDES:
            return {"data_json"}
        return {
            "wagtailcore.Revision": {"object_id", "content"},
            "wagtailcore.WorkflowState": {"object_id"},
            "taggit.TaggedItem": {"object_id"},
            "wagtail_localize.TranslationContext": {"path", "path_id"},
            "wagtail_localize.TranslationSource": {"content_json"},
            "wagtail_localize.StringSegment": {"attrs"},
        }.get(label, set())

    def _set_straight(self, model: Model_, old: Any, fields: dict[str, Any], values: dict[str, Any]) -> None:
        """Put in what isn't rewritten field by field."""
        rewriter, by_hand = self._rewriter, self._by_hand(model)
        kind = self._types.get(fields.get("content_type"))
        base = self._types.get(fields.get("base_content_type"))
        if base is not None and (kind is None or base is not base_of(kind)):  # whose it is goes by the base
            raise ImportRefusedError(f"A row of {model._meta.label} is about two things.")
        if "object_id" in by_hand:
            values["object_id"] = self._thing(model, kind, fields["object_id"])
        if "content" in by_hand:
            if kind is None:
                raise ImportRefusedError("A revision is of nothing that this instance knows.")
            values["content"] = rewriter.content(kind, fields["content"])
        if "data" in by_hand:
            values["data"] = rewriter.logged(fields["data"])
        if "data_json" in by_hand:
            values["data_json"] = self._overrides.value(rewriter, fields["context"], fields["data_json"])
        if "path_id" in by_hand:
            values["path"], values["path_id"] = context_path(rewriter, str(fields["path"]))
        if "content_json" in by_hand:
            source = self._types.get(fields["specific_content_type"])
            if source is None:
                raise ImportRefusedError("A translation is of nothing that this instance knows.")
            values["content_json"] = json.dumps(
                rewriter.content(source, _json(fields["content_json"])), ensure_ascii=False
            )
        if "attrs" in by_hand and fields["attrs"]:
            attributes = _json(fields["attrs"])
            if attributes is not None:
                check_attributes(attributes, model._meta.label)
            values["attrs"] = json.dumps(rewriter.json(attributes), ensure_ascii=False)
        if model._meta.label == "wagtail_localize.StringTranslation":
            check_html(values["data"], model._meta.label)
        if model in self._trees:
            values |= self._trees[model].placed(fields)
        if model is Page:
            values["slug"], values["url_path"] = rewriter.addresses[fields["path"]]
        if model is User:
            self._person(old, fields, values)
        if model is Group:  # the roles give it its name and its rights
            values["name"] = f"import {rewriter.numbers.known(Group, old)}"
        if model._meta.label == "nieuwsbrief.Mailing":  # what was under way goes out where it began
            values["finished_at"] = values["finished_at"] or timezone.now()
        if model._meta.label == "nieuwsbrief.Subscriber" and model._base_manager.filter(token=values["token"]).exists():
            values["token"] = model._meta.get_field("token").get_default()  # type: ignore[union-attr]
        if (
            "password" in values and model is not User
        ):  # a page's: not in the archive, so nobody gets in until it has another
            values["password"] = secrets.token_urlsafe()

    def _thing(self, model: Model_, kind: Model_ | None, raw: Any) -> Any:
        """Give what a row is about, by type and number."""
        number = int(raw) if isinstance(raw, str) and raw.isdecimal() else raw
        new = self._rewriter.numbers.known(kind, number) if kind is not None else None
        if new is None:
            raise ImportRefusedError(
                f"A row of {model._meta.label} is about a row that is not in the archive: {raw!r:.40}."
            )
        return str(new) if isinstance(raw, str) else new

    def _person(self, old: Any, fields: dict[str, Any], values: dict[str, Any]) -> None:
        """Nobody comes with rights of her own, and nobody with a password that an archive could know."""
        number = self._rewriter.numbers.known(User, old)
        wanted = fields.get("username") or f"vertrokken-{number}"
        taken = User._base_manager.filter(username=wanted).exists()
        values["username"] = f"{wanted[:130]}-{number}" if taken else wanted
        values["password"] = make_password(secrets.token_urlsafe(30))
        values |= {"is_superuser": False, "is_staff": False, "last_login": None}
        if "username" not in fields:  # the name behind something written, like somebody who left
            values |= {"is_active": False, "left_on": timezone.localdate(), "email": ""}

    def _pairs(self, field: Any, pk: Any, olds: Any) -> list[models.Model]:
        if field.name in ("user_permissions", "permissions"):
            return []
        through = field.remote_field.through
        if not isinstance(olds, list):
            raise ImportRefusedError(f"{field} holds {olds!r:.40}.")
        near, far = field.m2m_column_name(), field.m2m_reverse_name()
        return [through(**{near: pk, far: self._rewriter.number(field, old)}) for old in olds]


def base_of(kind: Model_) -> Model_:
    """Give the model that Wagtail keeps as the base of a thing with revisions: the first that it descends from."""
    parents = kind._meta.get_parent_list()
    return parents[-1] if parents else kind


def _json(raw: Any) -> Any:
    try:
        return json.loads(raw)
    except (TypeError, ValueError, RecursionError) as error:
        raise ImportRefusedError(f"{raw!r:.60} can't be read.") from error


def _chunks(rows: Iterator[models.Model]) -> Iterator[list[models.Model]]:
    some: list[models.Model] = []
    for row in rows:
        some.append(row)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some


def carried(reader: ArchiveReader) -> list[Model_]:
    """Give the models whose rows are carried over."""
    return [model for model in reader.models() if model._meta.label not in NOT_CARRIED]
