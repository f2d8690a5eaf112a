"""A village's own host, its other hosts, its port and its languages."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from wagtail.models import Site

from demo.factories import contact_page_of, home_of, make_user, make_village, newspaper_of
from villages.addresses import address_of
from villages.founding import add_language
from villages.hosting import add_host, move_village, remove_host, set_port
from villages.models import Village, VillageHost, VillageRole
from villages.scope import every_village, scoped

pytestmark = pytest.mark.django_db


def test_a_village_that_moves_leaves_a_redirect_with_path_and_query(lindehoek, visit):
    move_village(lindehoek, "Linde.Example.be ")
    response = visit("lindehoek.localhost").get("/agenda/?soort=sport&q=%C3%A9")
    assert response.status_code == 301
    assert response.headers["Location"] == "http://linde.example.be/agenda/?soort=sport&q=%C3%A9"
    assert visit("linde.example.be").get("/agenda/").status_code == 200


def test_a_village_can_move_back_to_a_host_that_led_to_it(lindehoek, visit):
    move_village(lindehoek, "linde.example.be")
    move_village(lindehoek, "lindehoek.localhost")
    assert visit("lindehoek.localhost").get("/").status_code == 200
    assert visit("linde.example.be").get("/").headers["Location"] == "http://lindehoek.localhost/"


def test_an_old_host_can_be_let_go(lindehoek, visit):
    move_village(lindehoek, "linde.example.be", keep_old=False)
    assert visit("lindehoek.localhost").get("/").status_code == 404
    add_host(lindehoek, "www.linde.example.be")
    assert visit("www.linde.example.be").get("/").status_code == 301
    remove_host(lindehoek, "www.linde.example.be")
    assert visit("www.linde.example.be").get("/").status_code == 404


@pytest.mark.parametrize("host", ["zavelberg.localhost", "www.zavelberg.be", "localhost", "a b", "https://a.be", ""])
def test_a_host_of_another_village_or_of_the_platform_is_refused(lindehoek, zavelberg, host):
    VillageHost.objects.create(village=zavelberg, hostname="www.zavelberg.be")
    with pytest.raises(ValidationError):
        move_village(lindehoek, host)
    with pytest.raises(ValidationError):
        add_host(lindehoek, host)
    assert Village.objects.get(pk=lindehoek.pk).site.hostname == "lindehoek.localhost"


def test_redirects_lead_to_the_scheme_and_port_of_the_village(lindehoek, visit):
    add_host(lindehoek, "oud.example.be")
    assert visit("oud.example.be").get("/").headers["Location"] == "http://lindehoek.localhost/"
    set_port(lindehoek, 443)
    assert visit("oud.example.be").get("/x//evil?a=1").headers["Location"] == "https://lindehoek.localhost/x//evil?a=1"
    set_port(lindehoek, 8101)
    assert visit("oud.example.be").get("/").headers["Location"] == "http://lindehoek.localhost:8101/"


def test_links_follow_the_port(lindehoek):
    set_port(lindehoek, 443)
    assert home_of(lindehoek).full_url == "https://lindehoek.localhost/"


def test_a_host_whose_village_another_process_removed_is_nobodys(lindehoek, visit):
    remembered = address_of("lindehoek.localhost")
    Site.objects.get(pk=lindehoek.pk).delete()
    with every_village():
        cache.set("address:lindehoek.localhost", remembered)
    assert visit("lindehoek.localhost").get("/").status_code == 404


def test_the_command_changes_all_or_nothing(lindehoek, zavelberg, capsys):
    with pytest.raises(CommandError, match="dorp"):
        call_command("change_village", "lindehoek", name="Anders", host="zavelberg.localhost")
    assert Village.objects.get(slug="lindehoek").name == "Lindehoek"
    call_command("change_village", "lindehoek", name="De Linde", host="linde.be", port=443, add_language=["fr"])
    said = capsys.readouterr().out
    assert "De Linde lives at https://linde.be/" in said
    assert "Other hosts: lindehoek.localhost. Languages: nl, fr." in said


def test_an_unknown_village_is_answered_with_those_that_there_are(lindehoek, zavelberg):
    with pytest.raises(CommandError, match="There are: lindehoek, zavelberg"):
        call_command("change_village", "molenkouter")


def test_a_language_added_later_has_the_sections_and_the_roles_rights(lindehoek, visit):
    newspaper = newspaper_of(lindehoek)
    newspaper.title, newspaper.subtitle = "De Bode", "Krant van Lindehoek"
    newspaper.save_revision().publish()
    contact = contact_page_of(lindehoek)
    contact.slug, contact.title, contact.contact_phone = "aanspreekpunt", "Loket", "0470 00 00 12"
    contact.save_revision().publish()
    add_language(lindehoek, "fr")
    add_language(lindehoek, "fr")
    french = home_of(lindehoek, "fr")
    assert [page.title for page in french.get_children()] == ["De Bode", "Agenda", "Itinéraires à vélo", "Loket"]
    assert newspaper_of(lindehoek, "fr").subtitle == ""
    assert contact_page_of(lindehoek, "fr").contact_phone == "0470 00 00 12"
    assert visit(lindehoek).get("/fr/").status_code == 200
    editor = make_user(lindehoek, VillageRole.Role.FINAL_EDITOR)
    with scoped(lindehoek.scope()):
        assert newspaper_of(lindehoek, "fr").permissions_for_user(editor).can_publish()
        assert newspaper_of(lindehoek, "fr").get_workflow() is not None


def test_an_unknown_language_changes_nothing(lindehoek):
    with pytest.raises(ValidationError):
        add_language(lindehoek, "xx")
    assert Village.objects.get(pk=lindehoek.pk).languages == ["nl"]


def test_a_forgotten_password_is_mended_at_the_villages_own_host(lindehoek, visit):
    make_user(lindehoek, username="an", password="geheim-genoeg-1")
    client = visit(lindehoek)
    assert client.post("/admin/password_reset/", {"email": "an@example.be"}).status_code == 302
    assert "http://lindehoek.localhost/admin/password_reset/confirm/" in mail.outbox[0].body


def test_a_password_forgotten_elsewhere_is_not_mended_here(lindehoek, zavelberg, visit):
    make_user(lindehoek, username="an", password="geheim-genoeg-1")
    visit(zavelberg).post("/admin/password_reset/", {"email": "an@example.be"})
    assert mail.outbox == []


def test_two_villages_do_not_share_a_host():
    make_village("Molenkouter", "molenkouter.be")
    with pytest.raises(ValidationError):
        make_village("Molenkouter Twee", "MOLENKOUTER.be.")
