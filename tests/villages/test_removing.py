"""Exporting and removing a village: all of it is in the archive, nothing of it is left, the others stay as they were."""

import json
import zipfile

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Comment, Locale, Page, ReferenceIndex
from wagtail.search.models import IndexEntry
from wagtail_localize.models import String, Translation, TranslationSource

from agenda.models import Occurrence
from demo import factories
from villages.belongings import files_of, folder_of, keys_of, owned_models
from villages.exporting import ExportError, export_village, read_back
from villages.inviting import invite
from villages.models import Neighbour, User, Village, VillageHost, VillageRole
from villages.removing import NotEmptyError
from villages.scope import scoped

pytestmark = pytest.mark.django_db


def fill(village, visit):
    """Put something of every kind in a village that has French too."""
    writer = factories.make_user(village, VillageRole.Role.ADMIN, password="een-lang-wachtwoord")
    visit(village).post("/admin/login/", {"username": writer.username, "password": "een-lang-wachtwoord"})
    photo = factories.make_image(village, title=f"Foto uit {village.name}")
    photo.get_rendition("width-320")
    photo.tags.add("dorp", village.slug)
    factories.make_audio(village), factories.make_document(village)
    edition = factories.make_edition(village, title=f"Winter in {village.name}")
    article = factories.make_article(
        edition, title=f"Nieuws uit {village.name}", photo=photo, photo_alt="Het dorp", owner=writer
    )
    article.save_revision(user=writer, log_action=True)
    factories.make_notice(edition)
    event = factories.make_event(village, title=f"Koffie in {village.name}")
    draft = factories.make_article(edition, title=f"Ingediend in {village.name}", publish=False)
    Comment.objects.create(page=article, user=writer, text=f"Klopt dit, {village.name}?", contentpath="title")
    with scoped(village.scope()):
        draft.get_workflow().start(draft, writer)
    Redirect.objects.create(old_path="/oud", site=village.site, redirect_page=article)
    VillageHost.objects.create(village=village, hostname=f"oud.{village.slug}.be")
    invite(village, "rita@example.be", "editor", by=writer)
    source, _made = TranslationSource.update_or_create_from_instance(event)
    translation = Translation.objects.create(
        source=source, target_locale=Locale.objects.get(language_code="fr"), enabled=True
    )
    translation.save_target(publish=True)
    return writer


@pytest.fixture
def callbacks(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.fixture
def molenkouter(db, lindehoek, visit, settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp(
        "media"
    )  # other tests leave files in the folder of a village like this
    village = factories.make_village("Molenkouter", "molenkouter.localhost", ["nl", "fr"])
    writer = fill(village, visit)
    Neighbour.objects.create(village=lindehoek, neighbour=village)
    both = factories.make_user(lindehoek, username="beide", email="beide@example.be")
    both.groups.add(village.roles.get(role="editor").group)
    assert writer.pk != both.pk
    return village


def remove(village, callbacks, **options):
    with callbacks(execute=True):
        call_command("remove_village", village.slug, yes=True, **options)


def whole_database():
    """Every value in every table, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (names from the database itself)
            found[table] = [repr(row) for row in cursor.fetchall()]
    return found


def test_nothing_of_it_is_left(molenkouter, tmp_path, callbacks):
    keys, files = keys_of(molenkouter), files_of(molenkouter)
    folder = folder_of(molenkouter)
    collection, homes = molenkouter.collection_id, list(factories.home_of(molenkouter).get_translations(inclusive=True))
    assert len(keys) > 40  # or `fill` no longer fills
    assert len(files) > 3
    remove(molenkouter, callbacks, to=tmp_path)
    for model, numbers in keys.items():
        assert not model._base_manager.filter(pk__in=numbers).exists(), model
    assert not [stored.name for stored in files if stored.storage.exists(stored.name)]
    assert not default_storage.exists(folder)
    left = {table: [row for row in rows if "olenkouter" in row] for table, rows in whole_database().items()}
    assert {table: rows for table, rows in left.items() if rows} == {}
    for model in (IndexEntry, ReferenceIndex):
        names = {"base_content_type", "content_type"} & {field.name for field in model._meta.fields}
        kind = f"{names.pop() if len(names) == 1 else 'base_content_type'}__model"
        pages = [str(number) for number in keys[Page]]
        assert not model.objects.filter(**{kind: "page", "object_id__in": pages}).exists()
    assert not Collection.objects.filter(pk=collection).exists()
    assert not Page.objects.filter(pk__in=[home.pk for home in homes]).exists()
    assert Page.get_first_root_node().numchild == Page.objects.filter(depth=2).count()
    assert Collection.get_first_root_node().numchild == Collection.objects.filter(depth=2).count()
    assert Page.find_problems() == ([], [], [], [], [])


def test_every_other_village_stays_as_it_was(molenkouter, lindehoek, zavelberg, visit, rows_of, tmp_path, callbacks):
    from villages.founding import add_language

    add_language(zavelberg, "fr")
    fill(zavelberg, visit)
    Neighbour.objects.all().delete()  # a neighbour that is gone can't stay
    before = {village.slug: rows_of(village) for village in (lindehoek, zavelberg)}
    files = {village.slug: files_of(village) for village in (lindehoek, zavelberg)}
    strings, index = _shared_texts(zavelberg)
    remove(molenkouter, callbacks, to=tmp_path)
    after = {village.slug: rows_of(village) for village in (lindehoek, zavelberg)}
    beide = User.objects.get(username="beide")
    assert [group.village_role.village for group in beide.groups.all()] == [lindehoek]
    for slug, rows in before.items():
        assert {label for label in rows if rows[label] != after[slug][label]} == set(), slug
    assert all(stored.storage.exists(stored.name) for found in files.values() for stored in found)
    assert _shared_texts(zavelberg) == (strings, index)
    assert visit(zavelberg).get("/dorpskrant/").status_code == 200


def _shared_texts(village):
    with scoped(village.scope()):
        pages = [str(number) for number in Page.objects.values_list("pk", flat=True)]
    used = list(String.objects.filter(segments__isnull=False).values_list("data", flat=True).order_by("pk").distinct())
    used = [text for text in used if "olenkouter" not in text]
    entries = IndexEntry.objects.filter(object_id__in=pages, content_type__model="articlepage").count()
    return used, entries


def test_the_archive_holds_every_page_file_and_address(molenkouter, tmp_path):
    archive = export_village(molenkouter, tmp_path / "dorp.zip")
    with scoped(molenkouter.scope()):
        pages = Page.objects.exclude(depth=1).count()
    files = files_of(molenkouter)
    assert (archive.pages, archive.files) == (pages, len(files))
    with zipfile.ZipFile(archive.path) as stored:
        names = stored.namelist()
        assert any(name.startswith("paginas/fr/") for name in names)
        for file in files:
            with file.storage.open(file.name, "rb") as original:
                assert stored.read(f"bestanden/{file.name}") == original.read()
        people = stored.read("mensen.csv").decode()
        assert "molenkouter-admin@example.be,beheerder" in people
        articles = [stored.read(name).decode() for name in names if name.startswith("paginas/nl/")]
        assert any('"title": "Nieuws uit Molenkouter"' in text for text in articles)
        rows = stored.read("rijen/villages.User.jsonl").decode().splitlines()
        assert all("password" not in json.loads(row)["fields"] for row in rows)
        assert "rita@example.be" in stored.read("rijen/villages.Invitation.jsonl").decode()
        assert not [name for name in names if "APIToken" in name]
        everything = b"".join(stored.read(name) for name in names if not name.startswith("bestanden/"))
        assert b"Lindehoek" not in everything
        assert b"pbkdf2" not in everything


def test_an_archive_that_was_tampered_with_is_noticed(molenkouter, tmp_path):
    archive = export_village(molenkouter, tmp_path / "dorp.zip")
    with zipfile.ZipFile(archive.path) as stored:
        members = {name: stored.read(name) for name in stored.namelist()}
    for change in ({"mensen.csv": b"x"}, {"nog.txt": b"erbij"}, {"LEESMIJ.txt": None}):
        path = tmp_path / "anders.zip"
        with zipfile.ZipFile(path, "w") as other:
            for name, data in {**members, **change}.items():
                if data is not None:
                    other.writestr(name, data)
        with pytest.raises(ExportError):
            read_back(path)
    cut = tmp_path / "half.zip"
    cut.write_bytes(archive.path.read_bytes()[:-50])
    with pytest.raises(ExportError):
        read_back(cut)


def test_without_yes_nothing_happens(molenkouter, tmp_path, rows_of):
    before = rows_of(molenkouter)
    with pytest.raises(CommandError, match="Say --yes"):
        call_command("remove_village", "molenkouter", to=tmp_path)
    assert rows_of(molenkouter) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken", ["villages.exporting.read_back", "villages.removing._remove_words"])
def test_what_goes_wrong_removes_nothing(molenkouter, tmp_path, rows_of, monkeypatch, broken, callbacks):
    def fail(*args):
        raise ExportError("kapot") if "export" in broken else NotEmptyError("kapot")

    before, files = rows_of(molenkouter), files_of(molenkouter)
    monkeypatch.setattr(broken, fail)
    with pytest.raises(CommandError, match="Nothing was removed"):
        remove(molenkouter, callbacks, to=tmp_path)
    assert rows_of(molenkouter) == before
    assert all(stored.storage.exists(stored.name) for stored in files)
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".half"]


def test_an_archive_is_never_written_over(molenkouter, tmp_path):
    path = tmp_path / "dorp.zip"
    path.write_text("van iemand anders")
    with pytest.raises(CommandError):
        call_command("remove_village", "molenkouter", yes=True, to=path)
    assert path.read_text() == "van iemand anders"
    assert Village.objects.filter(slug="molenkouter").exists()


def test_a_village_of_the_same_name_can_be_founded_again(molenkouter, tmp_path, visit, callbacks):
    remove(molenkouter, callbacks, to=tmp_path)
    assert visit("molenkouter.localhost").get("/").status_code == 404
    again = factories.make_village("Molenkouter", "molenkouter.localhost", ["nl", "fr"])
    assert factories.newspaper_of(again).get_children().count() == 1
    assert not files_of(again)
    assert visit(again).get("/").status_code == 200
    assert Group.objects.filter(name="Molenkouter: admin").count() == 1
    assert not Occurrence.objects.filter(event__path__startswith=factories.home_of(again).path).exists()


def test_the_export_command_writes_one_archive_for_each_village(lindehoek, zavelberg, tmp_path, capsys):
    call_command("export_village", to=tmp_path)
    assert len(list(tmp_path.glob("*.zip"))) == Village.objects.count()
    assert "Lindehoek: 6 pages" in capsys.readouterr().out


def test_every_model_that_is_owned_would_be_removed():
    """A model that somebody adds later is in it by itself: the table of owners is what is asked."""
    assert {model._meta.label for model in owned_models()} >= {
        "wagtailcore.Page",
        "core.VillageImage",
        "villages.Invitation",
        "agenda.Occurrence",
        "ingezonden.Submission",
    }
