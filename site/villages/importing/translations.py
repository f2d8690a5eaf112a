"""Rewriting what wagtail-localize keeps beside the pages: sources, contexts, texts that all villages share, and overrides."""

import json
import re
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import String, Template, TranslationContext

from .markup import check_address, check_html
from .numbers import Numbers
from .reading import ArchiveReader, ImportRefusedError
from .rewriting import Model_, Rewriter

PLACE = re.compile(r"<text\b")
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def share_words(reader: ArchiveReader, numbers: Numbers, rewriter: Rewriter) -> None:
    """Find or make the texts and templates that translations are made of: there is one of each for all villages."""
    for old, fields in reader.rows(String):
        data = fields.get("data")
        locale = rewriter.value(String._meta.get_field("locale"), fields.get("locale"))
        if not isinstance(data, str):
            raise ImportRefusedError("A text of a translation is none.")
        check_html(data, "A text of a translation")
        found = String.objects.get_or_create(
            locale_id=locale, data_hash=String._get_data_hash(data), defaults={"data": data}
        )[0]
        numbers.put(String, old, found.pk)
    for old, fields in reader.rows(Template):
        template, kind, count = fields.get("template"), fields.get("template_format"), fields.get("string_count")
        # All villages that have such a text use the same row: what it says of itself must be true.
        if not isinstance(template, str) or kind != "html" or count != len(PLACE.findall(template)):
            raise ImportRefusedError("A template of a translation is none.")
        check_html(template, "A template of a translation")
        template = rewriter.text(template)
        known = Template.objects.get_or_create(
            uuid=uuid5(uuid5(Template.BASE_UUID_NAMESPACE, kind), template),
            defaults={"template": template, "template_format": kind, "string_count": count},
        )[0]
        numbers.put(Template, old, known.pk)


def context_path(rewriter: Rewriter, path: str) -> tuple[str, UUID]:
    """Give the path of a context, which names children by their translation keys, and the hash that it is found by."""
    new = KEY.sub(lambda found: str(rewriter.key(UUID(found[0]))), path)
    return new, TranslationContext._get_path_id(new)


class Overrides:
    """Knows what the value of an overridable segment is a number of: its path leads there, through the source's content.

    What kind of page it is about say the pages themselves. A number of which neither tells what it counts is dropped: it might be
    the number that something of another village has here.
    """

    def __init__(self, reader: ArchiveReader, types: Any) -> None:
        from wagtail_localize.models import TranslationSource

        self._paths = {pk: (fields.get("path"), fields.get("object")) for pk, fields in reader.rows(TranslationContext)}
        self._kinds = {
            fields.get("translation_key"): types(fields.get("content_type")) for _pk, fields in reader.rows(Page)
        }
        self._contents: dict[Any, list[dict[str, Any]]] = {}
        for _pk, fields in reader.rows(TranslationSource):
            content = _loaded(fields.get("content_json"))
            if isinstance(content, dict):
                self._contents.setdefault(fields.get("object"), []).append(content)

    def value(self, rewriter: Rewriter, context: Any, raw: Any) -> str:
        """Give the JSON of a segment's value."""
        value = _loaded(raw)
        path, thing = self._paths.get(context, ("", None))
        model = self._kinds.get(thing)
        if isinstance(value, int) and not isinstance(value, bool):
            steps = str(path).split(".")
            contents = (*self._contents.get(thing, []), {})
            targets = [_target(model, content, steps) for content in contents] if model is not None else []
            if target := next((target for target in targets if target is not None), None):
                return json.dumps(rewriter.numbers.known(target, value))
            if model is None or not _counts(model, steps):
                return "null"
        if isinstance(value, str) and "'" in str(path):  # the path of a link ends in its address, within quotes
            check_address(value, "A translated link")
        return json.dumps(rewriter.json(value), ensure_ascii=False)


def _loaded(raw: Any) -> Any:
    try:
        return json.loads(raw)
    except (TypeError, ValueError, RecursionError) as error:
        raise ImportRefusedError(f"A translation holds {raw!r:.60}, which can't be read.") from error


def _target(model: Model_, content: dict[str, Any], path: list[str]) -> Model_ | None:
    try:
        field: Any = model._meta.get_field(path[0])
    except FieldDoesNotExist:
        return None
    if isinstance(field, models.ForeignKey):
        found: Any = field.related_model
        return found
    if field.one_to_many and len(path) > 2:
        rows = content.get(path[0])
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and row.get("translation_key") == path[1]:
                return _target(field.related_model, row, path[2:])
        return _target(field.related_model, {}, path[2:])
    if isinstance(field, StreamField) and isinstance(content.get(path[0]), str):
        return _chosen(field.stream_block, _loaded(content[path[0]]), path[1:])
    return None


def _counts(model: Model_, path: list[str]) -> bool:
    """Say whether a path leads to a field that holds a number of something, and not the number of a row."""
    try:
        field: Any = model._meta.get_field(path[0])
    except FieldDoesNotExist:
        return False
    if field.one_to_many and len(path) > 2:
        return _counts(field.related_model, path[2:])
    return len(path) == 1 and isinstance(field, models.IntegerField | models.FloatField | models.DecimalField)


def _chosen(block: Any, value: Any, path: list[str]) -> Model_ | None:
    if isinstance(block, blocks.ChooserBlock):
        found: Any = block.model_class
        return found
    if not path:
        return None
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        for item in value if isinstance(value, list) else []:
            if isinstance(item, dict) and item.get("id") == path[0]:
                child = (
                    block.child_blocks.get(item.get("type"))
                    if isinstance(block, blocks.StreamBlock)
                    else block.child_block
                )
                return _chosen(child, item.get("value"), path[1:])
    if isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        return _chosen(block.child_blocks.get(path[0]), value.get(path[0]), path[1:])
    return None
