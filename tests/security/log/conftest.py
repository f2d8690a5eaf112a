"""What the tests of the log share: an empty one, somebody who does things, and what it says of them."""

import pytest
from wagtail.models import ModelLogEntry, PageLogEntry

from demo.factories import make_user
from security.models import LogRow
from security.reading import Question, lines
from tests.security.conftest import PASSWORD
from villages.models import VillageRole
from villages.scope import every_village, scoped

Role = VillageRole.Role
JOURNAL = "/admin/logboek/"


@pytest.fixture(autouse=True)
def empty_log(db):
    with every_village():
        LogRow.objects.all().delete()
        PageLogEntry.objects.all().delete()
        ModelLogEntry.objects.all().delete()


@pytest.fixture
def admin(lindehoek):
    return make_user(lindehoek, Role.ADMIN, username="rita", password=PASSWORD, first_name="Rita", last_name="Claes")


def deeds(village):
    with scoped(village.scope()):
        return list(LogRow.objects.order_by("pk").values_list("deed", flat=True))


def told(village, **question):
    with scoped(village.scope()):
        return [(line.who, line.what, line.about) for line in lines(Question(**question))[0]]


def clear():
    with every_village():
        LogRow.objects.all().delete()
