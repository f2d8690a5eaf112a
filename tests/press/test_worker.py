"""The worker process: same result, limits, recovery."""

import os
import time

import pytest

from press.document import Layout
from press.errors import PhotoError, PressOutOfMemory, PressTimeout
from press.typeset import render_edition
from press.worker import PressWorker, print_edition
from tests.press.builders import article, edition, photo


@pytest.fixture(scope="module")
def worker():
    worker = PressWorker()
    yield worker
    worker.stop()


def test_the_worker_prints_what_the_press_prints(worker):
    assert print_edition(edition(), Layout(), worker=worker).pdf == render_edition(edition()).pdf


def test_an_error_comes_back_with_the_article_at_fault(worker, tmp_path):
    broken = photo(tmp_path)
    broken.path.unlink()
    with pytest.raises(PhotoError) as caught:
        print_edition(edition(articles=(article(3, photo=broken),)), Layout(), worker=worker)
    assert (caught.value.article, caught.value.name) == ("a3", broken.path.name)


def test_a_job_over_its_time_is_stopped_and_the_next_one_prints(worker):
    with pytest.raises(PressTimeout):
        worker.run(time.sleep, 30, seconds=0.2)
    assert worker.run(abs, -3) == 3


def test_a_job_over_its_memory_is_an_error_and_the_next_one_prints(worker):
    with pytest.raises(PressOutOfMemory):
        worker.run(bytes, 8 * 1024**3)
    assert worker.run(abs, -3) == 3


def test_a_child_that_dies_is_an_error_and_the_next_one_prints(worker):
    with pytest.raises(PressOutOfMemory):
        worker.run(os._exit, 9)
    assert worker.run(abs, -3) == 3


def test_the_child_lives_on_between_jobs_and_knows_no_django(worker):
    first = worker.run(os.getpid)
    assert worker.run(os.getpid) == first != os.getpid()
    assert not worker.run(eval, "[name for name in __import__('sys').modules if name.startswith('django')]")


def test_a_child_that_has_grown_large_makes_place_for_a_new_one(worker):
    first = worker.run(os.getpid)
    worker.run(eval, "setattr(__import__('sys'), 'ballast', b'x' * (400 << 20))")
    assert worker.run(os.getpid) != first
