"""What a new village takes over from one that exists: how things are arranged, and words in which nobody is named.

A page type or a village's settings say in `carried_over` which of their texts and streams a new village may begin with. What is
only a choice, a number or a yes-or-no goes along from section pages by itself. Text goes along if it can't be about a person:
no e-mail address, no telephone number, no name of anybody the other village knows, and no capital inside a sentence but that of
the village itself, whose name is replaced by the new one's. Pictures, recordings, documents and links to pages never go along.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.html import strip_tags
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.fields import StreamField
from wagtail.models import Page

from .models import Village
from .scope import owner_of, scoped

NAME_FIELDS = {"agreed_by", "author", "contact_name", "first_name", "last_name", "made_by", "names", "credit"}
PARTICLES = {
    "aan",
    "de",
    "den",
    "der",
    "d'",
    "en",
    "het",
    "in",
    "la",
    "le",
    "op",
    "te",
    "ten",
    "ter",
    "van",
    "von",
    "’t",
}
CONTACT = re.compile(r"\S@\S|(?:\+|\b0)\d(?:[\s./-]?\d){6,}|https?://|\bwww\.")
WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
CAPITAL_INSIDE = re.compile(r"(?<=[^\s.!?…:>“\"(])[,;]?\s+(?:[“\"(‘])?([A-ZÀ-Ý][\w’'-]*)")
CHOICES = (models.BooleanField, models.IntegerField, models.DecimalField, models.FloatField)


class Carrier:
    """Carries from one village to another; only field by field, and only what may go along."""

    def __init__(self, source: Village, target: Village) -> None:
        self.source, self.target = source, target
        self._people = set(names_of_people(source)) - set(WORD.findall(source.name))

    def text(self, text: str) -> str:
        """Give a text as the new village may have it; empty where it may not."""
        plain = strip_tags(re.sub(r"<(?:/p|br|/li|/h\d)[^>]*>", ". ", text))
        renamed = plain.replace(self.source.name, self.target.name)
        if "<embed" in text or "<a " in text or CONTACT.search(plain) or self._names_somebody(renamed):
            return ""
        return text.replace(self.source.name, self.target.name)

    def _names_somebody(self, plain: str) -> bool:
        own = set(WORD.findall(self.target.name))
        inside = {word for word in CAPITAL_INSIDE.findall(plain) if word not in own}
        return bool(inside) or bool((set(WORD.findall(plain)) - own) & self._people)

    def stream(self, field: StreamField, value: Any) -> list[Any]:
        """Give the blocks of a stream that may go along, as raw data: none with a reference, none that may name somebody,
        none whose kind says that it is of one village only (`carried_over = False`)."""
        kept = []
        for block, raw in zip(value, value.raw_data, strict=True):
            if not getattr(block.block, "carried_over", True) or list(block.block.extract_references(block.value)):
                continue
            if all(self.text(text) for text in _texts(raw["value"]) if text.strip()):
                kept.append({"type": raw["type"], "value": self._renamed(raw["value"])})
        return kept

    def _renamed(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.replace(self.source.name, self.target.name)
        if isinstance(value, dict):
            return {key: self._renamed(item) for key, item in value.items() if key != "id"}
        return [self._renamed(item) for item in value] if isinstance(value, list) else value

    def fields(self, source: models.Model, target: models.Model, *, choices: bool = True) -> None:
        """Fill the target's fields from the source's; the caller saves it."""
        wanted = getattr(source, "carried_over", ())
        for field in source._meta.local_fields:
            value = getattr(source, field.attname)
            if field.primary_key or field.is_relation or value is None:
                continue
            if isinstance(field, StreamField):
                if field.name in wanted:
                    setattr(target, field.name, field.to_python(self.stream(field, value)))
            elif field.name in wanted and isinstance(value, str):
                setattr(target, field.name, self.text(value))
            elif choices and field.editable and (isinstance(field, CHOICES) or field.choices):
                setattr(target, field.name, value)

    def settings(self) -> None:
        """Carry what the villages' settings say may go along."""
        model: Any
        for model in apps.get_models():
            if issubclass(model, BaseSiteSetting) and hasattr(model, "carried_over"):
                target = model.for_site(self.target.site)
                self.fields(model.for_site(self.source.site), target, choices=False)
                target.save()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in {"id", "type"}:
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def names_of_people(village: Village) -> Iterable[str]:
    """Give every word that is part of the name of somebody a village knows, from all fields that hold names."""
    with scoped(village.scope()):
        for model in apps.get_models():
            wanted = {field.name for field in model._meta.local_fields} & NAME_FIELDS
            if not wanted or owner_of(model) is None:
                continue
            for row in model._default_manager.order_by().values_list(*wanted):
                for word in WORD.findall(" ".join(str(value) for value in row if value)):
                    if word.lower() not in PARTICLES:
                        yield word


def same_arrangement(source: Page, target: Page) -> None:
    """Put the pages below `target` in the order of those below `source`, by slug; others stay behind them."""
    below = {page.slug: page for page in target.get_children()}
    for slug in source.get_children().order_by("path").values_list("slug", flat=True):
        if slug in below:
            below[slug].refresh_from_db()
            target.refresh_from_db()
            below[slug].move(target, pos="last-child")
