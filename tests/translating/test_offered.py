"""What translators are asked for, and what is the same in every language: names, numbers, times and dates."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.apps import apps
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

from agenda.models import OccurrenceChange
from demo.factories import add_page, contact_page_of, make_article, make_edition, make_event, make_notice
from dorpskrant.consent import withdraw
from dorpskrant.models.consent import Consented
from home.models import InformationPage

pytestmark = pytest.mark.django_db

BODY = {
    "body.text",
    "body.heading",
    "body.photo.alt",
    "body.photo.caption",
    "body.gallery.photos.alt",
    "body.gallery.photos.caption",
    "body.quote.text",
    "body.list.items",
    "body.box.title",
    "body.box.text",
    "body.audio.caption",
    "body.document.label",
}
PAGE = {"title", "seo_title", "search_description"}
OFFERED = {
    "home.HomePage": PAGE | {"intro", "front.announcement.title", "front.announcement.text"},
    "home.InformationPage": PAGE | BODY | {"intro", "contact_place", "contact_hours"},
    "dorpskrant.NewspaperPage": PAGE | {"subtitle", "colophon"},
    "dorpskrant.EditionPage": PAGE | {"intro", "family_notices"},
    "dorpskrant.FamilyNotice": {"text"},
    "dorpskrant.ArticlePage": PAGE | BODY | {"intro", "photo_alt", "photo_caption", "correction"},
    "agenda.AgendaPage": PAGE | {"intro"},
    "agenda.EventPage": PAGE | {"description", "photo_alt", "place_name", "price", "cancelled_note", "changes"},
    "agenda.OccurrenceChange": {"note", "place"},
    "fietsroutes.RoutesPage": PAGE | {"intro"},
    "fietsroutes.RoutePage": PAGE
    | {"intro", "description", "start_place", "end_place", "surface", "facilities", "cafes", "stops"},
    "fietsroutes.Stop": {"title", "text", "photo_alt", "photo_caption", "transcript", "question"},
}
# Facts that a translator could change while the original says otherwise. Who answers the phone may differ by language.
MAY_DIFFER = {
    "slug",
    "photo",
    "photo_credit",
    "byline",
    "audio",
    "contact_name",
    "contact_phone",
    "contact_email",
}


def words_of(block: blocks.Block, path: str) -> Iterator[str]:
    """Walk a block for what a translator is asked, as wagtail-localize does."""
    if hasattr(block, "get_translatable_segments"):
        return
    if isinstance(block, blocks.BaseStreamBlock | blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from words_of(child, f"{path}.{name}")
    elif isinstance(block, blocks.ListBlock):
        yield from words_of(block.child_block, path)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock):
        yield path


def offered_by(model: type) -> Iterator[str]:
    for known in get_translatable_fields(model):
        if known.is_translated(None):
            field = model._meta.get_field(known.field_name)
            if isinstance(field, StreamField):
                yield from words_of(field.stream_block, field.name)
            else:
                yield field.name


TRANSLATABLE = [
    model
    for model in apps.get_models()
    if issubclass(model, TranslatableMixin) and not model._meta.app_label.startswith("wagtail")
]


def test_translators_are_asked_for_words_and_for_nothing_else():
    assert {model._meta.label: set(offered_by(model)) for model in TRANSLATABLE} == OFFERED


def test_a_fact_is_said_once_for_all_languages():
    for model in TRANSLATABLE:
        fields = [field for field in get_translatable_fields(model) if not field.is_translated(None)]
        assert {field.field_name for field in fields if field.overridable} <= MAY_DIFFER, model
        names = {field.field_name for field in get_translatable_fields(model)}
        untold = {
            field.name
            for field in model._meta.get_fields()
            if getattr(field, "editable", False) and not field.auto_created and field.name not in names
        }
        assert untold <= WAGTAILS_OWN, model


WAGTAILS_OWN = {
    *("path", "depth", "numchild", "content_type", "owner", "go_live_at", "expire_at", "first_published_at"),
    *("page", "event", "page_ptr"),
}


def translated(page):
    """Send a page for translation and give what is offered: the words, and what may differ."""
    translate_object(page, [Locale.objects.get(language_code="fr")])
    source = TranslationSource.objects.get_for_instance(page)
    words = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
    may_differ = set(OverridableSegment.objects.filter(source=source).values_list("data_json", flat=True))
    return words, may_differ


def french_of(page):
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code="fr")


def test_of_a_notice_only_its_text_is_offered_and_its_names_stand_in_the_translation(village):
    edition = make_edition(village)
    make_notice(edition, names="Lotte Claes", place="Gent", text="Welkom!")
    words, may_differ = translated(type(edition).objects.get(pk=edition.pk))
    assert words == {"Winter 2026", "Welkom!"}
    assert not any("Claes" in value or "Gent" in value for value in may_differ)
    notice = french_of(edition).family_notices.get()
    assert (notice.names, notice.place) == ("Lotte Claes", "Gent")


def test_of_an_event_no_phone_number_no_name_and_no_time_is_offered(village):
    event = make_event(village, description="<p>Met taart.</p>", address="Kerkstraat 7")
    day = event.start_date
    event.changes = [OccurrenceChange(day=day, status="moved", new_day=day + dt.timedelta(days=1), note="Zaal bezet")]
    event.save_revision().publish()
    words, may_differ = translated(type(event).objects.get(pk=event.pk))
    assert words == {"Koffie met de buren", "Met taart.", "Zaal De Linde", "Zaal bezet"}
    assert may_differ == {'"koffie-met-de-buren"', '"Rita Claes"', '"0470 00 00 12"'}
    french = french_of(event)
    assert (french.contact_phone, french.address, french.start_time) == ("0470 00 00 12", "Kerkstraat 7", dt.time(15))


def test_who_said_something_is_not_translated_and_may_be_named_otherwise(village):
    quote = {"text": "Iedereen kent iedereen.", "attribution": "Godelieve, 81"}
    article = make_article(make_edition(village), byline="Rita Boels", body=[("quote", quote)])
    words, may_differ = translated(article)
    assert "Iedereen kent iedereen." in words
    assert not {"Godelieve, 81", "Rita Boels", article.slug} & words
    assert {'"Godelieve, 81"', '"Rita Boels"'} <= may_differ
    french = french_of(article)
    assert (french.byline, french.body[0].value["attribution"]) == ("Rita Boels", "Godelieve, 81")

    segment = OverridableSegment.objects.get(data_json='"Godelieve, 81"')
    translation = Translation.objects.get(source=segment.source)
    SegmentOverride.objects.create(
        locale=translation.target_locale, context=segment.context, data_json='"Godelieve, 81 ans"'
    )
    translation.save_target()
    assert french_of(article).body[0].value["attribution"] == "Godelieve, 81 ans"
    assert type(article).objects.get(pk=article.pk).body[0].value["attribution"] == "Godelieve, 81"


def test_the_contact_point_keeps_its_number_and_its_person(village):
    page = add_page(
        contact_page_of(village),
        InformationPage(
            title="Huis", contact_name="Rita", contact_phone="0470 00 00 12", contact_hours="dinsdag van 9 tot 12 uur"
        ),
    )
    words, may_differ = translated(page)
    assert words == {"Huis", "dinsdag van 9 tot 12 uur"}
    assert french_of(page).contact_phone == "0470 00 00 12"


def test_a_notice_without_consent_for_the_web_reaches_no_translator_and_a_withdrawn_one_leaves(village):
    edition = make_edition(village)
    make_notice(edition, names="Els Nergens", text="In stilte.", consent_web=False)
    shown = make_notice(edition, names="Lotte Claes", text="Welkom!")
    words, _ = translated(type(edition).objects.get(pk=edition.pk))
    assert words == {"Winter 2026", "Welkom!"}

    translation = Translation.objects.get(target_locale__language_code="fr")
    segment = StringSegment.objects.get(string__data="Welkom!")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=translation.target_locale, data="Bienvenue !"
    )
    withdraw(shown, Consented.WEB)
    assert "Welkom!" not in str(translation.export_po())
    assert "Bienvenue" not in str(translation.export_po())
