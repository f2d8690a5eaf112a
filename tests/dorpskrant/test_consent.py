"""Consent per channel: recorded, followed in every language, taken back at once."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Revision

from demo.factories import TODAY, make_article, make_edition, make_image, make_notice, make_user, make_village
from dorpskrant.consent import withdraw
from dorpskrant.models import EditionPage, FamilyNotice
from dorpskrant.models.consent import Consented, a_year_after

pytestmark = pytest.mark.django_db
RECORD = {"agreed_by": "Rita Claes", "agreed_on": TODAY, "agreed_how": "letter"}


def unsaved(**fields):
    return FamilyNotice(kind="born", names="Noor", **fields)


def test_a_second_channel_takes_the_record_of_the_first():
    paper = {f"paper_{name}": value for name, value in RECORD.items()}
    notice = unsaved(consent_paper=True, consent_web=True, **paper)
    notice.clean()
    assert (notice.web_agreed_by, notice.web_agreed_on, notice.web_agreed_how) == ("Rita Claes", TODAY, "letter")
    assert not notice.email_agreed_by
    assert notice.online_until == TODAY.replace(year=TODAY.year + 1)


def test_a_year_after_the_leap_day_is_the_28th():
    assert a_year_after(dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)


@pytest.fixture
def bilingual(db):
    return make_village("Molenkouter", languages=("nl", "fr"))


def in_french(edition):
    copy = EditionPage.objects.get(pk=edition.pk).copy_for_translation(
        Locale.objects.get(language_code="fr"), copy_parents=True
    )
    copy.save_revision().publish()
    return EditionPage.objects.get(pk=copy.pk)


def test_a_translation_follows_the_consent_of_its_original(bilingual):
    edition = make_edition(bilingual)
    notice = make_notice(edition)
    french = in_french(edition)
    assert french.public_notices().count() == 1
    notice.withdraw(Consented.WEB)
    notice.save()
    assert french.public_notices().count() == 0
    french.get_latest_revision().publish()  # made while there was consent
    assert french.public_notices().count() == 0
    FamilyNotice.objects.get(pk=notice.pk).delete()
    assert not FamilyNotice.objects.exists()


def test_no_older_revision_brings_back_what_was_withdrawn(bilingual):
    edition = make_edition(bilingual)
    notice = make_notice(edition)
    with_consent = edition.get_latest_revision()
    french = in_french(edition)
    withdraw(notice, Consented.WEB)
    assert not FamilyNotice.objects.online().exists()
    for revision in Revision.objects.filter(object_id__in=[str(edition.pk), str(french.pk)]):
        revision.publish()
    assert not FamilyNotice.objects.online().exists()
    with_consent.refresh_from_db()
    assert with_consent.content["family_notices"][0]["consent_paper"] is True
    assert FamilyNotice.objects.on_paper().filter(page=edition).exists()


def test_a_portrait_is_public_only_while_its_notice_is_online(lindehoek, zavelberg, visit):
    portrait = make_image(lindehoek, "Noor")
    edition = make_edition(lindehoek)
    notice = make_notice(edition, portrait=portrait)
    rendition = portrait.get_rendition("fill-200x240|format-jpeg")
    for url in (portrait.file.url, rendition.url):
        seen = visit(lindehoek).get(url)
        assert seen.status_code == 200
        assert seen.headers["Cache-Control"] == "private, no-cache"
        assert visit(zavelberg).get(url).status_code == 404
    withdraw(notice, Consented.WEB)
    for url in (portrait.file.url, rendition.url):
        assert visit(lindehoek).get(url).status_code == 404
        assert visit(lindehoek, make_user(lindehoek, username=f"u{portrait.pk}{len(url)}")).get(url).status_code == 200
    other = make_image(lindehoek, "Bank")
    assert "immutable" in visit(lindehoek).get(other.file.url).headers["Cache-Control"]
    FamilyNotice.objects.all().delete()
    assert visit(lindehoek).get(rendition.url).status_code == 404


def test_a_portrait_in_a_draft_is_not_public_yet(lindehoek, visit):
    portrait, used = make_image(lindehoek, "Noor"), make_image(lindehoek, "Linde")
    edition = make_edition(lindehoek)
    make_article(edition, photo=used, photo_alt="De linde")
    for image in (portrait, used):
        assert visit(lindehoek).get(image.file.url).status_code == 200
    make_notice(edition, portrait=portrait, publish=False)
    assert visit(lindehoek).get(portrait.file.url).status_code == 404
    make_notice(edition, portrait=used, publish=False)  # the article about the linde keeps its photo
    assert visit(lindehoek).get(used.file.url).status_code == 200
    edition.get_latest_revision().publish()
    assert visit(lindehoek).get(portrait.file.url).status_code == 200


def test_the_one_consent_of_before_becomes_one_per_channel(lindehoek):
    from importlib import import_module

    migration = import_module("dorpskrant.migrations.0003_consent_per_channel")
    data = {"consent_paper": True, "consent_web": True, "consent_email": False, **RECORD, "online_until": None}
    migration.spread(data, "2027-11-23")
    assert data["paper_agreed_by"] == data["web_agreed_by"] == "Rita Claes"
    assert "email_agreed_by" not in data
    assert data["online_until"] == "2027-11-23"
    edition = make_edition(lindehoek)
    revision = edition.get_latest_revision()
    revision.content["family_notices"] = [{"pk": None, "consent_web": True, **RECORD, "agreed_on": "2026-11-01"}]
    revision.save()
    from django.apps import apps

    assert ContentType.objects.filter(app_label="dorpskrant", model="editionpage").exists()
    migration.spread_revisions(apps, None)
    revision.refresh_from_db()
    assert revision.content["family_notices"][0]["web_agreed_on"] == "2026-11-01"
