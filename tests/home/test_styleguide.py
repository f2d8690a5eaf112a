"""The style guide: who sees it, and that everything in it is real."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from demo.factories import make_article, make_edition, make_image, make_user
from home.styleguide import COLOURS, STEPS, VILLAGE_COLOURS, icons
from villages.models import User, VillageRole

pytestmark = pytest.mark.django_db
Role = VillageRole.Role
ADDRESS = "/stijlgids/"


def css_of(html: str) -> str:
    sheets = re.findall(r'<link rel="stylesheet" href="/static/(css/[^"?]+)"', html)
    return "".join(Path(str(finders.find(sheet))).read_text(encoding="utf-8") for sheet in sheets)


def test_it_stands_behind_a_login_and_is_for_who_sets_up_the_village(lindehoek, visit):
    anonymous = visit(lindehoek).get(ADDRESS)
    assert anonymous.status_code == 302
    assert anonymous.headers["Location"].startswith("/admin/login/")
    assert visit(lindehoek, make_user(lindehoek, Role.EDITOR)).get(ADDRESS).status_code in (302, 403)
    response = visit(lindehoek, make_user(lindehoek, Role.ADMIN)).get(ADDRESS)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_the_menu_of_the_admin_leads_there_for_who_may(lindehoek, visit):
    assert ADDRESS in visit(lindehoek, make_user(lindehoek, Role.ADMIN)).get("/admin/").content.decode()
    assert ADDRESS not in visit(lindehoek, make_user(lindehoek, Role.EDITOR)).get("/admin/").content.decode()


def test_somebody_elses_admin_does_not_get_in(lindehoek, zavelberg, visit):
    assert visit(lindehoek, make_user(zavelberg, Role.ADMIN)).get(ADDRESS).status_code != 200


def test_every_component_is_there_in_its_states_and_has_its_styles(lindehoek, visit):
    edition = make_edition(lindehoek)
    make_article(edition, title="Van het dorp zelf", photo=make_image(lindehoek), photo_alt="x")
    html = visit(lindehoek, make_user(lindehoek, Role.ADMIN)).get(ADDRESS).content.decode()
    for mark in (
        "happening--cancelled",
        "happening__series",
        "teaser--lead",
        "teaser--second",
        "teaser--short",
        "teaser--line",
        "notice--born",
        "notice--married",
        "notice--died",
        "copyform__field--wrong",
        "copyform__optional",
        "contact__phone",
        "node-strip__node",
        "onward__progress",
        "paper__cover",
        "correction",
        "teaser__photo",
    ):
        assert mark in html, mark
    assert "Van het dorp zelf" not in html  # its photo is borrowed, its words are not
    known = set(re.findall(r"\.([a-z][\w-]*)", css_of(html)))
    wanted = {f"swatch__colour--{name}" for name in (*COLOURS, *VILLAGE_COLOURS)}
    assert wanted | {f"guide__step--{step}" for step in STEPS} <= known
    assert len(icons()) > 20
    assert html.count("#phone") >= 2
    assert html.count("<h1") == 1


def test_a_new_village_has_one_too_and_so_has_the_platform(lindehoek, visit):
    assert visit(lindehoek, make_user(lindehoek, Role.ADMIN)).get(ADDRESS).status_code == 200
    keeper = User.objects.create_superuser("keeper", "keeper@example.be", "een-lang-wachtwoord")
    client = Client(headers={"host": settings.PLATFORM_HOSTS[0]})
    client.force_login(keeper, backend="villages.authentication.VillageBackend")
    html = client.get(ADDRESS).content.decode()
    assert "node-strip__node" in html
    assert 'id="artikels"' not in html
