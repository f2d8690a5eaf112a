"""Settings that are safe for production. `development` and `test` only loosen them."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from .environment import database
from .machine_translation import machine_translator

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("DORPSPLEIN_VAR", ROOT / "var"))

DEBUG = False
ALLOWED_HOSTS = [
    "*"
]  # villages.middleware knows the hosts, by village, and refuses all others before anything else runs

# villages comes first: it scopes every model's managers as the model is made.
INSTALLED_APPS = [
    "villages",
    "security",
    "core",
    "press",
    "agenda",
    "fietsroutes",
    "dorpskrant",
    "ingezonden",
    "nieuwsbrief",
    "home",
    "demo",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "villages.users_app.VillageUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_otp_webauthn",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "core.health.HealthMiddleware",
    "villages.certificates.CertificateMiddleware",
    "core.headers.HeadersMiddleware",
    "villages.middleware.VillageMiddleware",
    "core.compression.TextCompressionMiddleware",
    "villages.page_cache.PageRecordMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "villages.middleware.VillageLocaleMiddleware",
    "villages.translating.middleware.ForeignWordsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "security.middleware.SecondStepMiddleware",
    "security.log.LogMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "core.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.village",
            ],
        },
    }
]

# Database ------------------------------------------------------------------------------------------------------------
DATABASES = {"default": database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "villages.caching.village_key",
        "OPTIONS": {"MAX_ENTRIES": 5_000},  # Django's 300 would drop the hosts of a thousand villages all the time
    },
    # Map tiles: the same for every village, and nothing in them says who looked.
    "tiles": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "tiles",
        "TIMEOUT": 30 * 24 * 3600,  # seconds
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# Pages for visitors, kept in each process's memory (villages/page_cache.py). VERSIONS says how processes tell each other that
# a village changed: "file" on one machine, "cache" where they share CACHES["default"].
PAGE_CACHE: dict[str, Any] = {
    "MAX_BYTES": int(os.environ.get("PAGE_CACHE_MEGABYTES", "32")) * 1024 * 1024,
    "VERSIONS": "file",
    "FILE": VAR / "versions",
}

# People --------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "villages.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "villages.authentication.VillageBackend"]
WAGTAILADMIN_USER_LOGIN_FORM = "security.forms.LoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "villages.forms.VillagePasswordResetForm"  # noqa: S105 - a class
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Guessing passwords: what is counted, and up to where, stands in security/throttle.py.
AXES_HANDLER = "security.throttle.VillageHandler"
AXES_FAILURE_LIMIT = 100  # per cent of a limit
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["ip_address", "username"]
AXES_USERNAME_CALLABLE = "security.throttle.counted_name"
AXES_CLIENT_IP_CALLABLE = "core.client_address.client_machine"
AXES_CLIENT_STR_CALLABLE = "security.throttle.log_words"
AXES_LOCKOUT_CALLABLE = "security.throttle.refuse"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]  # never kept
# Who can't do without a second step: roles in a village (editor, final_editor, admin) and the keeper of the platform.
SECOND_STEP_REQUIRED: list[str] = [
    name for name in os.environ.get("SECOND_STEP_REQUIRED", "final_editor,admin,keeper").split(",") if name
]
# Passkeys belong to the host that they were made at; security/passkeys.py answers for each.
OTP_WEBAUTHN_HELPER_CLASS = "security.passkeys.VillageHelper"
OTP_WEBAUTHN_RP_ID_CALLABLE = "security.passkeys.relying_party_id"
OTP_WEBAUTHN_RP_NAME_CALLABLE = "security.passkeys.relying_party_name"
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel shows pages in a frame of the same host
# W019 asks for DENY, see the line above; E030 for a list of origins, which is each village's own here (security/passkeys.py).
SILENCED_SYSTEM_CHECKS = ["security.W019", "otp_webauthn.E030"]

# Nothing from elsewhere, nothing that stands in a page: scripts, styles, fonts, photos and recordings are files of this host.
CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    },
}
# Wagtail's editor writes styles into its page; its scripts are files, as `core.admin_scripts` sees to. blob: and data: are
# photos and recordings that have been chosen and not yet sent, and the editor's own small drawings.
ADMIN_CONTENT_SECURITY_POLICY: dict[str, Any] = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
    "font-src": [SELF, "data:"],
}
# Of what a browser can give away, riding a route needs the place and the lit screen, recording a stop the microphone.
PERMISSIONS_POLICY = ", ".join(
    [
        *(f"{name}=(self)" for name in ("geolocation", "microphone", "screen-wake-lock", "fullscreen", "autoplay")),
        *(f"{name}=(self)" for name in ("publickey-credentials-create", "publickey-credentials-get")),
        *(f"{name}=()" for name in ("accelerometer", "browsing-topics", "camera", "display-capture")),
        *(f"{name}=()" for name in ("encrypted-media", "gyroscope", "magnetometer", "midi", "payment", "usb")),
    ]
)

# Language and time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
USE_I18N = WAGTAIL_I18N_ENABLED = True
# Our own words are complete in these; tests insist.
INTERFACE_LANGUAGES = [
    ("nl", _("Dutch")),
    ("fr", _("French")),
    ("en", _("English")),
    ("de", _("German")),
]
# What a village can have pages in. Around those in another language than the above our own words are Dutch, and marked as such.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [*INTERFACE_LANGUAGES, ("ar", _("Arabic"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("fr", "Français"), ("en", "English"), ("de", "Deutsch")]
# What is sent for translation is a draft until somebody publishes it, with words in its own language.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# The machine that may help translators, if any. Texts leave this server only when an editor presses its button.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR: dict[str, Any] | None = machine_translator(os.environ)
LOCALE_PATHS = [ROOT / "site" / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
FORMAT_MODULE_PATH = "core.formats"  # day, month, year, in every language

# Files ---------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "site" / "static"]
STATICFILES_FINDERS = ["core.sheets.SheetFinder", "django.contrib.staticfiles.finders.AppDirectoriesFinder"]
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site shows our files
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "core.media_files.MediaFolder"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail -------------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Dorpsplein"
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y", "%d-%m-%Y %H:%M"
WAGTAILADMIN_BASE_URL = os.environ.get("PLATFORM_URL", "http://localhost:8000")
WAGTAILIMAGES_IMAGE_MODEL = "core.VillageImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.forms.VillageImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "core.VillageDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "gpx", "ics", "odt", "ods", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # what somebody uploaded is downloaded, never opened as a page of ours
WAGTAILMEDIA = {"MEDIA_MODEL": "core.Audio", "MEDIA_FORM_BASE": "core.forms.AudioForm"}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # an embedded film is a request to a third party
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "home.searching.titles"}}
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "press": {"BACKEND": "core.threads.ThreadBackend"},  # printing takes seconds: no request waits for it
}

# Maps under cycling routes -------------------------------------------------------------------------------------------
# The one map server that villages may show through their own host: https, with {z}, {x} and {y}. Empty: none.
ROUTE_TILES_URL = os.environ.get("ROUTE_TILES_URL", "")
ROUTE_TILES_ATTRIBUTION = os.environ.get("ROUTE_TILES_ATTRIBUTION", "© OpenStreetMap")
ROUTE_TILES_MAX_ZOOM = int(os.environ.get("ROUTE_TILES_MAX_ZOOM", "18"))
# Where backups go every night (nowhere without it), the age public key they are encrypted for, and how many stay.
BACKUP_TO = Path(os.environ["BACKUP_TO"]) if os.environ.get("BACKUP_TO") else None
BACKUP_RECIPIENT = os.environ.get("BACKUP_RECIPIENT", "")
BACKUP_KEEP = int(os.environ.get("BACKUP_KEEP", "14"))
# How many proxies of our own stand in front: the n-th address from the right in X-Forwarded-For is believed, none with 0.
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))

# Villages ------------------------------------------------------------------------------------------------------------
# The hosts that show which villages live here, and the keeper's own admin. They have no village.
PLATFORM_HOSTS = os.environ.get("PLATFORM_HOSTS", "localhost").split(",")
