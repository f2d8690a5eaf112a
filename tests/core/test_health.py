"""What the two health addresses say, and to whom."""

import datetime as dt
import shutil
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """Ask without a village's host, as a load balancer does; answers are not kept between tests."""
    return lambda path: client.get(path, headers={"host": "10.0.0.7"})


@pytest.mark.parametrize("path", [health.LIVE, health.READY])
def test_all_is_well_at_any_host_and_without_a_cookie(ask, path):
    response = ask(path)
    assert response.status_code == 200
    assert response.json()["well"] is True
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"


def test_without_https_the_addresses_still_answer(ask, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert ask(health.READY).status_code == 200


def test_a_database_that_is_gone_is_not_ready_but_alive(ask, monkeypatch):
    def gone(*args, **kwargs):
        raise OSError("secret-host refuses")

    monkeypatch.setattr(connection, "cursor", gone)
    response = ask(health.READY)
    assert (response.status_code, response.json()["database"]) == (503, "fails")
    assert "secret-host" not in response.content.decode()
    assert ask(health.LIVE).status_code == 200


def test_a_full_disk_is_said(ask, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=5_000_000))
    assert ask(health.READY).json()["storage"] == "fails"


def test_a_cache_that_is_gone_is_said(ask, settings):
    settings.CACHES = {
        **settings.CACHES,
        "versions": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"},
    }
    assert ask(health.READY).json()["cache"] == "fails"


def test_a_task_that_waits_too_long_is_said_where_a_worker_should_take_it(ask, settings):
    waiting = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="nieuwsbrief.tasks.send_mailing",
        backend_name="press",
        run_after=timezone.now(),
    )
    settings.TASKS = {"press": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert ask(health.READY).status_code == 200
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at=timezone.now() - dt.timedelta(minutes=20))
    health_again = health.health()
    assert health_again["tasks"] is False
    settings.TASKS = {"press": {"BACKEND": "core.threads.ThreadBackend"}}
    assert health.health()["tasks"] is True


def test_a_process_without_what_the_build_makes_is_said(ask, monkeypatch):
    """Its pages would be errors, or English; where it was there as the process began, it is not looked for again."""
    health._code.cache_clear()
    monkeypatch.setattr(health, "staticfiles_storage", SimpleNamespace(hashed_files={}))
    assert ask(health.READY).json()["code"] == "fails"
    health._code.cache_clear()
    monkeypatch.setattr(health, "staticfiles_storage", SimpleNamespace(hashed_files={"a.css": "a.1.css"}))
    assert health.health()["code"] is True
    health._code.cache_clear()
