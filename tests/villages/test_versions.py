"""Tokens that processes share: in a file, and in a real Redis that goes away and comes back."""

import shutil

import pytest

from tests.production.servers import Redis
from villages import versions
from villages.versions import ALL, CacheVersions, FileVersions, VersionsGoneError


def test_two_processes_files_show_the_same_tokens(tmp_path):
    one, other = FileVersions(tmp_path / "versions"), FileVersions(tmp_path / "versions")
    before = one.read([ALL, 2, 3])
    other.renew(2)
    after = one.read([ALL, 2, 3])
    assert after[2] != before[2]
    assert (after[ALL], after[3]) == (before[ALL], before[3])
    assert other.read([2]) == {2: after[2]}


def test_a_thousand_villages_at_any_distance_have_slots_of_their_own():
    for step in (1, 2, 1_000_000):
        assert len({versions._slot(2 + number * step) for number in range(1000)} - {versions._slot(ALL)}) == 1000


@pytest.fixture
def redis(settings):
    if shutil.which("redis-server") is None:
        pytest.skip("NO REDIS: apt install redis-server")
    server = Redis()
    server.start()
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": server.url,
            "KEY_FUNCTION": "villages.caching.village_key",
        },
    }
    yield server
    server.stop()


def test_machines_that_share_redis_show_the_same_tokens(redis):
    one, other = CacheVersions(), CacheVersions()
    before = one.read([ALL, 2])
    assert other.read([ALL, 2]) == before
    other.renew(2)
    after = one.read([ALL, 2])
    assert after[2] != before[2] and after[ALL] == before[ALL]


def test_pages_go_on_for_some_minutes_without_redis_and_it_heals_by_itself(redis, monkeypatch):
    monkeypatch.setattr(versions, "RETRY_SECONDS", 0)
    tokens = CacheVersions()
    before = tokens.read([ALL, 2])
    redis.stop()
    assert tokens.read([ALL, 2]) == before
    with pytest.raises(VersionsGoneError):
        tokens.read([ALL, 3])  # of this village nothing is known
    monkeypatch.setattr(versions, "GRACE_SECONDS", 0)
    with pytest.raises(VersionsGoneError):
        tokens.read([ALL, 2])
    redis.start()
    assert tokens.read([ALL, 2]).keys() == before.keys()


def test_what_could_not_be_told_is_told_before_anything_kept_is_shown(redis, monkeypatch):
    monkeypatch.setattr(versions, "RETRY_SECONDS", 0)
    mine, others = CacheVersions(), CacheVersions()
    monkeypatch.setattr(versions, "_versions", lambda: mine)
    before = versions.tokens([2])
    others.read([ALL, 2])
    redis.stop()
    versions.renew(2)
    with pytest.raises(VersionsGoneError):
        versions.tokens([2])
    redis.start()
    assert versions.tokens([2])[2] != before[2]
    assert others.read([2]) == {2: versions.tokens([2])[2]}
