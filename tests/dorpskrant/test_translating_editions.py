"""An edition with family notices is translated: each notice once, with its consent."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from demo.factories import make_edition, make_notice, make_village
from dorpskrant.models import EditionPage, FamilyNotice
from villages.scope import scoped

pytestmark = pytest.mark.django_db


def test_an_edition_with_a_notice_is_translated_and_translated_again():
    village = make_village("Molenkouter", languages=["nl", "fr"])
    edition = make_edition(village)
    make_notice(edition, text="Welkom!")
    edition = EditionPage.objects.get(pk=edition.pk)
    with scoped(village.scope()):
        french = Locale.objects.get(language_code="fr")
        source, _ = TranslationSource.update_or_create_from_instance(edition)
        translation = Translation.objects.create(source=source, target_locale=french)
        translation.save_target(publish=True)
        translation.save_target(publish=True)
        page = EditionPage.objects.get(translation_key=edition.translation_key, locale=french)
        assert FamilyNotice.objects.online().filter(page=page).count() == 1
