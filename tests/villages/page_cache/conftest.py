"""What the tests of kept pages share: a clock, the front that keeps them, and a change as a request makes it."""

import datetime as dt
from contextlib import contextmanager

import pytest

from demo.factories import contact_page_of
from tests.villages.wsgi import Front
from villages.models import Village
from villages.scope import every_village, scoped

TODAY = dt.datetime(2026, 12, 1, 10, 0, tzinfo=dt.UTC)  # 11 o'clock in Brussels


class Clock:
    """The time for all that asks Django, the template tag `now` and the page store."""

    def __init__(self, monkeypatch):
        self.now = TODAY
        clock = self

        class Day(dt.datetime):
            @classmethod
            def now(cls, tz=None):
                return clock.now.astimezone(tz)

        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)
        monkeypatch.setattr("django.template.defaulttags.datetime", Day)
        monkeypatch.setattr("villages.page_store.time", self)

    def time(self):
        return self.now.timestamp()

    def move_to(self, moment):
        self.now = moment


@pytest.fixture(autouse=True)
def today(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def front() -> Front:
    return Front()


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    """Do something in a village as its request does, up to and including the commit."""

    @contextmanager
    def changing(village: Village):
        with every_village():
            scope = village.scope()
        with django_capture_on_commit_callbacks(execute=True), scoped(scope):
            yield

    return changing


def kept(front, village, path="/", **environ):
    """Ask twice: the second answer comes from memory."""
    first = front.get(village, path, **environ)
    assert first.status == 200 and first.stored, (path, first.headers)
    second = front.get(village, path, **environ)
    assert second.kept
    assert second.body == first.body
    return second


def number_of(village, number):
    """Give the contact page another telephone number."""
    page = contact_page_of(village)
    page.contact_phone = number
    page.save_revision().publish()
