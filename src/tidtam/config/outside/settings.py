"""Django's settings of the sandboxes' process. What comes from outside is read in environment.py."""

import secrets
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from .environment import LOOPBACK, read_environment
from .sandboxes import SANDBOXES

OUTSIDE = read_environment()
PACKAGE = Path(__file__).resolve().parent
HOUSE = PACKAGE.parents[1]

DEBUG = False
ALLOWED_HOSTS = ["[::1]" if host == "::1" else host for host in LOOPBACK]
SECRET_KEY = secrets.token_urlsafe(32)  # nothing signed with it outlives the process
ROOT_URLCONF = "tidtam.config.outside.urls"
WSGI_APPLICATION = "tidtam.config.outside.wsgi.application"
APPEND_SLASH = False  # some endpoints answer with and without
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = ["django.contrib.staticfiles", "csp", *(sandbox.name for sandbox in SANDBOXES)]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tidtam.config.outside.middleware.OutsideMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    *(name for sandbox in SANDBOXES for name in sandbox.middleware),
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
        },
    }
]

DATABASES = {
    "default": {
        **OUTSIDE.database.as_django(),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 8}, "connect_timeout": 5},
    }
}
# ThaiD's comes first, for its PINs; a sandbox that keeps passwords asks for its own by name.
PASSWORD_HASHERS = ["tidtam.sandbox.thaid.pin.PinHasher", "tidtam.sandbox.digital_id.passwords.PasswordHasher"]

LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "sandbox_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale", HOUSE / "thai" / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

STATIC_URL = "/static/"
# What the front end builds (the QR reader, the letters) is served from the house's own folder.
STATICFILES_DIRS = [PACKAGE / "static", HOUSE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# Cookies know no ports: the names keep the sandbox apart from the product on the same machine.
CSRF_COOKIE_NAME = "sandbox_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tidtam.config.outside.views.forged_form"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        # A cancelled sign-in is a posted form that ends at the service.
        "form-action": sorted({"'self'", *(origin for sandbox in SANDBOXES for origin in sandbox.form_targets())}),
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A wrong PIN or an expired code is the daily business here, no news.
    "loggers": {"django.request": {"level": "ERROR"}},
}
