"""Settings for the test run: as production where it matters, quick where it does not."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import CACHES, PAGE_CACHE, STORAGES
from .environment import database

SECRET_KEY = "for-tests-only"  # noqa: S105
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECOND_STEP_REQUIRED = []
SECURE_HSTS_SECONDS = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
VAR = Path(tempfile.mkdtemp(prefix="dorpsplein-test-"))
# A file, as in production: the browser tests' server answers in threads with connections of their own.
DATABASES = {"default": {**database(VAR, pool=False), "CONN_MAX_AGE": 0}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] |= {
        "NAME": str(VAR / "db.sqlite3"),
        "TEST": {"NAME": str(VAR / "test.sqlite3")},
    }
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;",
    }
CACHES["tiles"] = {**CACHES["tiles"], "LOCATION": VAR / "tiles"}
PAGE_CACHE["FILE"] = VAR / "versions"
MEDIA_ROOT = VAR / "media"
STATIC_ROOT = VAR / "static"
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None  # a test that wants a machine says which
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = dict.fromkeys(("default", "press"), {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"})
