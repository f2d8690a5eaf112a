"""The WSGI application for gunicorn: `gunicorn --pythonpath site config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()

from villages.scope import see_nothing_outside_requests  # noqa: E402  (models must be loaded first)

see_nothing_outside_requests()
