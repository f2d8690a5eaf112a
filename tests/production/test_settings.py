"""Production starts from environment variables alone, and names all that is missing or wrong at once."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

NEEDED = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "PLATFORM_HOSTS": "platform.example.be, p2.example.be",
    "PLATFORM_URL": "https://p.example.be",
}
BUCKET = {
    "S3_BUCKET": "dorpen",
    "S3_ENDPOINT": "http://127.0.0.1:1",
    "S3_ACCESS_KEY": "a",
    "S3_SECRET_KEY": "b",
    "S3_REGION": "eu-west-1",
}
REDIS = {"REDIS_URL": "redis://127.0.0.1:1/0"}
POSTGRES = {"DATABASE_URL": "postgres://dorp:geheim@127.0.0.1:1/dorp"}
SAY = """
import json
from django.conf import settings as s
print(json.dumps({
    "hosts": s.PLATFORM_HOSTS, "database": s.DATABASES["default"], "caches": s.CACHES, "sessions": s.SESSION_ENGINE,
    "storages": s.STORAGES, "tasks": s.TASKS, "versions": s.PAGE_CACHE["VERSIONS"], "debug": s.DEBUG,
}, default=str))
"""


def run(code=SAY, **variables):
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    environment = {
        **kept,
        **variables,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PYTHONPATH": f"{settings.ROOT / 'site'}",
    }
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)


def test_all_missing_variables_are_named_in_one_message():
    said = run().stderr.splitlines()[-1]
    assert all(name in said for name in NEEDED)


def test_what_is_wrong_is_named_with_what_it_must_be():
    said = run(**NEEDED, EMAIL_PORT="vijf", EMAIL_USE_TLS="yes", REDIS_URL="http://redis").stderr.splitlines()[-1]
    assert "EMAIL_PORT must be a whole number, not “vijf”" in said
    assert "EMAIL_USE_TLS must be 1 or 0" in said
    assert "REDIS_URL must begin with redis://" in said


def test_a_bucket_needs_its_keys_and_a_shared_cache():
    said = run(**NEEDED, S3_BUCKET="dorpen").stderr.splitlines()[-1]
    assert all(name in said for name in ("S3_ACCESS_KEY", "S3_SECRET_KEY", "REDIS_URL"))


def test_without_more_it_is_one_machine_with_sqlite_and_files_on_disk(tmp_path):
    found = json.loads(run(**NEEDED, DORPSPLEIN_VAR=str(tmp_path)).stdout)
    assert found["hosts"] == ["platform.example.be", "p2.example.be"]
    assert found["debug"] is False
    assert found["database"]["NAME"] == str(tmp_path / "dorpsplein.sqlite3")
    assert found["database"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["storages"]["default"]["BACKEND"] == "core.media_files.MediaFolder"  # files on this disk
    assert found["tasks"]["press"]["BACKEND"] == "core.threads.ThreadBackend"
    assert found["versions"] == "file"


def test_grown_it_keeps_nothing_in_a_process():
    found = json.loads(run(**NEEDED, **POSTGRES, **REDIS, **BUCKET).stdout)
    assert found["database"]["OPTIONS"]["pool"]["max_size"] == 8
    assert found["database"]["CONN_MAX_AGE"] == 0
    assert found["caches"]["default"]["BACKEND"] == "core.redis_cache.PatientRedisCache"
    assert found["caches"]["default"]["KEY_FUNCTION"] == "villages.caching.village_key"
    assert "File" not in json.dumps(found["caches"])
    assert found["sessions"] == "django.contrib.sessions.backends.cached_db"
    assert {found["storages"][name]["OPTIONS"]["location"] for name in ("default", "shelf")} == {"media", "press"}
    assert found["tasks"]["press"]["BACKEND"] == "django_tasks_db.DatabaseBackend"
    assert found["versions"] == "cache"


@pytest.mark.parametrize("more", [{}, {**POSTGRES, **REDIS, **BUCKET}], ids=["embedded", "grown"])
def test_the_deployment_checks_find_nothing(more, tmp_path):
    environment = {"PATH": os.environ["PATH"], **NEEDED, **more, "DORPSPLEIN_VAR": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.production"
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=settings.ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


FAIL = """
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
site = get_wsgi_application()
import villages.middleware
def fail(hostname):
    if hostname == "elders.example.be":
        return None
    raise RuntimeError("stuk")
villages.middleware.address_of = fail
for host in ("zavelberg.example.be", "elders.example.be"):
    request = RequestFactory().get("/agenda/", HTTP_HOST=host, HTTP_X_FORWARDED_PROTO="https")
    site(request.environ, lambda status, headers: print(status))
"""


def test_an_error_stands_in_the_log_and_an_address_that_is_not_there_does_not(tmp_path):
    found = run(FAIL, **NEEDED, DORPSPLEIN_VAR=str(tmp_path))
    assert found.stdout.split("\n")[:2] == ["500 Internal Server Error", "404 Not Found"]
    assert "ERROR django.request: Internal Server Error: /agenda/" in found.stderr
    assert "RuntimeError: stuk" in found.stderr
    assert "Not Found" not in found.stderr
