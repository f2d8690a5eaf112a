"""What a screen of the admin changes is all there or not at all; what waits for others keeps nobody from writing."""

import io
import uuid

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import resolve
from django.utils.module_loading import import_string
from PIL import Image
from wagtail.models import Page, Revision

from core.models import VillageImage
from demo.factories import make_article, make_edition, make_image, make_user
from dorpskrant.models import ArticlePage
from ingezonden.models import Submission
from security.models import LogRow
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
FORM = {"title": "Half bericht", "slug": "half-bericht", "body-count": "0", "action-publish": "1"}
COMMENTS = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
# What waits for a mail server, the press or another site, or works for seconds and writes next to nothing.
ON_ITS_OWN = [
    "/admin/ingezonden/1/weigeren/",
    "/admin/ingezonden/editie/1/gedrukt/",
    "/admin/fietsroutes/opname/",
    "/admin/fietsroutes/track/",
    "/admin/agenda/when/",
    "/admin/uitnodigingen/nieuw/",
    "/admin/uitnodigingen/doorgeven/",
    "/admin/uitnodigingen/1/opnieuw/",
    "/admin/localize/translate/1/machine_translate/",
    "/admin/localize/update/1/",
]
OF_THE_KEEPER = ["nieuw/", "lindehoek/uitnodigen/", "lindehoek/uitnodiging/1/opnieuw/"]


@pytest.fixture
def editor(lindehoek, visit):
    client = visit(lindehoek, make_user(lindehoek, VillageRole.Role.FINAL_EDITOR, "rita"))
    client.raise_request_exception = False
    return client


@pytest.fixture
def new_article(lindehoek):
    """The address where an article is made, and the form for it."""
    edition = make_edition(lindehoek)
    chosen = {name: str(getattr(ArticlePage(), name)) for name in ("rubric", "weight", "photo_columns")}
    return f"/admin/pages/add/dorpskrant/articlepage/{edition.pk}/", {**FORM, **COMMENTS, **chosen}


def depth() -> int:
    """In how many transactions, one within the other, this moment is."""
    return len(connection.savepoint_ids)


def test_a_page_whose_publishing_fails_half_way_is_not_there(editor, new_article, monkeypatch):
    pages, revisions, lines = Page.objects.count(), Revision.objects.count(), LogRow.objects.count()
    with monkeypatch.context() as broken:
        broken.setattr(Revision, "publish", lambda *args, **kwargs: 1 / 0)
        assert editor.post(*new_article).status_code == 500
    assert (Page.objects.count(), Revision.objects.count(), LogRow.objects.count()) == (pages, revisions, lines)
    assert editor.post(*new_article).status_code == 302
    assert ArticlePage.objects.get(slug="half-bericht").live_revision is not None


def test_what_changes_something_is_one_transaction_and_what_reads_is_none(editor, lindehoek):
    photo, before, seen = make_image(lindehoek), depth(), set()

    def look(execute, sql, params, many, context):
        if 'FROM "core_villageimage"' in sql:
            seen.add(depth() - before)
        return execute(sql, params, many, context)

    for ask, depths in ((editor.get, {0}), (editor.post, {1})):
        with connection.execute_wrapper(look):
            assert ask(f"/admin/images/{photo.pk}/").status_code == 200
        assert seen == depths
        seen.clear()


def test_who_waits_for_others_holds_no_transaction(lindehoek, editor, monkeypatch):
    sender = {"sender_name": "An", "sender_email": "an@example.be"}
    submission = Submission.objects.create(
        site=lindehoek.site, kind="article", token=uuid.uuid4(), fields={"title": "Feest"}, **sender
    )
    before, seen = depth(), []
    monkeypatch.setattr("ingezonden.views.inbox.send_refusal", lambda *args: seen.append(depth() - before))
    editor.post(f"/admin/ingezonden/{submission.pk}/weigeren/", {"mail": "on", "text": "Dag An"})
    assert seen == [0]
    for urls, addresses in (
        ("config.urls", ON_ITS_OWN),
        ("config.platform_urls", [f"/admin/dorpen/{end}" for end in OF_THE_KEEPER]),
    ):
        for address in addresses:
            assert "default" in getattr(resolve(address, urls).func, "_non_atomic_requests", ()), address


def test_nothing_behind_it_looks_at_views(editor):
    """The view is called where its transaction is: a middleware behind it that asks to see views first would not be asked."""
    behind = settings.MIDDLEWARE[settings.MIDDLEWARE.index("security.log.LogMiddleware") + 1 :]
    assert not [name for name in behind if hasattr(import_string(name), "process_view")]


def test_mail_about_work_goes_when_the_work_is_there(
    lindehoek, editor, visit, django_capture_on_commit_callbacks, monkeypatch
):
    article = make_article(make_edition(lindehoek), publish=False)
    writer = visit(lindehoek, make_user(lindehoek, VillageRole.Role.EDITOR, "bert"))
    chosen = {name: str(getattr(article, name)) for name in ("rubric", "weight", "photo_columns")}
    form = {**COMMENTS, **chosen, "title": article.title, "slug": article.slug, "body-count": "0", "action-submit": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        assert writer.post(f"/admin/pages/{article.pk}/edit/", form).status_code == 302
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [["rita@example.be"]]


def test_a_photo_that_is_replaced_is_there_until_the_new_one_is(
    lindehoek, editor, monkeypatch, django_capture_on_commit_callbacks
):
    photo = make_image(lindehoek)
    name = photo.file.name
    drawn = io.BytesIO()
    Image.new("RGB", (64, 64), "#336699").save(drawn, "JPEG")

    def replace():
        drawn.seek(0)
        drawn.name = "nieuw.jpg"
        form = {"title": "Nieuw", "collection": lindehoek.collection.pk, "file": drawn}
        return editor.post(f"/admin/images/{photo.pk}/", form).status_code

    with django_capture_on_commit_callbacks(execute=True), monkeypatch.context() as broken:
        broken.setattr("wagtail.images.views.images.EditView.get_success_message", lambda *args: 1 / 0)
        assert replace() == 500
    assert VillageImage.objects.get().file.name == name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        assert replace() == 302
    assert VillageImage.objects.get().file.name != name
    assert not default_storage.exists(name)
