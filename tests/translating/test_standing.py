"""What is behind its original, and what follows by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from demo.factories import make_article, make_user
from dorpskrant.models import ArticlePage
from villages.models import VillageRole
from villages.translating.standing import standings

pytestmark = pytest.mark.django_db
SCREEN = "/admin/vertalingen/"


def standing_of(village, page, language="fr"):
    found = next(original for original in standings(village) if original.pk == page.pk)
    return next(standing for standing in found.standings if standing.language == language)


def send(page, language="fr"):
    translate_object(page, [Locale.objects.get(language_code=language)])
    return Translation.objects.get(source__object_id=page.translation_key, target_locale__language_code=language)


def say_all(translation):
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": f"FR {segment.string.data}"},
        )


@pytest.fixture
def published(article, django_capture_on_commit_callbacks):
    """The French translation of the article, live with all its words."""
    translation = send(article)
    say_all(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    return translation


def french_of(article):
    return ArticlePage.objects.get(translation_key=article.translation_key, locale__language_code="fr")


def change(article, **fields):
    page = ArticlePage.objects.get(pk=article.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_page_goes_from_not_translated_over_draft_to_up_to_date(village, article, django_capture_on_commit_callbacks):
    assert standing_of(village, article).state == "missing"
    translation = send(article)
    assert not french_of(article).live
    first = standing_of(village, article)
    assert (first.state, first.waiting) == ("behind", 3)
    say_all(translation)
    assert standing_of(village, article).state == "draft"
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert standing_of(village, article).state == "current"
    assert standing_of(village, article, "de").state == "missing"


def test_words_that_change_wait_for_a_translator_and_the_old_ones_stay(village, article, published):
    change(article, intro="Sinds zaterdag kun je er zitten.")
    now = standing_of(village, article)
    assert (now.state, now.waiting) == ("behind", 1)
    assert french_of(article).intro == "FR Sinds vrijdag kun je er zitten."


def test_what_is_no_word_follows_at_once(village, article, published, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        change(article, byline="Rita Claes")
    assert french_of(article).byline == "Rita Claes"
    assert french_of(article).title == "FR De linde krijgt een bank"
    assert standing_of(village, article).state == "current"


def test_words_that_nobody_published_do_not_go_out_with_the_original(
    village, article, published, django_capture_on_commit_callbacks
):
    title = StringTranslation.objects.get(data__startswith="FR De linde")
    title.data = "Onbesproken"
    title.save()
    with django_capture_on_commit_callbacks(execute=True):
        change(article, byline="Rita Claes")
    assert french_of(article).title == "FR De linde krijgt een bank"
    assert standing_of(village, article).state == "draft"


def test_a_copy_made_by_hand_is_behind_when_the_original_is_newer(village, article):
    copy = article.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    copy.save_revision().publish()
    assert standing_of(village, article).state == "current"
    change(article, intro="Anders.")
    assert standing_of(village, article).state == "behind"


def test_a_page_written_in_french_is_the_original_of_its_dutch_translation(village, article):
    edition = article.get_parent().specific.copy_for_translation(Locale.objects.get(language_code="fr"))
    edition.save_revision().publish()
    french = make_article(edition, title="Le banc")
    send(french, "nl")
    assert {standing.language for standing in next(o for o in standings(village) if o.pk == french.pk).standings} == {
        "nl",
        "de",
    }


def test_the_screen_leads_to_sending_and_translating_in_the_villages_own_languages(village, article, published, visit):
    change(article, intro="Anders.")
    client = visit(village, make_user(village))
    behind = client.get(SCREEN).content.decode()
    assert "1 stukje tekst te vertalen" in behind
    assert f"/admin/pages/{french_of(article).pk}/edit/" in behind
    assert "Engels" not in behind
    missing = client.get(SCREEN, {"toon": "niet", "taal": "de"}).content.decode()
    assert f"/admin/localize/submit/page/{article.pk}/" in missing
    form = client.get(f"/admin/localize/submit/page/{article.pk}/").content.decode()
    assert "Duits" in form
    assert "Engels" not in form
    assert "Vertalingen" in client.get("/admin/").content.decode()


def test_the_first_screen_counts_the_same(village, article, published, visit):
    change(article, intro="Anders.")
    home = visit(village, make_user(village, VillageRole.Role.FINAL_EDITOR)).get("/admin/").content.decode()
    assert "1 vertaling loopt achter" in home
    assert SCREEN in home


def test_whoever_may_not_translate_sees_nothing(village, visit):
    stranger = make_user(village)
    stranger.groups.clear()
    assert visit(village, stranger).get(SCREEN).status_code in (302, 403)


def test_a_village_with_one_language_is_told_so(zavelberg, visit):
    page = visit(zavelberg, make_user(zavelberg)).get(SCREEN)
    assert "één taal" in page.content.decode()


def test_the_screen_costs_the_same_for_one_page_and_for_thirty(village, article, published, visit):
    client = visit(village, make_user(village))
    client.get(SCREEN, {"toon": "alles"})

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(SCREEN, {"toon": "alles"}).status_code == 200
        return len(queries)

    first = cost()
    edition = article.get_parent()
    for number in range(30):
        make_article(edition, title=f"Artikel {number}")
    assert cost() == first
