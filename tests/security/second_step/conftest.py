"""What the tests of the second step share: somebody who takes it, and its addresses."""

import pytest

from demo.factories import make_user
from tests.security.conftest import PASSWORD, Telephone, key_on
from villages.models import VillageRole

Role = VillageRole.Role
PROVE = "/admin/tweede-stap/"
OWN = "/admin/account/tweede-stap/"


@pytest.fixture
def an(lindehoek):
    return make_user(lindehoek, Role.FINAL_EDITOR, username="an", password=PASSWORD)


@pytest.fixture
def required(settings):
    settings.SECOND_STEP_REQUIRED = ["final_editor", "admin", "keeper"]


def is_in(client):
    return client.get("/admin/").status_code == 200


def set_up(client, code=None):
    page = client.get(f"{OWN}app/").content.decode()
    phone = Telephone(key_on(page))
    return phone, client.post(f"{OWN}app/", {"code": code or phone.code})
