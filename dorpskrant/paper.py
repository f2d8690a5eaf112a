"""An edition as the press wants it: plain data, with only what may appear in the channel that asks."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

from agenda.paper import paper_agenda, paper_nearby
from core.dates import spoken_date
from core.models import VillageImage
from core.originals import original_path
from dorpskrant.models import Advert, ArticlePage, EditionPage, FamilyNotice, ShortLink
from press import document
from press.links import long_addresses
from press.richtext import blocks_from_html
from villages.models import Village

_OWN_LINK = re.compile(r'(<a\b[^>]*\bhref=")/(?!/)')
NEARBY_PRINTED = 20  # activities of the neighbours at most
COMING_DAYS = 92  # how far ahead the paper's agenda looks, from the day of publication


class Channel(StrEnum):
    """Where an edition goes."""

    PAPER = "paper"
    WEB = "web"


def edition_document(edition: EditionPage, channel: Channel, *, drafts: bool = False) -> document.Edition:
    """Give everything that the press needs for an edition.

    On paper stands what has consent for paper; in the public PDF what may be online today. `drafts` adds articles that
    are not published yet, so that the final editor sees the paper before the readers do.
    """
    begin = edition.publication_date
    home = edition.get_ancestors().get(depth=2)
    frame = newspaper_document(edition)
    language, root = frame.language, edition.get_site().root_url
    with translation.override(language):
        end = begin + dt.timedelta(days=COMING_DAYS)
        agenda, recurring = paper_agenda(home, begin, end, language)
        nearby, nearby_recurring = paper_nearby(edition.get_site().village, begin, end, language, NEARBY_PRINTED)
        made = replace(
            frame,
            foreword=edition.intro,
            articles=(
                *(article_document(article, language, root) for article in _articles(edition, drafts)),
                *_corrections(edition),
            ),
            notices=tuple(_notice(notice) for notice in _notices(edition, channel)),
            colophon=blocks_from_html(_linked(str(edition.newspaper.colophon), root), language),
            adverts=tuple(_advert(advert) for advert in edition.adverts.select_related("image")),
            contact=contact_of(edition),
            target_pages=edition.target_pages,
            agenda=agenda,
            recurring=recurring,
            nearby=nearby,
            nearby_recurring=nearby_recurring,
        )
    return replace(made, short_addresses=_short_addresses(edition, made))


def newspaper_document(edition: EditionPage) -> document.Edition:
    """Give an edition with its names, date, look and language, and nothing in it yet."""
    village = Village.objects.select_related("site").get(site=edition.get_site())
    language = edition.locale.language_code
    newspaper = edition.newspaper
    with translation.override(language):
        return document.Edition(
            title=newspaper.title,
            published_on=edition.publication_date,
            village=village.name,
            subtitle=newspaper.subtitle,
            label=edition.title,
            volume=edition.volume,
            number=edition.number,
            date_text=spoken_date(edition.publication_date),
            colour=village.look.colour,
            language=language,
            url=village.site.root_url.split("//")[-1],
            crest=_path(village.look.crest),
        )


def paper_layout(edition: EditionPage, *, a4: bool = False, **more: Any) -> document.Layout:
    """Give the layout that the editors chose for an edition; `a4` asks for an A4 one where they print a booklet."""
    size, columns = edition.paper_layout.split("-")
    if a4 and size != "a4":
        size, columns = "a4", "3"
    return document.Layout(format=cast(Any, size), columns=int(columns), **more)


def _short_addresses(edition: EditionPage, made: document.Edition) -> tuple[tuple[str, str], ...]:
    codes = ShortLink.for_urls(edition.get_site(), long_addresses(made))
    return tuple((url, f"{made.url}/k/{code}") for url, code in codes.items())


def _articles(edition: EditionPage, drafts: bool) -> Iterator[ArticlePage]:
    pages = ArticlePage.objects.child_of(edition).order_by("path").select_related("photo")
    for page in pages if drafts else pages.live():
        yield page.get_latest_revision_as_object() if drafts else page


def _corrections(edition: EditionPage) -> Iterator[document.Article]:
    """What is put right in the edition before this one, since that was printed, as a short article of its own."""
    before = EditionPage.objects.sibling_of(edition, inclusive=False).filter(
        publication_date__lte=edition.publication_date, printed__isnull=False
    )
    last = before.order_by("-publication_date", "-number").first()
    corrected = ArticlePage.objects.child_of(last).live().exclude(correction="").order_by("path") if last else ()
    items = tuple(
        document.Paragraph(
            (document.Run(f"{article.title} ({last.title}): ", style="b"), document.Run(article.correction))
        )
        for article in corrected
        if last
    )
    if items:
        yield document.Article(id="corrections", title=_("Put right"), body=items, weight="short")


def _notices(edition: EditionPage, channel: Channel) -> Any:
    notices = FamilyNotice.objects.filter(page=edition).select_related("portrait")
    return notices.on_paper() if channel is Channel.PAPER else notices.online()


def article_document(page: ArticlePage, language: str, root: str) -> document.Article:
    """Give one article as the press wants it; `root` is the address that relative links begin with."""
    return document.Article(
        id=f"a{page.pk}",
        title=page.title,
        body=tuple(_blocks(page.body, language, page, root)),
        kicker=page.get_rubric_display(),
        byline=" · ".join(filter(None, [page.byline, _source(page)])),
        intro=page.intro,
        photo=_photo(page.photo, page.photo_alt, page.photo_caption, page.credit, page.photo_columns),
        weight=cast(document.Weight, page.weight),
        pin=cast(document.Pin, page.pin),
        url=(page.full_url or "").split("//")[-1],
    )


def _source(page: ArticlePage) -> str:
    return translation.gettext("Taken over from %(source)s") % {"source": page.source_name} if page.source_name else ""


def _blocks(body: StreamValue, language: str, page: ArticlePage, root: str) -> Iterator[document.Block]:
    """Walk an article's blocks; what paper cannot hold becomes a line that says where to find it."""
    for block in body:
        value = block.value
        match block.block_type:
            case "text":
                yield from blocks_from_html(_linked(value.source, root), language)
            case "heading":
                yield document.Heading((document.Run(value),))
            case "quote":
                yield document.Quotation((document.Run(value["text"]),), value["attribution"])
            case "list":
                yield _list(value)
            case "box":
                yield document.Box(value["title"], blocks_from_html(_linked(value["text"].source, root), language))
            case "photo":
                yield from _present(_photo_block(value))
            case "gallery":
                photos = tuple(photo for item in value["photos"] for photo in _present(_photo_block(item)))
                if photos:
                    yield document.Gallery(photos)
            case "audio" if value["audio"]:
                yield document.Pointer(value["caption"] or value["audio"].title, page.full_url or "")
            case "document" if value["document"]:
                yield document.Pointer(value["label"] or value["document"].title, page.full_url or "")


def _linked(html: str, root: str) -> str:
    """Give rich text with whole addresses in its links, those to the village's own pages and files included."""
    return _OWN_LINK.sub(rf"\1{root}/", expand_db_html(html))


def _list(value: Any) -> document.ItemList:
    return document.ItemList(
        tuple(
            document.ListItem((document.Run(text),), number=number if value["ordered"] else None)
            for number, text in enumerate(value["items"], start=1)
        )
    )


def _photo_block(value: Any) -> document.Photo | None:
    image = value["image"]
    return _photo(image, value["alt"], value["caption"], value["credit"] or (image.credit if image else ""))


def _photo(image: VillageImage | None, alt: str, caption: str, credit: str, columns: int = 0) -> document.Photo | None:
    path = _path(image)
    if image is None or path is None:
        return None
    focus = image.get_focal_point()
    return document.Photo(
        path=path,
        alt=alt or caption or image.title,
        caption=caption,
        credit=credit,
        columns=columns,
        width_px=image.width,
        height_px=image.height,
        focus_x=focus.centroid_x / image.width if focus else 0.5,
        focus_y=focus.centroid_y / image.height if focus else 0.5,
    )


def _path(image: VillageImage | None) -> Path | None:
    return original_path(image.file) if image is not None and image.file else None


def _present(photo: document.Photo | None) -> Iterator[document.Photo]:
    if photo is not None:
        yield photo


def _notice(notice: FamilyNotice) -> document.Notice:
    return document.Notice(
        kind=cast(document.NoticeKind, notice.kind),
        names=notice.names,
        text=notice.text,
        date_text=spoken_date(notice.date) if notice.date else "",
        place=notice.place,
        portrait=_photo(notice.portrait, notice.names, "", ""),
    )


def _advert(advert: Advert) -> document.Advert:
    return document.Advert(
        id=f"ad{advert.pk}",
        size=cast(document.AdvertSize, advert.size),
        title=advert.title,
        text=advert.text,
        picture=_photo(advert.image, advert.image_alt, "", ""),
        page=advert.page,
    )


def contact_of(edition: EditionPage) -> document.ContactPoint | None:
    """Give the village's contact point, found by what it carries: the paper does not know the page types above it."""
    from django.apps import apps

    home = edition.get_ancestors().filter(depth=2).get()
    pages = apps.get_model("home", "InformationPage").objects.descendant_of(home).live().exclude(contact_phone="")
    page = pages.order_by("path").first()
    if page is None:
        return None
    return document.ContactPoint(
        name=page.contact_name,
        place=page.contact_place,
        hours=page.contact_hours,
        phone=page.contact_phone,
        email=page.contact_email,
    )
