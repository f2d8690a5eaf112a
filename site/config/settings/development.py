"""Settings for `bin/serve` and for those who work on the code."""

import os

from .base import *  # noqa: F403
from .base import STORAGES, VAR, WAGTAILLOCALIZE_MACHINE_TRANSLATOR

SECRET_KEY = "for-development-only-never-on-the-internet"  # noqa: S105
DEBUG = os.environ.get("DEBUG", "1") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECOND_STEP_REQUIRED = [name for name in os.environ.get("SECOND_STEP_REQUIRED", "").split(",") if name]
SECURE_HSTS_SECONDS = 0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
WAGTAILADMIN_BASE_URL = f"http://localhost:{os.environ.get('PORT', '8000')}"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
if WAGTAILLOCALIZE_MACHINE_TRANSLATOR is None:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "villages.translating.machines.WordByWord", "OPTIONS": {}}
