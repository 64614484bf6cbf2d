"""Django's settings. What comes from outside is read in environment.py."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from tidtam.config.environment import read_environment
from tidtam.config.logging import LOGGING  # noqa: F401 - Django reads it here

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).resolve().parents[1]

DEBUG = False
ALLOWED_HOSTS = [ENVIRONMENT.host]
SECRET_KEY = ENVIRONMENT.secret("django")
SECRET_KEY_FALLBACKS = ENVIRONMENT.former_secrets("django")
ROOT_URLCONF = "tidtam.config.urls"
WSGI_APPLICATION = "tidtam.config.wsgi.application"
AUTH_USER_MODEL = "identity.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "tidtam.web",
    "tidtam.kernel.actor",
    "tidtam.kernel.audit",
    "tidtam.kernel.files",
    "tidtam.kernel.fields",
    "tidtam.kernel.orgs",
    "tidtam.kernel.people",
    "tidtam.kernel.notifications",
    "tidtam.kernel.access",
    "tidtam.kernel.identity",
    "tidtam.kernel.issuers",
    "tidtam.kernel.programs",
    "tidtam.kernel.registration",
    "tidtam.kernel.verification",
    "tidtam.kernel.agencies",
    "tidtam.kernel.credentials",
    "tidtam.kernel.helpdesk",
    "tidtam.kernel.provider",
    "tidtam.tracking",
    "tidtam.tracking.forecast",
    "tidtam.tracking.statistics",
    "tidtam.tracking.batches",
    "tidtam.tracking.certificates",
    "tidtam.tracking.api",
    "tidtam.tracking.opening",
    "tidtam.tracking.publishing",
    "tidtam.products.datarights",
    "tidtam.products.academic.layouts",
    "tidtam.products.academic.dossier",
    "tidtam.products.academic.rulebook",
    "tidtam.products.academic.rulemaking",
    "tidtam.products.academic.experts",
    "tidtam.products.academic",
    "tidtam.products.personnel",
    "tidtam.products.registry",
    "tidtam.config",
]
if ENVIRONMENT.has_sandbox:
    INSTALLED_APPS += ["tidtam.sandbox.demo", "tidtam.sandbox.messages"]

MIDDLEWARE = [
    "tidtam.config.health.HealthFirst",
    "tidtam.config.requests.RequestMark",
    "tidtam.config.public_scheme.PublicScheme",
    "tidtam.config.one_name.OneName",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tidtam.web.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tidtam.kernel.identity.middleware.ActorMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tidtam.web.context.shell",
            ],
        },
    }
]

DATABASES = {
    # The web's own role: it owns no table, and row-level security holds for it.
    "default": {
        **ENVIRONMENT.database.as_django(),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5}
        if ENVIRONMENT.is_test
        else {"pool": {"min_size": 1, "max_size": 8, "timeout": 8}, "connect_timeout": 5},
    },
    # The owner migrates and loads; no page ever uses it.
    "owner": {
        **ENVIRONMENT.database_owner.as_django(),
        "OPTIONS": {"connect_timeout": 5},
    },
}
DATABASE_ROUTERS: list[str] = []

CACHES = {
    "default": {
        "BACKEND": "tidtam.kernel.identity.counters.CountingCache",
        "LOCATION": "web_cache",
        # Wrong tries at signing in are counted here: a flood of them must not push the counters out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

PASSWORD_HASHERS = ["tidtam.kernel.identity.hashing.QueuedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "tidtam.kernel.identity.passwords.OwnWordsValidator"},
]

AUTHENTICATION_BACKENDS = ["tidtam.kernel.identity.backends.AccountBackend"]
LOGIN_URL = "sign_in"
ACCOUNT_ADAPTER = "tidtam.kernel.identity.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords: from one address, and for one name typed by strangers; or in one known browser.
    "login_failed": "30/10m/ip,10/15m/key",
    "login_failed_at_home": "10/15m/key",
    "second_factor": "10/15m/key",
    "passkey": "60/15m/ip",
    # Codes asked for with an address that is on file perhaps, and for a new address of one's own.
    "recovery": "30/h/ip,5/h/key",
    "recovery_code": "60/h/ip",
    "address_change": "10/h/key",
    "enrolment_code": "10/15m/key",
    # Passwords of the office's directory, typed to prove an entry.
    "directory_proof": "10/h/key",
    # Wrong secrets of programs: from one address, and for one client at one address.
    "api_client": "60/15m/ip,10/15m/key",
    # All calls of one client at one address, right ones too: each leaves a row.
    "token_call": "600/m/key",
    # People sent here by services: before they are signed in by address, then by account; each answer leaves a row.
    "authorize": "600/m/ip",
    "authorize_account": "60/m/key",
    # Questions after a person with one token, each of which leaves a row, and with tokens that nobody knows.
    "userinfo": "60/m/key",
    "userinfo_refused": "120/m/ip",
    # Registrations begun and ended, codes sent to one e-mail address, questions after one account.
    "registration": "120/h/ip",
    "registration_code": "60/h/ip,5/h/key",
    "registration_end": "60/h/ip",
    "account_check": "30/h/ip,5/h/key",
    # Guessed tokens of agencies: from one address, and by one account.
    "agency_token": "30/15m/ip,10/15m/key",
    # What a card says, typed for verification: from one address, by one account, about one number.
    "verification_card": "60/h/ip",
    "verification_account": "10/d/key",
    "verification_number": "10/d/key",
}
MFA_ADAPTER = "tidtam.kernel.identity.adapter.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1

LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
# Packages with texts of their own that are no Django applications.
LOCALE_PATHS = [PACKAGE / "config" / "locale", PACKAGE / "thai" / "locale"]
LANGUAGE_COOKIE_NAME = "tidtam_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.is_production
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
FILE_UPLOAD_PERMISSIONS = None  # the umask says who may read what is written
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names may be kept by browsers for ever. Tests run without a built front end.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT.is_test
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

SESSION_COOKIE_AGE = 12 * 60 * 60
# Browsers take a cookie so named from this very host and over TLS only: no neighbour in the same domain plants one.
_COOKIE_PREFIX = "__Host-" if ENVIRONMENT.is_production else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}tidtam_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.is_production
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}tidtam_csrf"
CSRF_COOKIE_SECURE = ENVIRONMENT.is_production
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tidtam.web.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.is_production else 0
SECURE_SSL_REDIRECT = False
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'", *ENVIRONMENT.sign_in_origins],
    },
}

FILE_UPLOAD_HANDLERS = ["tidtam.kernel.files.uploads.BoundedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
