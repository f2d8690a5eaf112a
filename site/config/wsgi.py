"""The WSGI application for gunicorn: `gunicorn --pythonpath site config.wsgi`."""

import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Django REST framework loads PostgreSQL's client wherever it is installed: a tenth of a small machine's web process.
    # `import psycopg` then says that it is not there, which it knows how to do without.
    sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
django_application = get_wsgi_application()

from villages.page_cache import PageCache  # noqa: E402  (models must be loaded first)
from villages.scope import see_nothing_outside_requests  # noqa: E402

see_nothing_outside_requests()
application = PageCache(django_application)
