"""Settings for the internet, from environment variables only.

Without more than the required ones: SQLite, files on disk, one machine. With DATABASE_URL, REDIS_URL and S3_BUCKET: PostgreSQL,
a cache and sessions that processes share, files in a bucket, and tasks for a worker; then processes keep no state.
"""

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, PAGE_CACHE, STORAGES, TASKS
from .environment import Environment

env = Environment()

SECRET_KEY = env.required("SECRET_KEY")
PLATFORM_HOSTS = [host.strip() for host in env.required("PLATFORM_HOSTS").split(",") if host.strip()]
WAGTAILADMIN_BASE_URL = env.required("PLATFORM_URL")
env.one_of("PLATFORM_URL", WAGTAILADMIN_BASE_URL, ("https://", "http://"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)

EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 15  # seconds: a page waits for the mail server, but not for ever
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "dorpsplein@localhost")

# What goes wrong is written to standard error, which systemd and platforms keep. An address that is not there is no error.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}

# One cache for all processes -----------------------------------------------------------------------------------------
REDIS_URL = env.text("REDIS_URL")
env.one_of("REDIS_URL", REDIS_URL, ("redis://", "rediss://", "unix://"))
if REDIS_URL:
    _seconds = {"socket_timeout": 1, "socket_connect_timeout": 1}
    CACHES["default"] |= {
        "BACKEND": "core.redis_cache.PatientRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": _seconds,
    }
    CACHES["tiles"] = {**CACHES["default"], "KEY_PREFIX": "tiles", "TIMEOUT": CACHES["tiles"]["TIMEOUT"]}
    del CACHES["tiles"]["KEY_FUNCTION"]
    # Which tells when it is not there: whether a page is still true cannot be guessed.
    CACHES["versions"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "versions",
        "OPTIONS": _seconds,
    }
    PAGE_CACHE["VERSIONS"] = "cache"
    # Read from Redis, written to the database too: nobody is logged out by a cache that was away.
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# Files in a bucket ---------------------------------------------------------------------------------------------------
S3_BUCKET = env.text("S3_BUCKET")
if S3_BUCKET:
    if not REDIS_URL:
        env.missing.append("REDIS_URL (with S3_BUCKET: processes on several machines share a cache)")
    S3_ENDPOINT = env.text("S3_ENDPOINT")
    env.one_of("S3_ENDPOINT", S3_ENDPOINT, ("https://", "http://"))
    _bucket = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": S3_ENDPOINT or None,
        "region_name": env.text("S3_REGION") or None,
        "access_key": env.required("S3_ACCESS_KEY"),
        "secret_key": env.required("S3_SECRET_KEY"),
    }
    STORAGES["default"] = {"BACKEND": "core.bucket.MediaBucket", "OPTIONS": {**_bucket, "location": "media"}}
    # Finished papers, and archives of villages: nobody's media.
    STORAGES["shelf"] = {"BACKEND": "core.bucket.BucketStorage", "OPTIONS": {**_bucket, "location": "press"}}
    STORAGES["exports"] = {"BACKEND": "core.bucket.BucketStorage", "OPTIONS": {**_bucket, "location": "exports"}}

# Tasks ---------------------------------------------------------------------------------------------------------------
# With a worker (`manage.py work`), what takes long is done there; without one, by a thread of the process that was asked.
WORKER = env.flag("WORKER", default=DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql")
if WORKER:
    TASKS["press"] = {"BACKEND": "django_tasks_db.DatabaseBackend"}

env.stop_if_wrong()
