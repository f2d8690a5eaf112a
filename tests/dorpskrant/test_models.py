"""Editions, articles and notices."""

import datetime as dt
import traceback

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Page

from core.models import BasePage
from demo.factories import TODAY, home_of, make_article, make_edition, make_image, make_notice, newspaper_of
from dorpskrant.models import ArticlePage, EditionPage, FamilyNotice, NewspaperPage

pytestmark = pytest.mark.django_db


def test_every_page_type_says_where_it_may_stand():
    for model in BasePage.__subclasses__():
        parents = {parent.__name__ for parent in model.allowed_parent_page_models()}
        assert parents, model
        assert "Page" not in parents or model.__name__ == "HomePage"


def test_a_newspaper_stands_below_a_home_page_once(lindehoek):
    assert not NewspaperPage.can_create_at(home_of(lindehoek))
    assert EditionPage.can_create_at(newspaper_of(lindehoek))


def test_a_notice_without_recorded_consent_is_in_no_channel(lindehoek):
    edition = make_edition(lindehoek)
    notice = FamilyNotice(kind="born", names="Noor", consent_web=True)
    with pytest.raises(ValidationError) as caught:
        notice.full_clean(exclude=["page", "locale", "translation_key"], validate_constraints=False)
    assert set(caught.value.message_dict) == {"web_agreed_by", "web_agreed_on", "web_agreed_how"}
    notice.page, notice.locale = edition, edition.locale
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        notice.save()
    traceback.clear_frames(refused.tb)  # which hold Django's own, unscoped querysets


def test_a_notice_leaves_the_web_after_its_last_day(lindehoek, monkeypatch):
    edition = make_edition(lindehoek)
    notice = make_notice(edition, online_until=TODAY)
    for day, online in ((TODAY, True), (TODAY + dt.timedelta(days=1), False)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda day=day: day)
        assert FamilyNotice.objects.online().filter(pk=notice.pk).exists() is online


def test_a_photo_needs_its_words(lindehoek):
    article = ArticlePage(title="Foto zonder woorden", photo=make_image(lindehoek))
    with pytest.raises(ValidationError) as caught:
        article.clean()
    assert "photo_alt" in caught.value.message_dict


def test_copy_is_due_before_publication():
    edition = EditionPage(title="Winter", publication_date=TODAY, copy_deadline=TODAY + dt.timedelta(days=1))
    with pytest.raises(ValidationError):
        edition.clean()


def test_notices_travel_with_the_draft(lindehoek):
    edition = make_edition(lindehoek)
    make_notice(edition, publish=False)
    assert not FamilyNotice.objects.exists()
    assert edition.get_latest_revision_as_object().family_notices.count() == 1


def test_articles_keep_their_order(lindehoek):
    edition = make_edition(lindehoek)
    for title in ("Een", "Twee", "Drie"):
        make_article(edition, title=title)
    Page.objects.get(title="Drie").move(Page.objects.get(title="Een"), "left")
    assert [article.title for article in edition.articles()] == ["Drie", "Een", "Twee"]
