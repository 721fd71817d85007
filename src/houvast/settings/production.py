"""Production: everything from the environment; a wrong or missing value is a refusal to start."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403 - a settings file is its base with values changed
from .base import HANDOUT_FOLDER, OWNER_TIMEOUTS, WEB_TIMEOUTS
from .environment import database, given, key, keys, read, secret

if read("bool", "DEBUG", False):
    raise ImproperlyConfigured("DEBUG staat aan. Dat mag in productie niet: haal DEBUG weg en start opnieuw.")

PRODUCTION = True

SECRET_KEY = secret("SECRET_KEY")
FIELD_KEYS = keys("FIELD_KEYS", secret("FIELD_KEYS"))
BSN_INDEX_KEY = key("BSN_INDEX_KEY", secret("BSN_INDEX_KEY"))
RETURN_CODE_KEY = key("RETURN_CODE_KEY", secret("RETURN_CODE_KEY"))
PSEUDONYM_KEY = key("PSEUDONYM_KEY", secret("PSEUDONYM_KEY"))

ALLOWED_HOSTS = read("list", "ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS moet de namen noemen waarop Houvast te bereiken is, en nooit *. "
        "Bijvoorbeeld ALLOWED_HOSTS=hulp.gemeente.example."
    )
TRUSTED_PROXIES = read("int", "TRUSTED_PROXIES", 0)

_pool = {"min_size": 1, "max_size": read("int", "HOUVAST_POOL", 4), "timeout": 5}
DATABASES = {
    "default": database("DATABASE_URL", secret("DATABASE_URL"), options=WEB_TIMEOUTS, pool=_pool),
}
# Only the machine that migrates needs the owner; web and worker run without its password.
if given("DATABASE_OWNER_URL"):
    DATABASES["owner"] = database("DATABASE_OWNER_URL", secret("DATABASE_OWNER_URL"), options=OWNER_TIMEOUTS)

# Only the machine that makes copies needs these.
if given("DATABASE_BACKUP_URL"):
    BACKUP_DATABASE = database("DATABASE_BACKUP_URL", secret("DATABASE_BACKUP_URL"))
if given("BACKUP_KEY"):
    BACKUP_KEY = key("BACKUP_KEY", secret("BACKUP_KEY"))
HANDOUT_FOLDER = Path(read("str", "HANDOUT_FOLDER", str(HANDOUT_FOLDER)))

SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = False
SECURE_SSL_REDIRECT = True
# Believed only when a proxy is declared; without one the header could come from anybody.
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- the outside world ---

MAIL_PROVIDER = "smtp"
MAIL_DOMAIN = read("str", "MAIL_DOMAIN")
MAIL_HOST = read("str", "MAIL_HOST")
MAIL_PORT = read("int", "MAIL_PORT", 587)
MAIL_USER = read("str", "MAIL_USER", "")
MAIL_PASSWORD = secret("MAIL_PASSWORD") if MAIL_USER else ""
MAIL_TLS = read("bool", "MAIL_TLS", True)
MAIL_IN_HOST = read("str", "MAIL_IN_HOST", "127.0.0.1")
MAIL_IN_PORT = read("int", "MAIL_IN_PORT", 0)
SMS_GATEWAY_URL = read("str", "SMS_GATEWAY_URL", "")
SMS_PROVIDER = "http"
SMS_GATEWAY_KEY = secret("SMS_GATEWAY_KEY") if SMS_GATEWAY_URL else ""
