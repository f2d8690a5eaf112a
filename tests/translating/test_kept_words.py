"""What a translation keeps of its original, and what has no translations, says on a translated page that it is Dutch."""

import datetime as dt

import pytest
from wagtail.models import Locale
from wagtail_localize.models import OverridableSegment, SegmentOverride
from wagtail_localize.operations import translate_object

from agenda.models import EventPage, OccurrenceChange
from demo.factories import (
    add_page,
    contact_page_of,
    home_of,
    make_article,
    make_audio,
    make_document,
    make_edition,
    make_event,
    make_image,
    make_notice,
    newspaper_of,
)
from dorpskrant.models import EditionPage
from home.models import InformationPage
from nieuwsbrief.letters import letter_of
from nieuwsbrief.models import Mailing
from tests.translating.spoken import in_dutch
from villages.founding import add_language
from villages.models import Village
from villages.scope import scoped

pytestmark = pytest.mark.django_db
BYLINE = "Rita Boels, met dank aan de heemkring"
TAGLINE = "Waar de molen nog draait"


def in_language(village, visit, page, code="fr"):
    """Give the page in a language, sent for translation and published, as a visitor gets it."""
    translate_object(page, [Locale.objects.get(language_code=code)])
    translated = type(page).objects.get(translation_key=page.translation_key, locale__language_code=code)
    translated.alias_of = None
    translated.save_revision().publish()
    return read(village, visit, translated)


def read(village, visit, page):
    response = visit(village).get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def test_a_byline_is_dutch_until_a_translator_puts_another_in_its_place(village, visit):
    article = make_article(make_edition(village), byline=BYLINE)
    assert BYLINE in in_dutch(in_language(village, visit, article))
    assert BYLINE in in_dutch(read(village, visit, home_of(village, "fr")))
    assert "lang=" not in read(village, visit, article).split('class="reading__byline"')[0].rpartition("<p")[2]

    segment = OverridableSegment.objects.get(data_json=f'"{BYLINE}"')
    french = "Rita Boels, avec l’aide du cercle d’histoire"
    SegmentOverride.objects.create(
        locale=Locale.objects.get(language_code="fr"), context=segment.context, data_json=f'"{french}"'
    )
    segment.source.translations.get().save_target()
    html = in_language(village, visit, article)
    assert french in html
    assert not {french, BYLINE} & in_dutch(html)


def test_who_said_it_and_who_made_the_photo_are_dutch_and_what_lies_in_the_library_too(village, visit):
    photo = make_image(village, title="Koe", credit="Foto: de broer van Jan")
    own = {"image": photo, "alt": "Une vache", "caption": "Une vache.", "credit": "tekst en foto's: Jan"}
    body = [
        ("quote", {"text": "Oui.", "attribution": "Godelieve, al 81"}),
        ("photo", own),
        (
            "audio",
            {
                "audio": make_audio(village, title="Het lied van de molen", transcript="Eerste.\n\nTweede."),
                "caption": "",
            },
        ),
        ("document", {"document": make_document(village, title="Formulier voor het feest"), "label": ""}),
    ]
    article = make_article(make_edition(village), photo=photo, photo_alt="Une vache", body=body)
    found = in_dutch(in_language(village, visit, article))
    assert {"Foto: de broer van Jan", "tekst en foto's: Jan", "Godelieve, al 81"} <= found
    assert {"Het lied van de molen", "Eerste. Tweede.", "Formulier voor het feest"} <= found


def test_an_event_shows_the_words_of_the_library_and_a_note_in_dutch(village, visit):
    photo = make_image(village, title="Taart", description="Een taart met kersen", credit="Foto: Jan van hiernaast")
    event = make_event(village, photo=photo, address="Zaal achter de kerk", contact_name="Rita van de bakker")
    event.changes = [OccurrenceChange(day=event.start_date, status="cancelled", note="De zaal is bezet")]
    event.save_revision().publish()
    event = EventPage.objects.get(pk=event.pk)
    said = {"Een taart met kersen", "Foto: Jan van hiernaast", "Zaal achter de kerk", "Rita van de bakker"}
    assert said <= in_dutch(in_language(village, visit, event))
    add_language(village, "ar")
    with scoped(Village.objects.get(pk=village.pk).scope()):
        assert {*said, "De zaal is bezet"} <= in_dutch(in_language(village, visit, event, "ar"), "ltr")


def test_a_number_and_an_address_are_nobodys_language(village, visit):
    page = add_page(
        contact_page_of(village),
        InformationPage(
            title="Huis", contact_name="Rita", contact_phone="0470 00 00 12", contact_email="rita@example.be",
            contact_hours="dinsdag van 9 tot 12 uur",
        ),
    )  # fmt: skip
    found = in_dutch(in_language(village, visit, page))
    assert {"Rita", "dinsdag van 9 tot 12 uur"} <= found
    assert not {"0470 00 00 12", "rita@example.be"} & found


def test_what_a_village_says_of_itself_is_in_its_first_language(village, visit):
    village.look.tagline = TAGLINE
    village.look.save()
    assert TAGLINE in in_dutch(read(village, visit, home_of(village, "fr")))
    assert TAGLINE in in_dutch(visit(village).get("/fr/nergens/").content.decode())
    assert f'<p class="masthead__tagline">{TAGLINE}</p>' in read(village, visit, home_of(village))


def test_an_edition_that_mirrors_its_original_is_dutch_wherever_it_is_named(village, visit):
    edition = make_edition(village, intro="Beste lezer, de linde is kaal.")
    make_notice(edition, names="Staf en Warre Claes", place="thuis, onder de linde", text="Een tweeling!")
    in_language(village, visit, make_article(EditionPage.objects.get(pk=edition.pk)))
    mirror = EditionPage.objects.get(alias_of=edition.pk, locale__language_code="fr")
    said = {"Staf en Warre Claes", "thuis, onder de linde", "Een tweeling!", "Winter 2026"}
    assert {*said, "Beste lezer, de linde is kaal."} <= in_dutch(read(village, visit, mirror))
    assert {*said} <= in_dutch(read(village, visit, home_of(village, "fr")))
    assert {"Winter 2026", "Beste lezer, de linde is kaal."} <= in_dutch(
        read(village, visit, newspaper_of(village, "fr"))
    )
    found = in_dutch(visit(village).get("/fr/zoeken/?q=tweeling").content.decode())
    assert {"Staf en Warre Claes", "Een tweeling!"} <= found


def test_a_letter_says_of_dutch_words_that_they_are(village, visit):
    edition = make_edition(village, intro="Beste lezer, de linde is kaal.")
    make_notice(edition, names="Staf en Warre Claes", place="onder de linde", text="Een tweeling!", consent_email=True)
    make_article(EditionPage.objects.get(pk=edition.pk), title="De linde krijgt een bank", intro="Van eik.")
    make_event(village, start_date=dt.date(2030, 3, 2))
    mailing = Mailing(site=village.site, edition=edition, kind=Mailing.Kind.EDITION, language="fr")
    found = in_dutch(letter_of(mailing, village).html)
    assert {"De linde krijgt een bank", "Van eik.", "Beste lezer, de linde is kaal.", "Winter 2026"} <= found
    assert {"Staf en Warre Claes", "onder de linde", "Een tweeling!"} <= found
    mailing.language = "nl"
    assert 'lang="nl"' not in letter_of(mailing, village).html.partition(">")[2].partition("<body>")[2]
