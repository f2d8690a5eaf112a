"""A cache in a real Redis that goes away and comes back: nothing fails, and nothing that was ended comes to life again."""

import shutil
import subprocess
import time

import pytest

from core.redis_cache import RETRY_SECONDS, PatientRedisCache
from tests.production.servers import QUIET, Redis, answers, wait_until


class KeptRedis(Redis):
    """One that has on its disk what it was told, and stops in order."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder

    def start(self):
        options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--appendfsync", "always"]
        command = ["redis-server", "--port", str(self.port), *options, "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, **QUIET)
        wait_until(lambda: answers(self.port), what="Redis answering")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture
def redis(tmp_path):
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    server = KeptRedis(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def cache(redis):
    return PatientRedisCache(f"redis://127.0.0.1:{redis.port}", {"OPTIONS": {"socket_timeout": 1}})


def wait(cache):
    time.sleep(max(0.0, cache._away_until - time.monotonic()) + 0.01)


def test_it_keeps_as_djangos_own_does(cache):
    cache.set("one", 1)
    assert cache.add("one", 2) is False
    assert (cache.get("one"), cache.get("two", "none"), cache.incr("one")) == (1, "none", 2)
    cache.set_many({"two": 2, "three": 3})
    assert cache.get_many(["one", "two", "three", "four"]) == {"one": 2, "two": 2, "three": 3}
    cache.delete_many(["two"])
    assert (cache.has_key("two"), cache.has_key("three"), cache.delete("three")) == (False, True, True)


def test_while_redis_is_away_nothing_is_found_and_nothing_fails(cache, redis):
    cache.set("one", 1)
    redis.stop()
    assert cache.get("one", "none") == "none"
    assert cache.get_many(["one"]) == {}
    assert cache.add("new", 1) is True
    cache.set("one", 2), cache.delete("one"), cache.set_many({"a": 1}), cache.clear()
    with pytest.raises(ValueError, match="not found"):
        cache.incr("count")
    assert cache.get_or_set("made", lambda: "anew") == "anew"
    redis.start()
    wait(cache)
    cache.set("one", 3)
    assert cache.get("one") == 3


def test_what_was_ended_meanwhile_does_not_come_back(cache, redis):
    cache.set("session", "logged in", timeout=None)
    cache.set("other", "as it was", timeout=None)
    redis.stop()
    cache.delete("session")
    redis.start()
    wait(cache)
    assert cache.get("other") == "as it was", "Redis kept what it had"
    assert cache.get("session") is None


def test_a_redis_that_is_away_is_not_asked_each_time(cache, redis, caplog):
    redis.stop()
    began = time.monotonic()
    for _ in range(500):
        cache.get("one")
    asked = caplog.text.count("Redis does not answer")
    assert 1 <= asked <= 1 + (time.monotonic() - began) / RETRY_SECONDS
