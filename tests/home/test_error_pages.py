"""What visitors see when something can't be answered."""

from pathlib import Path

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from config import urls as village_urls

pytestmark = pytest.mark.django_db


def broken(request):
    raise ZeroDivisionError


def refused(request):
    raise PermissionDenied


def nonsense(request):
    raise BadRequest


urlpatterns = [
    path("stuk/", broken),
    path("dicht/", refused),
    path("onzin/", nonsense),
    *village_urls.urlpatterns,
]
handler400, handler500 = village_urls.handler400, village_urls.handler500


@pytest.fixture
def client(lindehoek, settings):
    settings.ROOT_URLCONF = __name__
    look = lindehoek.look
    look.tagline = "Waar de tram niet meer stopt"
    look.save()
    return Client(headers={"host": lindehoek.site.hostname}, raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [("/nergens/", 404, "Deze pagina is er niet"), ("/dicht/", 403, "Deze pagina is niet voor iedereen")],
)
def test_what_is_not_there_or_not_allowed_is_said_in_the_villages_look(client, address, status, words):
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{words}</h1>" in html
    assert "Waar de tram niet meer stopt" in html  # the masthead
    assert "/dorp.css" in html
    assert "Naar de voorpagina van Lindehoek" in html
    assert "Page not found" not in html


def test_in_another_language_the_errors_speak_it_too(client, lindehoek, settings):
    from wagtail.models import Locale

    lindehoek.locales.add(Locale.objects.get_or_create(language_code="fr")[0])
    assert 'lang="fr"' in client.get("/fr/nulle-part/").content.decode()


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [("/stuk/", 500, "Er ging iets mis"), ("/onzin/", 400, "Dit begrijpen we niet")],
)
def test_when_all_else_fails_the_village_is_named_without_asking_the_database(client, address, status, words):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{words}</h1>" in html
    assert '<p class="masthead__name"><a href="/">Lindehoek</a></p>' in html
    assert 'href="/dorp.css"' in html
    tables = [query["sql"].split('FROM "')[1].split('"')[0] for query in asked.captured_queries]
    assert tables == ["villages_village"]  # which village this is: before anything went wrong


def test_plain_pages_need_no_manifest_of_hashed_names(settings):
    text = (Path(settings.ROOT) / "templates" / "plain.html").read_text()
    assert "{% static" not in text


def test_a_form_that_stood_open_for_too_long_says_what_to_do(lindehoek):
    client = Client(enforce_csrf_checks=True, headers={"host": lindehoek.site.hostname})
    response = client.post("/admin/login/", {"username": "x", "password": "y"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "<h1>Dit is niet verstuurd</h1>" in html
    assert "css/sheets/search.css" in html
    assert "CSRF" not in html
