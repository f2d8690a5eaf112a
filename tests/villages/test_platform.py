"""The keeper's own admin on the platform's host: the list of villages, a new one, one that changes, one that goes."""

import pytest
from django.conf import settings as project
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo.factories import home_of, make_user, make_village
from villages.inviting import accept, invite
from villages.models import Invitation, User, Village, VillageHost, VillageRole

pytestmark = pytest.mark.django_db
NEW = {"name": "Molenkouter", "hostname": "molenkouter.be", "language": "nl", "more_languages": ["fr"]}


@pytest.fixture
def keeper(visit):
    return visit("localhost", User.objects.create_superuser("keeper", "keeper@example.be", "een-lang-wachtwoord"))


def test_the_list_shows_every_village_with_its_address(lindehoek, zavelberg, keeper):
    make_user(lindehoek)
    page = keeper.get("/admin/dorpen/").content.decode()
    for village in (lindehoek, zavelberg):
        assert f'href="{village.site.root_url}/"' in page
        assert f'href="/admin/dorpen/{village.slug}/"' in page
    found = keeper.get("/admin/dorpen/?q=zavel").content.decode()
    assert "/admin/dorpen/zavelberg/" in found
    assert "/admin/dorpen/lindehoek/" not in found


def test_the_list_counts_people_once_and_those_who_left_not_at_all(lindehoek, keeper):
    person = make_user(lindehoek)
    person.groups.add(lindehoek.roles.get(role="admin").group)
    make_user(lindehoek, username="weg", left_on="2026-01-01")
    listed = keeper.get("/admin/dorpen/").context["object_list"]
    village = next(found for found in listed if found.slug == "lindehoek")
    assert village.people == 1
    assert village.published is not None


def test_the_list_takes_as_many_queries_for_many(lindehoek, zavelberg, keeper):
    keeper.get("/admin/dorpen/")
    with CaptureQueriesContext(connection) as few:
        keeper.get("/admin/dorpen/")
    for number in range(4):
        make_village(f"Dorp {number}", f"dorp{number}.be")
    with CaptureQueriesContext(connection) as many:
        keeper.get("/admin/dorpen/")
    assert len(many) == len(few)


def test_the_menu_leads_to_the_villages_and_not_to_wagtails_sites(lindehoek, keeper, visit):
    assert "/admin/dorpen/" in keeper.get("/admin/").content.decode()
    assert "/admin/sites/" not in keeper.get("/admin/").content.decode()
    editor = make_user(lindehoek, VillageRole.Role.ADMIN)
    assert "/admin/dorpen" not in visit(lindehoek, editor).get("/admin/").content.decode()


def test_the_form_does_what_the_command_does(lindehoek, keeper, visit):
    form = {**NEW, "like": lindehoek.pk, "email": "rita@example.be", "admin_name": "Rita"}
    page = keeper.post("/admin/dorpen/nieuw/", form, follow=True).content.decode()
    village = Village.objects.get(slug="molenkouter")
    assert (village.name, village.languages) == ("Molenkouter", ["nl", "fr"])
    assert "Molenkouter is er: http://molenkouter.be:8000/" in page
    assert "De uitnodiging voor rita@example.be is verstuurd." in page
    assert mail.outbox[0].to == ["rita@example.be"]
    assert "http://molenkouter.be:8000/uitnodiging/" in mail.outbox[0].body
    assert "keeper" not in mail.outbox[0].body
    assert visit(village).get("/fr/").status_code == 200


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"hostname": "lindehoek.localhost"}, "Op dit webadres woont al een dorp."),
        ({"hostname": "https://x.be"}, "zonder https://"),
        ({"name": "Lindehoek"}, "Een ander dorp heeft deze korte naam al."),
        ({"email": "geen adres"}, "geldig e-mailadres"),
        ({"language": "xx"}, "geldige keuze"),
    ],
)
def test_a_wrong_answer_makes_nothing_and_loses_nothing(lindehoek, keeper, answers, said):
    before = Village.objects.count()
    page = keeper.post("/admin/dorpen/nieuw/", {**NEW, **answers})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert f'value="{ {**NEW, **answers}["name"] }"' in page.content.decode()
    assert Village.objects.count() == before


def test_a_village_moves_gains_hosts_and_a_language(lindehoek, keeper, visit):
    keeper.post("/admin/dorpen/lindehoek/adres/", {"hostname": "linde.be", "keep_old": "on"})
    assert visit("lindehoek.localhost").get("/agenda/?x=1").headers["Location"] == "http://linde.be/agenda/?x=1"
    keeper.post("/admin/dorpen/lindehoek/nog-een-adres/", {"hostname": "www.linde.be"})
    assert visit("www.linde.be").get("/").status_code == 301
    assert "www.linde.be leidt daarheen" in keeper.get("/admin/dorpen/lindehoek/").content.decode()
    keeper.post("/admin/dorpen/lindehoek/adres-weg/www.linde.be/")
    assert visit("www.linde.be").get("/").status_code == 404
    keeper.post("/admin/dorpen/lindehoek/taal/", {"language": "fr"})
    assert home_of(lindehoek, "fr").live
    keeper.post("/admin/dorpen/lindehoek/naam/", {"name": "De Linde", "port": "443"})
    village = Village.objects.get(slug="lindehoek")
    assert (village.name, village.site.root_url) == ("De Linde", "https://linde.be")


@pytest.mark.parametrize(
    ("where", "answers"),
    [
        ("adres", {"hostname": "zavelberg.localhost"}),
        ("nog-een-adres", {"hostname": "lindehoek.localhost"}),
        ("taal", {"language": "nl"}),
        ("naam", {"name": "", "port": "443"}),
        ("naam", {"name": "X", "port": "0"}),
        ("verwijderen", {"name": "Zavelberg"}),
        ("uitnodigen", {"email": "x", "role": "admin"}),
    ],
)
def test_a_change_that_cannot_be_is_refused(lindehoek, zavelberg, keeper, rows_of, where, answers):
    before = rows_of(lindehoek)
    assert keeper.get(f"/admin/dorpen/lindehoek/{where}/").status_code == 200
    assert keeper.post(f"/admin/dorpen/lindehoek/{where}/", answers).status_code == 200
    assert rows_of(lindehoek) == before
    assert not VillageHost.objects.exists()


def test_the_keeper_invites_an_admin_and_sees_who_is_there(lindehoek, keeper):
    form = {"email": "rita@example.be", "name": "Rita", "role": "admin"}
    page = keeper.post("/admin/dorpen/lindehoek/uitnodigen/", form, follow=True).content.decode()
    assert "rita@example.be, beheerder" in page
    invitation = Invitation.objects.get()
    assert (
        "/uitnodiging/"
        in keeper.post(f"/admin/dorpen/lindehoek/uitnodiging/{invitation.pk}/link/", follow=True).content.decode()
    )
    keeper.post(f"/admin/dorpen/lindehoek/uitnodiging/{invitation.pk}/opnieuw/")
    assert len(mail.outbox) == 2
    invitation.refresh_from_db()
    accept(invitation, first_name="Rita", last_name="Claes", password="een-lang-wachtwoord")
    assert "Rita Claes" in keeper.get("/admin/dorpen/lindehoek/").content.decode()


def test_an_invitation_is_only_touched_at_its_own_village(lindehoek, zavelberg, keeper):
    invitation = invite(zavelberg, "jef@example.be", "editor")
    assert keeper.post(f"/admin/dorpen/lindehoek/uitnodiging/{invitation.pk}/intrekken/").status_code == 404
    keeper.post(f"/admin/dorpen/zavelberg/uitnodiging/{invitation.pk}/intrekken/")
    assert not Invitation.objects.exists()


def test_a_village_is_removed_once_its_name_is_typed(
    db, keeper, tmp_path, settings, django_capture_on_commit_callbacks
):
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    make_village("Molenkouter", "molenkouter.be")
    with django_capture_on_commit_callbacks(execute=True):
        page = keeper.post("/admin/dorpen/molenkouter/verwijderen/", {"name": "Molenkouter"}, follow=True)
    assert "Molenkouter is weg." in page.content.decode()
    assert not Village.objects.filter(slug="molenkouter").exists()
    archive = next((tmp_path / "exports").glob("molenkouter-*.zip"))
    response = keeper.get(f"/admin/dorpen/archief/{archive.name}/")
    assert b"".join(response.streaming_content) == archive.read_bytes()
    for name in ("..%2f..%2fmanage.py", "x.zip", "..", archive.name[:-1]):
        assert keeper.get(f"/admin/dorpen/archief/{name}/").status_code == 404


def test_on_a_villages_host_none_of_it_exists(lindehoek, visit):
    admin = visit(lindehoek, make_user(lindehoek, VillageRole.Role.ADMIN))
    for address in ("", "nieuw/", "lindehoek/", "lindehoek/adres/", "lindehoek/verwijderen/", "archief/x.zip/"):
        assert admin.get(f"/admin/dorpen/{address}").status_code == 404
        assert admin.post(f"/admin/dorpen/{address}", NEW).status_code == 404
    assert visit("localhost").get("/admin/dorpen/").status_code == 302
    assert visit("localhost", make_user(lindehoek)).get("/admin/dorpen/").status_code == 302
    assert project.PLATFORM_HOSTS == ["localhost"]


def test_the_keeper_sees_what_role_somebody_has_where(lindehoek, keeper):
    person = make_user(lindehoek, VillageRole.Role.ADMIN)
    assert "Lindehoek: beheerder" in keeper.get("/admin/users/").content.decode()
    assert "Lindehoek: beheerder" in keeper.get(f"/admin/users/edit/{person.pk}/").content.decode()
