"""What the final editor moves about in the flatplan: order, weight, place and photo width of articles, place of adverts.

These say how an edition is laid out, not what it says: they count at once, for the drafts of an article too, and what an
editor is still writing stays a draft.
"""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from dorpskrant.models import Advert, ArticlePage, EditionPage
from villages.models import User

LAYOUT_FIELDS = ("weight", "pin", "photo_columns")


def one_at_a_time(edition: EditionPage) -> EditionPage:
    """Give an edition as it is now, and have others who put something in it or move it wait until this transaction is over.

    Moving articles writes the places of all that come after: two at once would give two of them the same place.
    """
    return EditionPage.objects.select_for_update(no_key=True).get(pk=edition.pk)  # type: ignore[no-any-return]


def articles_of(edition: EditionPage) -> list[ArticlePage]:
    """Give all articles of an edition in their order, drafts included."""
    return list(ArticlePage.objects.child_of(edition).order_by("path").select_related("photo"))


@transaction.atomic
def set_layout(article: ArticlePage, user: User, **fields: Any) -> None:
    """Set weight, pin or photo width of an article, in what is online and in what is not online yet.

    A new lead story makes the one before a normal article.
    """
    assert set(fields) <= set(LAYOUT_FIELDS), fields
    if fields.get("weight") == ArticlePage.Weight.LEAD:
        others = ArticlePage.objects.sibling_of(article, inclusive=False).filter(weight=ArticlePage.Weight.LEAD)
        for other in others:
            _set(other, user, {"weight": ArticlePage.Weight.NORMAL})
    _set(article, user, fields)


def _set(article: ArticlePage, user: User, fields: dict[str, Any]) -> None:
    draft = article.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    # Not a change of the text: an article that is online as it was written stays so.
    draft.save_revision(user=user, changed=False, clean=False)
    ArticlePage.objects.filter(pk=article.pk).update(**fields)


@transaction.atomic
def put_article_before(edition: EditionPage, article: ArticlePage, other: ArticlePage | None, user: User) -> None:
    """Put an article before another one of its edition, or at the end."""
    articles = articles_of(edition)
    if other is not None:
        if other.pk != article.pk:
            article.move(other, "left")
    elif articles and articles[-1].pk != article.pk:
        article.move(articles[-1], "right")
    log(article, "wagtail.reorder", user=user)


def shift_article(edition: EditionPage, article: ArticlePage, steps: int, user: User) -> None:
    """Move an article so many places on (back where negative); at an end it stays."""
    row = [a for a in articles_of(edition) if a.pk != article.pk]
    here = next(n for n, a in enumerate(articles_of(edition)) if a.pk == article.pk)
    there = min(max(here + steps, 0), len(row))
    if there != here:
        put_article_before(edition, article, row[there] if there < len(row) else None, user)


@transaction.atomic
def put_advert_before(advert: Advert, other: Advert | None) -> None:
    """Put an advert before another one of its edition, or at the end."""
    row = [a for a in Advert.objects.filter(edition=advert.edition_id) if a.pk != advert.pk]
    place = next((n for n, a in enumerate(row) if other is not None and a.pk == other.pk), len(row))
    row.insert(place, advert)
    for number, one in enumerate(row):
        one.order = number
    Advert.objects.bulk_update(row, ["order"])


def shift_advert(advert: Advert, steps: int) -> None:
    """Move an advert so many places on (back where negative); at an end it stays."""
    row = list(Advert.objects.filter(edition=advert.edition_id))
    here = next(n for n, a in enumerate(row) if a.pk == advert.pk)
    row = [a for a in row if a.pk != advert.pk]
    there = min(max(here + steps, 0), len(row))
    put_advert_before(advert, row[there] if there < len(row) else None)


def set_advert_page(advert: Advert, page: int) -> None:
    """Say on which page an advert must stand: 0 where there is room, -1 the back page."""
    advert.page = page
    advert.save(update_fields=["page"])
