"""What a request meets first: its village, its language, its users."""

import datetime as dt

import pytest
from django.test import Client

from demo.factories import home_of, make_document, make_image, make_user, make_village
from villages.models import User, VillageHost, VillageLook

pytestmark = pytest.mark.django_db


def test_an_unknown_host_gets_a_page_that_names_nothing(lindehoek):
    response = Client(headers={"host": "elders.example"}).get("/")
    assert response.status_code == 404
    assert "Lindehoek" not in response.content.decode()


def test_each_host_shows_its_own_village(lindehoek, zavelberg, visit):
    page = visit(zavelberg).get("/").content.decode()
    assert "Zavelberg" in page
    assert "Lindehoek" not in page


def test_the_platform_shows_which_villages_live_here(lindehoek, zavelberg, visit):
    page = visit("localhost").get("/").content.decode()
    assert "http://lindehoek.localhost" in page
    assert "http://zavelberg.localhost" in page


def test_another_host_of_the_village_leads_to_its_own(lindehoek, visit):
    VillageHost.objects.create(village=lindehoek, hostname="oud.example.be")
    response = visit("oud.example.be").get("/agenda/?dag=1")
    assert response.status_code == 301
    assert response.headers["Location"] == "http://lindehoek.localhost/agenda/?dag=1"


def test_a_language_that_the_village_has_not_is_a_404(lindehoek, visit):
    make_village("Molenkouter", "molenkouter.localhost", ["nl", "fr"])
    assert visit("molenkouter.localhost").get("/fr/").status_code == 200
    assert visit(lindehoek).get("/fr/").status_code == 404


def test_an_editor_does_not_exist_at_the_neighbours_host(lindehoek, zavelberg, visit):
    make_user(lindehoek, username="an", password="geheim-genoeg-1")
    login = {"username": "an", "password": "geheim-genoeg-1"}
    assert visit(zavelberg).post("/admin/login/", login).status_code == 200
    assert visit("localhost").post("/admin/login/", login).status_code == 200
    assert visit(lindehoek).post("/admin/login/", login).status_code == 302


def test_a_session_of_one_village_is_nobody_at_another(lindehoek, zavelberg, visit):
    editor = make_user(lindehoek)
    assert visit(lindehoek, editor).get("/admin/").status_code == 200
    assert visit(zavelberg, editor).get("/admin/").status_code == 302


def test_a_superuser_lives_at_the_platform_only(lindehoek, visit):
    keeper = User.objects.create_superuser("keeper", password="geheim-genoeg-1")
    assert visit("localhost", keeper).get("/admin/").status_code == 200
    assert visit(lindehoek, keeper).get("/admin/").status_code == 302


def test_access_ends_after_its_last_day(lindehoek, visit):
    editor = make_user(lindehoek, access_until=dt.date(2020, 1, 1))
    assert visit(lindehoek, editor).get("/admin/").status_code == 302


def test_a_photo_is_served_at_its_own_village_only(lindehoek, zavelberg, visit):
    url = make_image(lindehoek).file.url
    assert visit(lindehoek).get(url).status_code == 200
    assert visit(zavelberg).get(url).status_code == 404
    assert visit("localhost").get(url).status_code == 404


def test_a_document_is_served_by_its_own_view_only(lindehoek, zavelberg, visit):
    document = make_document(lindehoek)
    assert visit(lindehoek).get(document.file.url).status_code == 404
    assert visit(lindehoek).get(document.url).status_code == 200
    assert visit(zavelberg).get(document.url).status_code == 404


@pytest.mark.parametrize("path", ["../manage.py", "v/../../manage.py", "v/0001/%2e%2e/x", "v/"])
def test_a_path_out_of_the_media_folder_is_a_404(lindehoek, visit, path):
    assert visit(lindehoek).get(f"/media/{path}").status_code == 404


def test_a_recording_can_be_asked_for_in_parts(lindehoek, visit):
    from demo.factories import make_audio

    audio = make_audio(lindehoek)
    response = visit(lindehoek).get(audio.file.url, headers={"range": "bytes=4-11"})
    assert response.status_code == 206
    assert len(b"".join(response.streaming_content)) == 8
    assert response.headers["Content-Range"].startswith("bytes 4-11/")


def test_the_village_stylesheet_follows_the_colour(lindehoek, visit):
    before = visit(lindehoek).get("/dorp.css").content
    VillageLook.objects.filter(site=lindehoek.site).update(colour="#7a1f1f")
    assert visit(lindehoek).get("/dorp.css").content != before


def test_a_change_of_host_is_known_at_once(lindehoek, visit):
    assert visit("lindehoek.localhost").get("/").status_code == 200
    lindehoek.site.hostname = "linde.example.be"
    lindehoek.site.save()
    assert visit("lindehoek.localhost").get("/").status_code == 404
    assert visit("linde.example.be").get("/").status_code == 200


def test_a_new_name_of_the_home_page_keeps_its_address(lindehoek, visit):
    home = home_of(lindehoek)
    home.slug = "anders"
    home.save_revision().publish()
    assert visit(lindehoek).get("/agenda/").status_code == 200
