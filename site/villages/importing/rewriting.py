"""What stands in a row of an archive, said in the numbers, names and addresses of the new village.

Rows point at each other in many ways: by foreign keys, by links and embeds in running text, by choices in a stream's blocks, and
all of these once more inside revisions and sources of translations. What points at a row that the archive does not have points
nowhere afterwards, or is refused where it must point at something; never at a row that has that number here.
"""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from .markup import check_address, check_html
from .numbers import Numbers
from .reading import UPLOAD, ImportRefusedError

Model_ = type[models.Model]
TAG = re.compile(r"<(?:a|embed)\b[^>]*>")
# As Wagtail reads them; of two that are called the same it takes the last.
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
LINKED = {"page": "wagtailcore.Page", "image": "core.VillageImage", "document": "core.VillageDocument"}
# What a value that is none makes of the code that reads it.
UNFIT = (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError)
FOLDERS = {"fietsroutes.RoutePage": "route"}  # of uploads that do not lie in a folder called like their model
# What log entries tell by number, by the name it has there.
LOGGED = {
    **dict.fromkeys(("page", "source", "destination", "parent", "alias", "copy"), "wagtailcore.Page"),
    "revision": "wagtailcore.Revision",
    "workflow": "wagtailcore.Workflow",
    "workflow_state": "wagtailcore.WorkflowState",
    **dict.fromkeys(("task", "next"), "wagtailcore.Task"),
    "task_state": "wagtailcore.TaskState",
    "comment": "wagtailcore.Comment",
    "reply": "wagtailcore.CommentReply",
    **dict.fromkeys(("locale", "source_locale", "target_locale"), "wagtailcore.Locale"),
}


class Rewriter:
    """Rewrites values. What it is asked for with `strict` must be in the archive."""

    def __init__(self, numbers: Numbers, old_root: str, new_root: str, new_name: Callable[[str], str]) -> None:
        self.numbers = numbers
        self.keys: dict[UUID, UUID] = {}  # translation keys, and other keys that are one of a kind, that are taken here
        self.own_keys: set[UUID] = set()  # translation keys of the archive's own pages
        self.paths: dict[str, str] = {}  # of pages, by their old path
        self.addresses: dict[str, tuple[str, str]] = {}  # slug and url_path of pages, by their old path
        self._roots = (f"{old_root}/", f"{new_root}/")
        self._new_name = new_name

    def value(self, field: Any, raw: Any, *, strict: bool = True) -> Any:
        """Give the value of a field, as its model takes it.

        Raises:
            ImportRefusedError: it is no value of this field, or points outside the archive.
        """
        if raw is None:
            return None
        if field.is_relation:
            return self.number(field, raw, strict=strict)
        try:
            if isinstance(field, StreamField):
                return field.to_python(self.stream_text(field, raw))
            if isinstance(field, models.UUIDField):
                return self.key(field.to_python(raw))
            if isinstance(field, models.JSONField):
                return self.json(raw)
            if isinstance(field, models.FileField):
                return self.file(field, raw)
            if isinstance(field, models.CharField | models.TextField) and not isinstance(raw, str):
                raise ImportRefusedError(f"{field} holds {raw!r:.60}, not a text.")
            value = field.to_python(self.text(raw) if isinstance(raw, str) else raw)
            if isinstance(value, str) and field.max_length and len(value) > field.max_length:
                raise ImportRefusedError(f"{field} is too long: {value:.60}…")
            if value not in field.empty_values:
                _insist(field, value)
        except (ValidationError, *UNFIT) as error:
            raise ImportRefusedError(f"{field} can't hold {raw!r:.60}.") from error
        return value

    def number(self, field: Any, raw: Any, *, strict: bool = True) -> Any:
        """Give the number of the row that a foreign key points at."""
        target: Any = field.related_model
        if isinstance(raw, str) and isinstance(target._meta.pk, models.UUIDField):
            key = self._uuid(raw)
            new = self.key(key) if key in self.own_keys else None
        else:
            new = self.numbers.known(target, raw)
        if new is None and strict:
            raise ImportRefusedError(
                f"{field} points at a row of {target._meta.label} that is not in the archive: {raw}."
            )
        return new

    @staticmethod
    def _uuid(raw: str) -> UUID:
        try:
            return UUID(raw)
        except ValueError as error:
            raise ImportRefusedError(f"{raw:.60} is no key.") from error

    def key(self, key: UUID) -> UUID:
        """Give a translation key: the same one, unless it is taken here."""
        return self.keys.get(key, key)

    def file(self, field: Any, raw: Any) -> str:
        """Give the name of a file that a row of this model has.

        Raises:
            ImportRefusedError: an upload of this model is not called so: it would be another village's, or none.
        """
        found = UPLOAD.fullmatch(raw) if isinstance(raw, str) else None
        if found is None and raw not in ("", None):
            raise ImportRefusedError(f"{field} holds {raw!r:.60}, which is no upload of a village.")
        if found is not None and found[1] != folder_of(field.model):
            raise ImportRefusedError(f"{field} holds {raw:.60}, which is an upload of another kind.")
        return self._new_name(raw) if found is not None else ""

    def text(self, text: str) -> str:
        """Give a text with its links and embeds; the name of a file of the village is a text too."""
        if UPLOAD.fullmatch(text):
            return self._new_name(text)
        text = text.replace(*self._roots)
        return TAG.sub(lambda found: self._tag(found[0]), text) if "<" in text and "type=" in text else text

    def _tag(self, tag: str) -> str:
        attributes = dict(ATTRIBUTE.findall(tag))
        kind = attributes.get("linktype") or attributes.get("embedtype")
        if kind is None or "id" not in attributes:
            return tag
        new = self._linked(kind, attributes["id"])
        return ATTRIBUTE.sub(lambda found: f'id="{new}"' if found[1] == "id" else found[0], tag)

    def _linked(self, kind: str, number: Any) -> int:
        label, old = LINKED.get(kind), str(number)
        return (self.numbers.known(apps.get_model(label), int(old)) if label and old.isdecimal() else None) or 0

    def json(self, data: Any) -> Any:
        """Give plain data with all texts and links in it."""
        if isinstance(data, str):
            return self.text(data)
        if isinstance(data, list):
            return [self.json(item) for item in data]
        if not isinstance(data, dict):
            return data
        made = {key: self.json(item) for key, item in data.items()}
        kind = data.get("linktype") or data.get("embedtype")
        if isinstance(kind, str) and "id" in data:
            made["id"] = str(self._linked(kind, data["id"]))
        return made

    def logged(self, data: Any) -> Any:
        """Give what a log entry tells."""
        if not isinstance(data, dict):
            return self.json(data)
        made = {key: self.logged(item) for key, item in data.items()}
        for name, item in made.items():
            if isinstance(item, dict) and isinstance(item.get("id"), int):
                item["id"] = self._logged_number(name, item["id"])
            elif name.endswith("_id") and isinstance(item, int):
                made[name] = self._logged_number(name.removesuffix("_id"), item)
        return made

    def _logged_number(self, name: str, old: int) -> int | None:
        label = LOGGED.get(name)
        return self.numbers.known(apps.get_model(label), old) if label else None

    def stream_text(self, field: StreamField, raw: Any) -> str:
        """Give a stream as its field stores it."""
        data = json.loads(raw) if isinstance(raw, str) else raw
        return json.dumps(self.block(field.stream_block, data), ensure_ascii=False)

    def block(self, block: Any, value: Any) -> Any:
        """Give the raw value of a block."""
        if isinstance(block, blocks.StreamBlock) and isinstance(value, list):
            return [self._child(block.child_blocks.get(item.get("type")), item) for item in value]
        if isinstance(block, blocks.ListBlock) and isinstance(value, list):
            return [
                self._child(block.child_block, item) if block._item_is_in_block_format(item)
                else self.block(block.child_block, item)
                for item in value
            ]  # fmt: skip
        if isinstance(block, blocks.StructBlock) and isinstance(value, dict):
            return {name: self.block(block.child_blocks.get(name), item) for name, item in value.items()}
        if isinstance(block, blocks.ChooserBlock):
            return self.numbers.known(block.model_class, value)
        if isinstance(block, blocks.RichTextBlock):
            check_html(str(value), block.label)
        if isinstance(block, blocks.URLBlock) and value:
            check_address(value, block.label)
        return self.json(value)

    def _child(self, block: Any, item: dict[str, Any]) -> dict[str, Any]:
        return {**item, "value": self.block(block, item.get("value"))}

    def content(self, model: Model_, data: Any) -> dict[str, Any]:
        """Give what a revision or a source of a translation holds of a row, with its children.

        A child that is in no row any more gets no number: with its old one it would take another village's place.
        """
        if not isinstance(data, dict):
            raise ImportRefusedError(f"A revision of {model._meta.label} holds none.")
        children = {relation.get_accessor_name(): relation for relation in get_all_child_relations(model)}
        made: dict[str, Any] = {}
        for name, raw in data.items():
            if name == "pk":
                made[name] = self.numbers.known(model, raw)
            elif name in children and isinstance(raw, list):
                made[name] = [row for row in (self._child_row(children[name], item) for item in raw) if row]
            else:
                made[name] = self._content_value(model, name, raw)
        old = data.get("path")
        if issubclass(model, Page) and old in self.paths:
            made["path"] = self.paths[old]
            slug, made["url_path"] = self.addresses[old]
            if len(old) == 2 * Page.steplen:
                made["slug"] = slug
        return made

    def _child_row(self, relation: Any, data: Any) -> dict[str, Any] | None:
        model = relation.related_model
        made = self.content(model, data)
        needed = [field for field in model._meta.local_fields if field.is_relation and not field.null]
        lost = [field for field in needed if field is not relation.field and made.get(field.name, 0) is None]
        return None if lost else made

    def _content_value(self, model: Model_, name: str, raw: Any) -> Any:
        field: Any = next((field for field in model._meta.get_fields() if field.name == name), None)
        if raw is None or field is None or not hasattr(field, "attname"):
            return self.json(raw)
        if field.is_relation:
            many = field.many_to_many and isinstance(raw, list)
            found = [self.number(field, item, strict=False) for item in (raw if many else [raw])]
            return [item for item in found if item is not None] if many else found[0]
        try:
            if isinstance(field, StreamField):
                return self.stream_text(field, raw)
            if isinstance(field, models.UUIDField):
                return str(self.key(UUID(raw)))
            if isinstance(field, models.FileField):
                return self.file(field, raw)
            if isinstance(field, RichTextField):
                check_html(str(raw), field)
        except UNFIT as error:
            raise ImportRefusedError(
                f"A revision of {model._meta.label} holds in {name} what can't be there."
            ) from error
        return self.json(raw)


def folder_of(model: Model_) -> str:
    """Give the name of the folder that a model's uploads lie in, below their village's."""
    return FOLDERS.get(model._meta.label, str(model._meta.model_name))


def _insist(field: Any, value: Any) -> None:
    """Insist on what the field's form would: its choices, its validators, and HTML of the editor's.

    Raises:
        ValidationError: the value is none of the choices, or a validator does not take it.
        ImportRefusedError: it has other HTML.
    """
    if field.choices and value not in dict(field.flatchoices):
        raise ValidationError(f"{value!r:.60} is none of the choices.")
    field.run_validators(value)
    if isinstance(field, RichTextField):
        check_html(value, field)
