import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, TranslationSource
from wagtail_localize.operations import translate_object

from demo.factories import make_village
from fietsroutes.models import RoutePage
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
