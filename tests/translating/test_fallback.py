"""A page that is not wholly translated says so, and each foreign piece says its language."""

import datetime as dt
import re

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.operations import translate_object

from demo.factories import agenda_of, make_article, make_edition, make_event, make_user, newspaper_of
from dorpskrant.models import ArticlePage, EditionPage
from tests.translating.spoken import in_dutch
from villages.founding import add_language

pytestmark = pytest.mark.django_db
NOTE = "Cette page n’est pas encore entièrement traduite"


def say(sent, text, french):
    segment = StringSegment.objects.get(source=sent.source, string__data=text)
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=sent.target_locale, data=french
    )


@pytest.fixture
def half(sent, django_capture_on_commit_callbacks):
    """The article live in French, with its title translated and nothing else."""
    say(sent, "De linde krijgt een bank", "Un banc pour le tilleul")
    with django_capture_on_commit_callbacks(execute=True):
        sent.save_target(publish=True)
    return ArticlePage.objects.get(translation_key=sent.source.object_id, locale=sent.target_locale)


def read(village, visit, page):
    response = visit(village).get(page.url.split("localhost", 1)[-1] if "localhost" in page.url else page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_an_untranslated_piece_says_its_language_and_the_page_that_there_are_some(village, visit, half):
    html = read(village, visit, half)
    assert '<html lang="fr" dir="ltr">' in html
    assert NOTE in html
    assert "Langue du reste : Néerlandais" in html
    assert re.search(r'<p lang="nl"[^>]*>Sinds vrijdag kun je er zitten\.</p>', html)
    assert re.search(r'<p lang="nl"[^>]*>De bank is van eik en staat aan de zonkant\.</p>', html)
    assert "Un banc pour le tilleul" in html
    assert 'lang="nl">Un banc' not in html


def test_a_translated_page_and_the_original_say_nothing(
    village, visit, article, sent, half, django_capture_on_commit_callbacks
):
    say(sent, "Sinds vrijdag kun je er zitten.", "Depuis vendredi, on peut s’y asseoir.")
    say(sent, "De bank is van eik en staat aan de zonkant.", "En chêne.")
    with django_capture_on_commit_callbacks(execute=True):
        sent.save_target(publish=True)
    html = read(village, visit, half)
    assert NOTE not in html
    assert in_dutch(html) == {"Rita Boels", "Winter 2026"}  # who wrote it, and the edition around it
    assert "nog niet helemaal vertaald" not in read(village, visit, article)


def test_the_edition_around_a_translated_article_is_shown_in_dutch_and_marked(village, visit, half):
    edition = half.get_parent().specific
    assert edition.alias_of_id
    html = read(village, visit, edition)
    assert NOTE in html
    assert re.search(r'lang="nl"[^>]*>Winter 2026<', html)
    assert "Un banc pour le tilleul" in html
    original = EditionPage.objects.get(pk=edition.alias_of_id)
    assert f'<link rel="canonical" href="{original.full_url}">' in html
    assert 'hreflang="fr"' not in html.split("</head>")[0]
    assert re.search(r'lang="nl"[^>]*>Winter 2026<', read(village, visit, newspaper_of(village, "fr")))


def test_search_engines_are_told_the_languages_and_the_default(village, visit, article, half):
    root = village.site.root_url
    for page in (article, half):
        head = read(village, visit, page).split("</head>")[0]
        assert f'<link rel="alternate" hreflang="nl" href="{root}{article.get_url()}">' in head
        assert f'<link rel="alternate" hreflang="fr" href="{root}{half.get_url()}">' in head
        assert f'<link rel="alternate" hreflang="x-default" href="{root}{article.get_url()}">' in head
        assert 'hreflang="de"' not in head
    search = visit(village).get("/zoeken/").content.decode().split("</head>")[0]
    assert "hreflang" not in search


def test_a_list_names_what_is_there_in_dutch_only(village, visit, article, half):
    make_article(article.get_parent().specific, title="Soep voor iedereen")
    html = read(village, visit, half.get_parent().specific)
    assert "Pas encore traduit, langue : Néerlandais" in html
    assert re.search(r'<a href="[^"]*soep-voor-iedereen/" lang="nl" hreflang="nl">Soep voor iedereen</a>', html)
    assert "De linde krijgt een bank" not in html
    assert "Pas encore traduit" not in read(village, visit, make_edition(village, title="Lente", slug="lente"))


def test_the_agenda_names_events_to_come_that_are_there_in_dutch_only(village, visit):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    make_event(village, title="Koffie", start_date=tomorrow)
    make_event(village, title="Voorbij", start_date=tomorrow - dt.timedelta(days=9))
    translated = make_event(village, title="Kermis", start_date=tomorrow)
    copy = translated.copy_for_translation(Locale.objects.get(language_code="fr"))
    copy.title = "Kermesse"
    copy.save_revision().publish()
    html = read(village, visit, agenda_of(village, "fr"))
    assert re.search(r'lang="nl" hreflang="nl">Koffie</a>', html)
    assert "Voorbij" not in html
    assert "Kermis" not in html
    assert "Pas encore traduit" not in read(village, visit, agenda_of(village))


def test_the_admin_and_a_village_with_one_language_are_left_alone(zavelberg, village, visit, half):
    screen = visit(village, make_user(village)).get("/admin/vertalingen/").content.decode()
    assert NOTE not in screen
    assert "lang=" in visit(zavelberg).get("/").content.decode()


def test_a_draft_sent_for_translation_is_nobodys_to_read(village, visit, article):
    translate_object(article, [Locale.objects.get(language_code="de")])
    german = ArticlePage.objects.get(translation_key=article.translation_key, locale__language_code="de")
    assert visit(village).get(german.get_url()).status_code == 404


def test_our_words_around_arabic_are_dutch_throughout_and_say_so(village, visit):
    add_language(village, "ar")
    search = visit(village).get("/ar/zoeken/?q=linde").content.decode()
    assert re.search(r'<label [^>]*lang="nl" dir="ltr">Wat zoek je in Molenkouter\?</label>', search)
    with translation.override("ar"):
        note = render_to_string("components/untranslated.html", {"language": "nl"})
    assert re.search(r'<p [^>]*lang="nl" dir="ltr">[^<]* in het Nederlands\.</p>', note)
