"""Regular work is done when it is due, once, whoever looks; one-off work once for each version."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from core import chores
from core.chores import LOST, Regular
from core.models import Chore
from core.tasks import take_up_stalled

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 12, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def ran(monkeypatch):
    """Two pieces of regular work and one of one-off work, that only say that they ran."""
    said = []
    monkeypatch.setattr(chores, "_regular", {})
    monkeypatch.setattr(chores, "_one_off", {"build": "1"})
    monkeypatch.setattr(chores, "call_command", said.append)
    chores.every("often", minutes=5)
    chores.every_night("nightly", hour=3)
    return said


def test_work_is_done_when_it_is_due_and_not_before(ran):
    chores.run_due(MORNING)
    assert ran == ["nightly", "often"]
    chores.run_due(MORNING + dt.timedelta(minutes=4))
    assert ran == ["nightly", "often"]
    chores.run_due(MORNING + dt.timedelta(minutes=5))
    assert ran == ["nightly", "often", "often"]


def test_nightly_work_waits_for_its_hour_in_brussels():
    work = Regular("nightly", hour=3)
    assert not work.is_due(MORNING, dt.datetime(2026, 12, 2, 1, 59, tzinfo=dt.UTC))
    assert work.is_due(MORNING, dt.datetime(2026, 12, 2, 2, 0, tzinfo=dt.UTC))
    assert work.is_due(MORNING, MORNING + dt.timedelta(days=3)), "a machine that was off catches up"


def test_two_runners_at_once_do_it_once(ran, monkeypatch):
    def second_runner(command):
        ran.append(command)
        chores.run_due(MORNING)

    monkeypatch.setattr(chores, "call_command", second_runner)
    chores.run_due(MORNING)
    assert sorted(ran) == ["nightly", "often"]


def test_what_fails_is_written_down_and_does_not_stop_the_rest(ran, monkeypatch):
    def fail(command):
        ran.append(command)
        if command == "nightly":
            raise CommandError("Failed in: lindehoek.")

    monkeypatch.setattr(chores, "call_command", fail)
    chores.run_due(MORNING)
    assert ran == ["nightly", "often"]
    assert "Failed in: lindehoek" in Chore.objects.get(name="nightly").failure
    monkeypatch.setattr(chores, "call_command", ran.append)
    chores.run_due(MORNING + dt.timedelta(days=1))
    assert Chore.objects.get(name="nightly").failure == ""


def test_work_whose_process_was_killed_is_due_again(ran):
    Chore.objects.create(name="nightly", began_at=MORNING)
    Chore.objects.create(name="often", began_at=MORNING, ended_at=MORNING)
    chores.run_due(MORNING + LOST / 2)
    assert "nightly" not in ran
    chores.run_due(MORNING + LOST + dt.timedelta(seconds=1))
    assert "nightly" in ran


def test_one_off_work_is_done_once_for_each_version(ran):
    assert chores.run_after_release() == ["build"]
    assert chores.run_after_release() == []
    chores.after_release("build", "2")
    assert chores.run_after_release() == ["build"]


def test_every_regular_command_exists_and_runs(lindehoek, settings, capsys):
    names = {work.command for work in chores.regular()}
    assert {
        "publish_scheduled",
        "send_newsletters",
        "rebuild_occurrences",
        "import_calendars",
        "clearsessions",
    } <= names
    call_command("work", "--once")
    assert {chore.name: chore.failure for chore in Chore.objects.all()} == dict.fromkeys(names, "")


def _task(**fields):
    known = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "x.y", "backend_name": "press"}
    return DBTaskResult.objects.create(run_after=timezone.now(), **known, **fields)


def test_a_task_whose_worker_died_is_begun_again_three_times_at_most():
    old = timezone.now() - dt.timedelta(minutes=20)
    running = TaskResultStatus.RUNNING
    silent, busy = (
        _task(status=running, started_at=old, worker_ids=["a"]),
        _task(status=running, started_at=timezone.now()),
    )
    hopeless = _task(status=running, started_at=old, worker_ids=["a", "b", "c"])
    assert take_up_stalled() == 1
    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert states == {silent.pk: "READY", busy.pk: "RUNNING", hopeless.pk: "FAILED"}
