"""`make run`: the demo on this machine, with the embedded database unless DATABASE_URL names another."""

from urllib.parse import quote

from houvast.foundation.database import roles
from houvast.foundation.database.embedded import application_server

from .base import *  # noqa: F403 - a settings file is its base with values changed
from .base import DATA_FOLDER, LOGGING, OWNER_TIMEOUTS, WEB_TIMEOUTS
from .environment import database, given, key, keys_of, local_secrets, read, secret
from .loopback import *  # noqa: F403

DEMO = True

_pool = {"min_size": 1, "max_size": read("int", "HOUVAST_POOL", 4), "timeout": 5}
DATABASE_URL = read("str", "DATABASE_URL", "")
if DATABASE_URL:
    DATABASES = {
        "default": database("DATABASE_URL", DATABASE_URL, options=WEB_TIMEOUTS, pool=_pool),
        "owner": database("DATABASE_OWNER_URL", read("str", "DATABASE_OWNER_URL"), options=OWNER_TIMEOUTS),
    }
else:
    _socket = f"?host={quote(str(application_server().socket_folder))}"
    DATABASES = {
        "default": database(
            "DATABASE_URL", f"postgresql://{roles.RUNTIME}@/houvast{_socket}", options=WEB_TIMEOUTS, pool=_pool
        ),
        "owner": database(
            "DATABASE_OWNER_URL", f"postgresql://{roles.OWNER}@/houvast{_socket}", options=OWNER_TIMEOUTS
        ),
    }

if not DATABASE_URL:
    BACKUP_DATABASE = database("DATABASE_BACKUP_URL", f"postgresql://{roles.BACKUP}@/houvast{_socket}")
elif given("DATABASE_BACKUP_URL"):
    BACKUP_DATABASE = database("DATABASE_BACKUP_URL", secret("DATABASE_BACKUP_URL"))
if given("BACKUP_KEY"):
    BACKUP_KEY = key("BACKUP_KEY", secret("BACKUP_KEY"))

MAIL_IN_PORT = read("int", "MAIL_IN_PORT", 0)

_secrets = local_secrets(DATA_FOLDER)
SECRET_KEY = _secrets["SECRET_KEY"]
FIELD_KEYS = keys_of("FIELD_KEYS", _secrets["FIELD_KEYS"])
BSN_INDEX_KEY = key("BSN_INDEX_KEY", _secrets["BSN_INDEX_KEY"])
RETURN_CODE_KEY = key("RETURN_CODE_KEY", _secrets["RETURN_CODE_KEY"])
PSEUDONYM_KEY = key("PSEUDONYM_KEY", _secrets["PSEUDONYM_KEY"])

# People are made up here, so an error may be told with all its words.
LOGGING = {**LOGGING, "formatters": {"line": {"()": "houvast.foundation.log.formatter", "messages": True}}}
