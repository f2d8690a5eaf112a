"""Founding a village from an archive: the same village in other places, beside the one it was made of, or not at all."""

import json
import re
import zipfile

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Comment, Page, ReferenceIndex
from wagtail.search.models import IndexEntry
from wagtail_localize.models import OverridableSegment, SegmentOverride

from agenda.models import CalendarSource
from demo.factories import make_article, make_edition, make_event, make_user
from ingezonden.models import Association, Submission
from nieuwsbrief.models import Mailing, Subscriber
from tests.isolation.world import furnish, set_apart
from tests.villages.archive_contents import FILE, KEY, numbers_in, numbers_said, rows_in, told
from villages.exporting import SHARED_WORDS, export_village
from villages.importing.reading import UPLOAD
from villages.importing.rows import NOT_CARRIED
from villages.models import Neighbour, User, Village
from villages.scope import scoped

pytestmark = pytest.mark.django_db
# Made anew, each with numbers of its own; what is derived is compared by what it says.
ANEW = {"agenda.Occurrence", "home.SearchEntry"}
OF_THE_PLACE = {"auth.Group", "villages.Village", "wagtailcore.Site", "security.LogRow"}


@pytest.fixture
def heemdal(db, media):
    set_apart()
    village = furnish("Heemdal", "heemgeheim").village
    for model in (OverridableSegment, SegmentOverride):  # what the world invents there is no JSON
        model._base_manager.filter(data_json__startswith="heemgeheim").update(data_json='"heemgeheim"')
    Subscriber._base_manager.update(email="an@example.be")  # and what is no address, nobody could have filled in
    Submission._base_manager.update(sender_email="an@example.be")
    Association._base_manager.update(email="an@example.be")
    CalendarSource._base_manager.update(contact_phone="0470 12 34 56")
    Neighbour.objects.all().delete()  # they are the other instance's
    Comment._base_manager.update(updated_at=timezone.now().replace(microsecond=7))  # and not "to the second"
    return village


def come(path, host="beemdal.localhost", slug="beemdal", **options):
    call_command("import_village", path, host=host, slug=slug, **options)
    return Village.objects.get(site__hostname=host)


def files(media):
    return sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())


def digests(path):
    """Give what the files are that rows name which are carried over."""
    rows = json.dumps({label: found for label, found in rows_in(path).items() if label not in NOT_CARRIED})
    named = {f"bestanden/{name[0]}" for name in UPLOAD.finditer(rows)}
    with zipfile.ZipFile(path) as archive:
        listed = json.loads(archive.read("inhoud.json"))["members"]
    return sorted(listed[name]["sha256"] for name in named if name in listed)


def addresses(village):
    with scoped(village.scope()):
        return sorted(page.get_url_parts()[2] for page in Page.objects.live().exclude(depth=1).specific())


def as_shown(answer, village):
    text = KEY.sub("key", FILE.sub("v/", answer.content.decode())).replace(village.site.hostname, "HOST")
    return re.sub(r"\d{5,9}", "number", text)


def told_of(path, village):
    return told(path, village.site.hostname, village.slug, (NOT_CARRIED | OF_THE_PLACE) - ANEW, ANEW)


def test_a_village_comes_whole_and_stands_beside_the_one_it_was_exported_from(heemdal, tmp_path, rows_of, visit):
    first = export_village(heemdal, tmp_path / "1.zip").path
    before = rows_of(heemdal)
    came = come(first)
    assert {label for label, rows in rows_of(heemdal).items() if rows != before[label]} == set()
    second = export_village(came, tmp_path / "2.zip").path
    assert len(digests(first)) > 5
    assert digests(second) == digests(first)
    theirs, ours = told_of(first, heemdal), told_of(second, came)
    assert len(theirs) > 40  # or the world is no longer furnished
    assert {label for label in {*theirs, *ours} if ours.get(label) != theirs.get(label)} == set()
    shared = {*SHARED_WORDS, "taggit.Tag"}
    own = {number: what for number, what in numbers_in(first).items() if what.split("#")[0] not in shared}
    assert [own[number] for number in numbers_said(second) & set(own)] == []
    connection.check_constraints()
    assert Page.find_problems() == ([], [], [], [], [])
    assert addresses(came) == addresses(heemdal)
    for address in addresses(heemdal):
        answer = visit(came).get(address)
        assert answer.status_code == 200, address
        assert as_shown(answer, came) == as_shown(visit(heemdal).get(address), heemdal), address
    with scoped(came.scope()):
        for model in (IndexEntry, ReferenceIndex):
            assert model.objects.filter(object_id__in=[str(pk) for pk in Page.objects.values_list("pk", flat=True)])
    _nobody_has_a_password_that_is_known(heemdal, came)


def _nobody_has_a_password_that_is_known(heemdal, came):
    roles = {role.role: role.group for role in came.roles.all()}
    assert set(roles) == {"editor", "final_editor", "admin"}
    for role, group in roles.items():
        (person,) = group.user_set.all()
        original = User.objects.get(username=f"heemgeheim-{role}")
        assert person != original and person.email == original.email
        assert person.password != original.password
        assert not (person.is_superuser or person.is_staff)
        assert group.permissions.count() == heemdal.roles.get(role=role).group.permissions.count()


def test_a_village_that_was_removed_comes_back_with_the_keys_that_calendars_know_it_by(
    lindehoek, media, tmp_path, django_capture_on_commit_callbacks
):
    writer = make_user(lindehoek)
    make_event(lindehoek)
    keys = keys_of(lindehoek)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_village", "lindehoek", yes=True, to=tmp_path / "1.zip")
    came = come(tmp_path / "1.zip", host="linde.localhost", slug="", name="Lindedorp", port=443)
    assert keys_of(came) == keys
    assert (came.slug, came.name, came.site.root_url) == ("lindehoek", "Lindedorp", "https://linde.localhost")
    assert User.objects.get(username=writer.username).groups.get().village_role.village == came


def keys_of(village):
    with scoped(village.scope()):
        return sorted(Page.objects.exclude(depth=1).values_list("translation_key", flat=True))


def test_somebody_without_a_role_here_comes_as_a_name(lindehoek, zavelberg, media, tmp_path):
    keeper = make_user(zavelberg, first_name="Jef", last_name="Peeters", email="jef@example.be")
    article = make_article(make_edition(lindehoek), owner=keeper)
    Comment.objects.create(page=article, user=keeper, text="Mooi!", contentpath="title")
    path = export_village(lindehoek, tmp_path / "1.zip").path
    (row,) = [row for row in rows_in(path)["villages.User"] if row["pk"] == keeper.pk]
    assert row["fields"] == {"first_name": "Jef", "last_name": "Peeters"}
    with scoped(come(path).scope()):
        person = Comment.objects.get().user
    assert (person.get_full_name(), person.email, person.is_active, person.groups.count()) == (
        "Jef Peeters",
        "",
        False,
        0,
    )
    assert person != keeper


def test_what_was_being_mailed_goes_out_where_it_began(lindehoek, media, tmp_path):
    mailing = Mailing.objects.create(
        site=lindehoek.site, kind=Mailing.Kind.AGENDA, language="nl", day=timezone.localdate()
    )
    subscriber = Subscriber.objects.create(site=lindehoek.site, email="an@example.be", language="nl")
    came = come(export_village(lindehoek, tmp_path / "1.zip").path)
    with scoped(came.scope()):
        assert Mailing.objects.get().finished_at is not None
        assert Subscriber.objects.get().token != subscriber.token
    assert Mailing.objects.get(pk=mailing.pk).finished_at is None
