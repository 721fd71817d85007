"""Settings that are the same everywhere; run, test and production differ from these by values only."""

from datetime import timedelta
from typing import Any, Literal

from csp.constants import NONE, SELF

from houvast import settings as _settings
from houvast.foundation.database.embedded import data_folder, project_root

PROJECT_ROOT = project_root()
PACKAGE_ROOT = _settings.PACKAGE_ROOT
DATA_FOLDER = data_folder()

SameSite = Literal["Lax", "Strict"]

PRODUCTION = False
DEBUG = False
DEMO = False
TEST_BSN_ALLOWED = False

ROOT_URLCONF = "houvast.web.urls"
WSGI_APPLICATION = "houvast.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

HOUVAST_APPS = [  # in the order of their floors
    "houvast.foundation.database",
    "houvast.foundation.organisations",
    "houvast.foundation.parameters",
    "houvast.foundation.accounts",
    "houvast.foundation.access",
    "houvast.foundation.audit",
    "houvast.foundation.destruction",
    "houvast.foundation.pseudonyms",
    "houvast.foundation.jobs",
    "houvast.foundation.texts",
    "houvast.foundation.limits",
    "houvast.foundation.documents",
    "houvast.casework.residents",
    "houvast.casework.dossier",
    "houvast.casework.signup",
    "houvast.casework.contact",
    "houvast.casework.allowances",
    "houvast.casework.planning",
    "houvast.casework.referrals",
    "houvast.casework.letters",
    "houvast.promise",
    "houvast.connections",
    "houvast.web.ui",
    "houvast.web.counsellor",
    "houvast.web.public",
    "houvast.web.rekenhulp",
    "houvast.web.api",
    "houvast.web.resident",
    "houvast.web.partner",
    "houvast.web.accounts",
    "houvast.web.quality",
    "houvast.web.beheer",
]

INSTALLED_APPS = [
    *HOUVAST_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "houvast.web.inner.counted.CountingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "houvast.web.middleware.headers.HeadersMiddleware",
    # Everything below works inside the organisation's transaction (security.md 7).
    "houvast.web.middleware.tenant.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "houvast.web.middleware.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "houvast.web.middleware.actor.ActorMiddleware",
]
# Names for one machine: on them the bare address is the demo (record.md 1.1). Empty in production.
BARE_HOSTS: frozenset[str] = frozenset()

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_ROOT / "web" / "ui" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "houvast.web.ui.page.page_context",
            ],
        },
    },
]
FORM_RENDERER = "houvast.web.ui.forms.HouvastRenderer"
# Functions that tell the page about its host, its language and who is signed in (web/ui/page.py).
HOUVAST_PAGE_FILLERS = ["houvast.web.public.page.fill", "houvast.web.fillers.fill_staff"]

# --- people and sign-in (security.md 11) -----------------------------------------------------------

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["houvast.foundation.accounts.backend.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "houvast.foundation.passwords.ContextWordValidator"},
    {"NAME": "houvast.foundation.passwords.DifferentSignsValidator"},
]
LOGIN_URL = "/inloggen/"
ACCOUNT_ADAPTER = "houvast.web.accounts.adapter.SignInAdapter"
MFA_ADAPTER = "houvast.web.accounts.adapter.SecondFactorAdapter"
ACCOUNT_FORMS = {"login": "houvast.web.accounts.forms.SignInForm"}
MFA_FORMS = {
    "authenticate": "houvast.web.accounts.forms.SecondStepForm",
    "activate_totp": "houvast.web.accounts.forms.SetUpForm",
}
# Per network only: our own brake (adapter) counts account and network together, so nobody can lock an account.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "60/m/ip"}
LOGIN_REDIRECT_URL = "/werk/"
LOGOUT_REDIRECT_URL = "/inloggen/"

# --- language and time ---

LANGUAGE_CODE = "nl"
# Easy Dutch is not here: its name is longer than a language tag may be (foundation/texts/services.py knows it).
LANGUAGES = [
    ("nl", "Nederlands"), ("en", "English"), ("ar", "العربية"),
    ("tr", "Türkçe"), ("pl", "Polski"), ("uk", "Українська"), ("ti", "ትግርኛ"),
]  # fmt: skip
LOCALE_PATHS = [PACKAGE_ROOT / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# --- state: all of it in the one database ---

CACHE_TABLE = "houvast_cache"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": CACHE_TABLE}}
SESSION_ENGINE = "houvast.web.session_store"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Tenant and transaction are opened by our own middleware around the whole chain (security.md 7).
ATOMIC_REQUESTS = False
WEB_TIMEOUTS = "-c statement_timeout=5s -c lock_timeout=3s -c idle_in_transaction_session_timeout=60s"
JOB_TIMEOUTS = "-c statement_timeout=15min -c lock_timeout=3s"
OWNER_TIMEOUTS = "-c lock_timeout=10s"

# --- files ---

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATICFILES_DIRS: list[Any] = []
WHITENOISE_USE_FINDERS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "houvast.web.ui.static_addresses.KeptAddresses"},
}
DOCUMENT_FOLDER = DATA_FOLDER / "documents"
# Copies: as which role (app_backup), sealed with which key, and where what must outlive the database is handed out.
BACKUP_DATABASE: dict[str, Any] | None = None
BACKUP_KEY: bytes | None = None
HANDOUT_FOLDER = DATA_FOLDER / "uitgegeven"
MEDIA_ROOT = DATA_FOLDER / "media"
MEDIA_URL = ""

# --- what may come in ---

API_A_MINUTE = 120  # calculations of one caller, where an organisation offers them as a service
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 20
TRUSTED_PROXIES = 0  # how many proxies in front of us may be believed about the sender's address

# --- headers and cookies (security.md 11) ---

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not `no-referrer`: with it a browser sends `Origin: null` along with our own forms, and every form is refused.
# Other sites get as little from this one: nothing.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE: SameSite = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE: SameSite = "Lax"
SESSION_COOKIE_NAME = "__Host-houvast"
CSRF_COOKIE_NAME = "__Host-houvast-form"
LANGUAGE_COOKIE_NAME = "__Host-houvast-taal"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "houvast.web.errors.csrf_failure"

# How long a session lives: since the last click, and in all (security.md 10).
RESIDENT_IDLE, RESIDENT_SESSION = timedelta(minutes=15), timedelta(hours=2)
STAFF_IDLE, STAFF_SESSION = timedelta(minutes=30), timedelta(hours=10)
SESSION_COOKIE_AGE = int(STAFF_SESSION.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- sign-in library ---

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a key alone opens the door, so it must know whose finger or PIN it is
MFA_TOTP_ISSUER = "Houvast"

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # only the mail port sends (record.md 5)

# --- the outside world: "local" keeps what is sent (demo, tests), the other really sends ---

MAIL_PROVIDER, MAIL_DOMAIN = "local", "houvast.example"
MAIL_HOST, MAIL_PORT, MAIL_USER, MAIL_PASSWORD, MAIL_TLS = "", 587, "", "", True
MAIL_IN_HOST, MAIL_IN_PORT = "127.0.0.1", 0  # where mail to the sign-up address is taken; 0 = only from a folder
SMS_PROVIDER, SMS_GATEWAY_URL, SMS_GATEWAY_KEY = "local", "", ""

# --- jobs ---

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    # One line of JSON, with only fields that may stand in a log.
    "formatters": {"line": {"()": "houvast.foundation.log.formatter", "messages": False}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Tracebacks go to the log, never by mail.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # While the database is away the pool would say so several times a second.
        "psycopg.pool": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # The worker tells in one line that it lost the database; the stack says no more.
        "procrastinate.utils": {"handlers": ["console"], "level": "CRITICAL", "propagate": False},
        "houvast": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
