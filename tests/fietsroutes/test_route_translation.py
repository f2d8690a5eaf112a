from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from demo.factories import make_audio, make_user, make_village
from fietsroutes.models import RoutePage
from villages.models import VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db


def test_a_translated_route_has_the_line_and_its_stops_and_asks_for_the_words(make_route):
    village = make_village("Molenkouter", languages=["nl", "fr"])
    with scoped(village.scope()):
        page = make_route(village, stops=2, intro="Zes verhalen")
        translate_object(page, [Locale.objects.get(language_code="fr")])
        french = RoutePage.objects.get(translation_key=page.translation_key, locale__language_code="fr")
        texts = set(
            StringSegment.objects.filter(source=TranslationSource.objects.get_for_instance(page)).values_list(
                "string__data", flat=True
            )
        )
    assert (french.gpx.name, french.distance_metres, french.line) == (page.gpx.name, page.distance_metres, page.line)
    assert [stop.at_metres for stop in french.ordered_stops] == [300, 600]
    assert {"Zes verhalen", "Halte 1", "Hier stond de brug van Molenkouter.", "Hoeveel eenden zie je?"} <= texts
    assert not texts & {"12, 34, 56", page.gpx.name}


@pytest.fixture
def in_two_languages(make_route):
    """A village with a route of one stop, and its translation, live and with nothing translated yet."""
    village = make_village("Molenkouter", languages=["nl", "fr"])
    with scoped(village.scope()):
        page = make_route(village, stops=1)
        translate_object(page, [Locale.objects.get(language_code="fr")])
        french = RoutePage.objects.get(translation_key=page.translation_key, locale__language_code="fr")
        french.save_revision().publish()
    return village, page, french


def test_a_stop_without_a_translation_says_its_language_in_riding_mode_too(visit, in_two_languages):
    village, page, french = in_two_languages
    name = '<span{} class="ride__name">Halte 1</span>'
    ride = {
        of: visit(village).get(f"{urlsplit(of.get_full_url()).path}rit.json").json()["ride"] for of in (page, french)
    }
    assert name.format("") in ride[page]
    assert name.format(' lang="nl"') in ride[french]
    assert "Rijd met de verhalen" in ride[page]
    assert "Rijd met de verhalen" not in ride[french]


def test_a_recording_in_another_language_says_so_until_the_translation_has_its_own(visit, in_two_languages):
    village, page, french = in_two_languages
    with scoped(village.scope()):
        own = make_audio(village, "Histoire", transcript="Ici se trouvait le pont.")
    address = urlsplit(french.get_full_url()).path
    html = visit(village).get(address).content.decode()
    assert "Langue du récit : Néerlandais." in html
    assert "Langue du récit" not in visit(village).get(urlsplit(page.get_full_url()).path).content.decode()
    french.stops.update(audio=own, transcript="")
    html = visit(village).get(address).content.decode()
    assert "Langue du récit" not in html
    assert "Ici se trouvait le pont." in html


def test_the_translation_editor_lets_a_stop_have_a_recording_of_its_own(visit, make_route):
    village = make_village("Molenkouter", languages=["nl", "fr"])
    with scoped(village.scope()):
        page = make_route(village, stops=1)
        translate_object(page, [Locale.objects.get(language_code="fr")])
        french = RoutePage.objects.get(translation_key=page.translation_key, locale__language_code="fr")
        own = make_audio(village, "Histoire")
        translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=french.locale)
        (segment,) = OverridableSegment.objects.filter(source=translation.source, context__path__endswith=".audio")
        editor = visit(village, make_user(village, VillageRole.Role.FINAL_EDITOR))
    screen = editor.get(reverse("wagtailadmin_pages:edit", args=[french.pk])).content.decode()
    assert "snippet_chooser" in screen
    assert "/admin/snippets/choose/core/audio/" in screen
    chooser = editor.get("/admin/snippets/choose/core/audio/")
    assert "Histoire" in chooser.json()["html"]
    override = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    assert editor.put(override, f"value={own.pk}", content_type="application/x-www-form-urlencoded").status_code == 201
    with scoped(village.scope()):
        translation.save_target()
        assert RoutePage.objects.get(pk=french.pk).stops.get().audio == own
        assert RoutePage.objects.get(pk=page.pk).stops.get().audio != own
