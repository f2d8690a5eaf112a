"""What a village offers, its neighbours may take over: nothing else crosses, and the source stands with it."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from core.models import VillageImage
from demo.factories import home_of, make_article, make_audio, make_edition, make_image, make_user
from dorpskrant.models import ArticlePage
from dorpskrant.taking_over import HereAlreadyError, offers_to, take_over
from villages.models import Neighbour, VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(lindehoek, zavelberg):
    """An article that Lindehoek offers, with photos, a recording and a link; Zavelberg calls Lindehoek its neighbour."""
    Neighbour.objects.create(village=zavelberg, neighbour=lindehoek)
    photo, second = make_image(lindehoek, "De bank", credit="Rita"), make_image(lindehoek, "Nog een")
    link = f'<p>Kijk in <a linktype="page" id="{home_of(lindehoek).pk}">het dorp</a>.</p>'
    return make_article(
        make_edition(lindehoek),
        offered=True,
        photo=photo,
        photo_alt="Een bank",
        byline="Jos",
        body=[
            ("text", link),
            ("photo", {"image": second, "alt": "Nog een", "caption": "", "credit": ""}),
            ("audio", {"audio": make_audio(lindehoek, transcript="Dag"), "caption": "Jos vertelt"}),
        ],
    )


def offers(village):
    with scoped(village.scope()):
        return offers_to(village)


def test_a_neighbour_sees_what_is_offered_and_where_it_stands(offered, zavelberg):
    (offer,) = offers(zavelberg)
    assert (offer.title, offer.village) == ("De linde krijgt een bank", "Lindehoek")
    assert offer.url == "http://lindehoek.localhost/dorpskrant/winter-2026/de-linde-krijgt-een-bank/"


def test_who_did_not_choose_the_village_sees_nothing(offered, lindehoek, zavelberg):
    Neighbour.objects.all().delete()
    assert offers(zavelberg) == []
    with scoped(zavelberg.scope()), pytest.raises(ArticlePage.DoesNotExist):
        take_over(zavelberg, offered.pk, make_edition(zavelberg), None)


@pytest.mark.parametrize("change", ["not offered", "draft", "expired", "private", "private above"])
def test_what_is_not_public_or_not_offered_is_never_seen(offered, zavelberg, change):
    if change == "not offered":
        ArticlePage.objects.filter(pk=offered.pk).update(offered=False)
    elif change == "draft":
        ArticlePage.objects.filter(pk=offered.pk).update(live=False)
    elif change == "expired":
        ArticlePage.objects.filter(pk=offered.pk).update(expire_at="2026-01-01T00:00Z")
    else:
        page = offered if change == "private" else offered.get_parent()
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert offers(zavelberg) == []
    with scoped(zavelberg.scope()), pytest.raises(ArticlePage.DoesNotExist):
        take_over(zavelberg, offered.pk, make_edition(zavelberg), None)


def test_the_copy_is_the_villages_own_with_its_source_named(offered, lindehoek, zavelberg, visit):
    editor = make_user(zavelberg, VillageRole.Role.FINAL_EDITOR)
    edition = make_edition(zavelberg, title="Lente")
    response = visit(zavelberg, editor).post(reverse("article_offers", args=[edition.pk]), {"article": offered.pk})
    assert response.status_code == 302
    with scoped(zavelberg.scope()):
        page = ArticlePage.objects.child_of(edition).get()
        assert not page.live and page.owner == editor
        assert page.source_name == "Lindebode, Lindehoek" or page.source_name.endswith(", Lindehoek")
        assert page.source_url == "http://lindehoek.localhost/dorpskrant/winter-2026/de-linde-krijgt-een-bank/"
        assert (page.byline, page.photo_alt, page.credit) == ("Jos", "Een bank", "Rita")
        text, photo, audio = page.body
        assert 'href="http://lindehoek.localhost/"' in text.value.source
        assert photo.value["image"].collection == zavelberg.collection
        assert audio.value["audio"].transcript == "Dag"
        assert VillageImage.objects.count() == 2
    assert page.photo.file.name != offered.photo.file.name
    page.save_revision().publish()
    shown = visit(zavelberg).get(page.get_url_parts()[2]).content.decode()
    assert page.source_url in shown
    assert "Overgenomen" in shown


def test_taking_over_beside_an_article_of_the_same_name_gives_another_address(offered, zavelberg):
    edition = make_edition(zavelberg)
    own = make_article(edition, title=offered.title, slug=offered.slug)
    with scoped(zavelberg.scope()):
        page = take_over(zavelberg, offered.pk, edition, None)
        assert page.slug != own.slug
        with pytest.raises(HereAlreadyError) as known:  # a second press
            take_over(zavelberg, offered.pk, edition, None)
    assert known.value.page == page


def test_the_screen_lists_the_offers_and_says_when_one_is_gone(offered, zavelberg, visit):
    editor = visit(zavelberg, make_user(zavelberg))
    screen = reverse("article_offers", args=[make_edition(zavelberg).pk])
    assert "De linde krijgt een bank" in editor.get(screen).content.decode()
    for wrong in ("", "x", "999999", str(home_of(zavelberg).pk)):
        answer = editor.post(screen, {"article": wrong}, follow=True).content.decode()
        assert "niet meer aangeboden" in answer


def test_the_source_stands_on_paper(offered, zavelberg):
    from dorpskrant.paper import article_document

    with scoped(zavelberg.scope()):
        page = take_over(zavelberg, offered.pk, make_edition(zavelberg), None)
        assert "Overgenomen uit" in article_document(page, "nl", "http://zavelberg.localhost").byline
