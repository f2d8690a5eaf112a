"""The WSGI application for gunicorn: `gunicorn --pythonpath site config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django_application = get_wsgi_application()

from villages.page_cache import PageCache  # noqa: E402  (models must be loaded first)
from villages.scope import see_nothing_outside_requests  # noqa: E402

see_nothing_outside_requests()
application = PageCache(django_application)
