"""What every answer tells the browser not to allow."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from demo.factories import make_user
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
PUBLIC = [
    "/",
    "/dorpskrant/",
    "/agenda/",
    "/zoeken/?q=x",
    "/inzenden/",
    "/inzenden/artikel/",
    "/nieuwsbrief/",
    "/dorp.css",
    "/nergens/",
]


@pytest.mark.parametrize("url", PUBLIC)
def test_public_answers_allow_files_of_this_host_and_nothing_in_the_page(url, lindehoek, visit):
    response = visit(lindehoek).get(url)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    for loophole in ("unsafe", "data:", "blob:", "http:", "https:", "*", "nonce"):
        assert loophole not in policy
    body = response.content.decode()
    assert " style=" not in body
    assert "<style" not in body
    assert " onclick=" not in body


def test_the_admin_runs_scripts_of_this_host_only(lindehoek, visit):
    editor = make_user(lindehoek, VillageRole.Role.ADMIN)
    policy = visit(lindehoek, editor).get("/admin/").headers["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'self'"
    assert "script-src" not in parts
    assert "connect-src" not in parts
    assert "frame-src" not in parts
    assert "unsafe" not in policy.replace(parts["style-src"], "")


def test_sensors_are_for_this_host_where_a_page_needs_them_and_for_nobody_else(lindehoek, visit):
    policy = visit(lindehoek).get("/").headers["Permissions-Policy"]
    for needed in ("geolocation=(self)", "microphone=(self)", "screen-wake-lock=(self)"):
        assert needed in policy
    assert "Permissions-Policy" not in visit(lindehoek).get("/dorp.css").headers  # which no document is
    for never in ("camera=()", "payment=()", "usb=()"):
        assert never in policy


@pytest.mark.parametrize("url", ["/", "/admin/login/"])
def test_other_sites_neither_learn_where_one_was_nor_reach_into_the_window(url, lindehoek, visit):
    headers = visit(lindehoek).get(url).headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "host",
    ["elders.example", "lindehoek.localhost.elders.example", "127.0.0.1", "lindehoek.localhost:80@elders.example"],
)
def test_a_host_that_is_nobodys_is_refused_before_anything_else(host, lindehoek, visit):
    response = visit(host).get("/admin/login/")
    assert response.status_code in (400, 404)
    assert "Lindehoek" not in response.content.decode()
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


def test_a_forwarded_host_changes_nothing(lindehoek, zavelberg, visit):
    page = visit(lindehoek).get("/", headers={"x-forwarded-host": "zavelberg.localhost"}).content.decode()
    assert "Lindehoek" in page
    assert "Zavelberg" not in page


def test_production_speaks_https_for_a_year_and_keeps_cookies_to_itself():
    needed = {"SECRET_KEY": "x" * 60, "PLATFORM_HOSTS": "a.example.be", "PLATFORM_URL": "https://a.example.be"}
    environment = {**os.environ, **needed, "PYTHONPATH": str(settings.ROOT / "site")}
    names = "SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE"
    code = f"from config.settings import production as p; print([getattr(p, n) for n in '{names}'.split()])"
    answer = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[31536000, True, True, True, True]"


def test_a_header_is_sent_only_with_what_a_browser_reads_it_on(lindehoek, visit):
    from django.http import HttpResponse

    from core.headers import HeadersMiddleware

    def answer(kind):
        headers = {"Content-Type": kind, "Cross-Origin-Opener-Policy": "same-origin"}
        return HeadersMiddleware(lambda request: HttpResponse(headers=headers))(visit(lindehoek).get("/").wsgi_request)

    assert "Cross-Origin-Opener-Policy" in answer("text/html; charset=utf-8").headers
    for kind in ("text/css", "image/svg+xml", "text/javascript", "image/webp"):
        assert "Cross-Origin-Opener-Policy" not in answer(kind).headers
        assert "default-src 'self'" in answer(kind).headers["Content-Security-Policy"]
    assert "Content-Security-Policy" not in answer("font/woff2").headers
