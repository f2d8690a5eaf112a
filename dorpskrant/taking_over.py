"""Taking over an article that a neighbouring village offers: the one place where an article's content crosses the wall.

`offers_to` and `take_over` step over the wall for the villages that this one chose as its neighbours, and read only
articles that are public there and that their editors offered. The copy is the village's own draft, with photos and recordings
in its own collection and with its source named.
"""

import datetime as dt
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model
from wagtail.rich_text import expand_db_html

from core.models import Audio, VillageDocument, VillageImage
from dorpskrant.arranging import one_at_a_time
from dorpskrant.models import ArticlePage, EditionPage
from villages.models import Village
from villages.neighbours import neighbours_of
from villages.scope import every_village
from villages.shared_pages import address_of_page, public_pages_of

MOST = 60  # offers shown
FILES: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "image": (VillageImage, ("title", "description", "credit", "focal_point_x", "focal_point_y")),
    "audio": (Audio, ("title", "type", "duration", "transcript")),
    "document": (VillageDocument, ("title",)),
}


class HereAlreadyError(Exception):
    """The edition has this article already: `page` is it."""

    def __init__(self, page: ArticlePage) -> None:
        super().__init__(page.title)
        self.page = page


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An article that a neighbour offers. `published` is the day in Europe/Brussels of its edition."""

    pk: int
    title: str
    intro: str
    url: str
    village: str
    published: dt.date


@dataclass
class _Copy:
    """What was read on the other side: plain values, and the bytes of files."""

    fields: dict[str, Any]
    body: list[dict[str, Any]]
    photo: int | None
    files: dict[tuple[str, int], tuple[dict[str, Any], ContentFile]] = field(default_factory=dict)


def offers_to(village: Village) -> list[Offer]:
    """Give what the village's neighbours offer, newest first."""
    found: list[Offer] = []
    with every_village():
        for neighbour in neighbours_of(village):
            articles = public_pages_of(ArticlePage, [neighbour]).filter(offered=True)
            for article in articles.order_by("-first_published_at")[:MOST]:
                found.append(
                    Offer(
                        pk=article.pk,
                        title=article.title,
                        intro=article.intro,
                        url=address_of_page(article, neighbour),
                        village=neighbour.name,
                        published=article.edition.publication_date,
                    )
                )
    return sorted(found, key=lambda offer: offer.published, reverse=True)[:MOST]


def take_over(village: Village, number: int, edition: EditionPage, user: Any) -> ArticlePage:
    """Make a draft in the edition of the article that a neighbour offers under this page number.

    Raises:
        ArticlePage.DoesNotExist: no neighbour offers it (any more).
        HereAlreadyError: it was taken over into this edition before.
    """
    copy = _read(village, number)
    with transaction.atomic():
        edition = one_at_a_time(edition)
        known = ArticlePage.objects.child_of(edition).filter(source_url=copy.fields["source_url"]).first()
        if known is not None:
            raise HereAlreadyError(known)
        made = {key: _store(key[0], *read, village) for key, read in copy.files.items()}
        page = ArticlePage(**copy.fields, locale=edition.locale, live=False, owner=user)
        if copy.photo is not None:
            page.photo = made[("image", copy.photo)]
        page.body = _body({key: thing.pk for key, thing in made.items()}, copy.body)
        edition.add_child(instance=page)
        page.save_revision(user=user, log_action=True)
    return page


def _read(village: Village, number: int) -> _Copy:
    with every_village():
        for neighbour in neighbours_of(village):
            article = public_pages_of(ArticlePage, [neighbour]).filter(offered=True, pk=number).first()
            if article is not None:
                break
        else:
            raise ArticlePage.DoesNotExist
        names = ("title", "rubric", "byline", "intro", "photo_alt", "photo_caption", "weight")
        fields = {name: getattr(article, name) for name in names}
        fields["photo_credit"] = article.credit
        fields["source_name"] = f"{article.edition.newspaper.title}, {neighbour.name}"[:200]
        fields["source_url"] = address_of_page(article, neighbour)
        body = [_plain(block, neighbour) for block in article.body.get_prep_value()]
        copy = _Copy(fields, body, article.photo_id)
        wanted = _chosen(body) | ({("image", article.photo_id)} if article.photo_id else set())
        for kind, key in wanted:
            _read_file(copy, kind, key, neighbour)
    return copy


def _read_file(copy: _Copy, kind: str, key: int, neighbour: Village) -> None:
    model, names = FILES[kind]
    mine = neighbour.collection.path
    thing: Any = model._default_manager.filter(pk=key, collection__path__startswith=mine).first()
    if thing is None:
        copy.photo = None if (kind, copy.photo) == ("image", key) else copy.photo
        return
    with thing.file.open("rb") as file:
        data = ContentFile(file.read(), name=str(thing.file.name).rsplit("/", 1)[-1])
    copy.files[kind, key] = ({name: getattr(thing, name) for name in names}, data)


def _store(kind: str, values: dict[str, Any], data: ContentFile, village: Village) -> Any:
    model, _ = FILES[kind]
    return model._default_manager.create(**values, file=data, collection=village.collection)


def _plain(value: Any, neighbour: Village) -> Any:
    """Give a block's stored value with whole addresses in its links, so that they lead to the other village's public pages."""
    if isinstance(value, dict):
        return {name: _plain(inner, neighbour) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, neighbour) for inner in value]
    if isinstance(value, str) and "linktype=" in value:
        html = expand_db_html(value)
        return html.replace('href="/', f'href="{neighbour.site.root_url}/')
    return value


def _chosen(value: Any) -> set[tuple[str, int]]:
    """Find the files that a body's blocks chose."""
    if isinstance(value, list):
        return {key for inner in value for key in _chosen(inner)}
    if not isinstance(value, dict):
        return set()
    here = {(name, inner) for name, inner in value.items() if name in FILES and isinstance(inner, int)}
    return here | {key for inner in value.values() for key in _chosen(inner)}


def _body(numbers: dict[tuple[str, int], int], body: list[dict[str, Any]]) -> Any:
    """Give the body with our own files in the place of theirs; what was not theirs either is left empty."""

    def swap(value: Any) -> Any:
        if isinstance(value, list):
            return [swap(inner) for inner in value]
        if not isinstance(value, dict):
            return value
        return {
            name: numbers.get((name, inner)) if name in FILES and isinstance(inner, int) else swap(inner)
            for name, inner in value.items()
        }

    return ArticlePage._meta.get_field("body").to_python(swap(deepcopy(body)))
