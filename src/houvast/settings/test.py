"""The tests: the embedded test server, as the runtime role, with fixed keys and fast password hashes."""

from houvast.foundation.database import roles
from houvast.foundation.database.embedded import test_server

from .base import *  # noqa: F403 - a settings file is its base with values changed
from .base import DATA_FOLDER, INSTALLED_APPS, LOGGING, OWNER_TIMEOUTS, STORAGES, WEB_TIMEOUTS
from .loopback import *  # noqa: F403

# Its `flush` cleans up as the owner of the tables, which the runtime role cannot.
INSTALLED_APPS = ["tests.support.testapp", *INSTALLED_APPS]
DEMO = False
ALLOWED_HOSTS = ["*"]

_host = str(test_server().socket_folder)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _host,
        "NAME": "houvast",
        "USER": roles.RUNTIME,
        "OPTIONS": {"options": WEB_TIMEOUTS},
    },
    "owner": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _host,
        "NAME": "houvast",
        "USER": roles.OWNER,
        "OPTIONS": {"options": OWNER_TIMEOUTS},
    },
}

HANDOUT_FOLDER = DATA_FOLDER / "test" / "uitgegeven"

SECRET_KEY = "only-for-tests-" + "0123456789" * 5
FIELD_KEYS = {"k1": b"f" * 32, "k0": b"e" * 32}
BSN_INDEX_KEY = b"b" * 32
RETURN_CODE_KEY = b"r" * 32
PSEUDONYM_KEY = b"p" * 32

# Argon2id is used for real in the tests of sign-in; elsewhere 147 ms a hash would only be waiting.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# People are made up here, so an error may be told with all its words.
LOGGING = {**LOGGING, "formatters": {"line": {"()": "houvast.foundation.log.formatter", "messages": True}}}
