"""Production takes everything from the environment, and refuses in words what is missing or wrong."""

import base64
import json
import os
import subprocess
import sys

import pytest

KEYS = {
    name: base64.b64encode(bytes((number * 37 + step * 11) % 256 for step in range(32))).decode()
    for number, name in enumerate(("k2", "k1", "BSN_INDEX_KEY", "RETURN_CODE_KEY", "PSEUDONYM_KEY"), 1)
}
COMPLETE = {
    "SECRET_KEY": "kJ8s-3nQz_wLr5Tq0Vb7Yx2Mh6Pd9Fg1Cc4Ra8Ee5Uu3Ii0Oo7Ll",
    "FIELD_KEYS": json.dumps({"k2": KEYS["k2"], "k1": KEYS["k1"]}),
    **{name: KEYS[name] for name in ("BSN_INDEX_KEY", "RETURN_CODE_KEY", "PSEUDONYM_KEY")},
    "DATABASE_URL": "postgresql://app_rt:geheim%2F1@db.example:5433/houvast?sslmode=require",
    "MAIL_DOMAIN": "voorbeeldstad.example",
    "MAIL_HOST": "mail.voorbeeldstad.example",
    "ALLOWED_HOSTS": "hulp.voorbeeldstad.example,hulp.anderstad.example",
}
EXPECTED = {
    "DEBUG": False,
    "DEMO": False,
    "TEST_BSN_ALLOWED": False,
    "PRODUCTION": True,
    "SESSION_COOKIE_NAME": "__Host-houvast",
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_NAME": "__Host-houvast-form",
    "CSRF_COOKIE_SECURE": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "LANGUAGE_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 63072000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    "SECURE_REFERRER_POLICY": "same-origin",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
    "X_FRAME_OPTIONS": "DENY",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 25 * 1024 * 1024,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 200,
    "ATOMIC_REQUESTS": False,
    "TRUSTED_PROXIES": 0,
    "ALLOWED_HOSTS": ["hulp.voorbeeldstad.example", "hulp.anderstad.example"],
    "PASSWORD_HASHERS": [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ],
    "TIME_ZONE": "Europe/Amsterdam",
    "USE_TZ": True,
}
WANTED = [*EXPECTED, "DATABASES", "CONTENT_SECURITY_POLICY"]
SHOW = (
    "import json; from houvast.settings import production as chosen; "
    f"print(json.dumps({{name: getattr(chosen, name) for name in {WANTED!r}}}, default=str))"
)


def start(environment, code=SHOW):
    """Read the settings in a process of their own, as a server would."""
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    return subprocess.run(  # noqa: S603 - this interpreter and our own words
        [sys.executable, "-c", code], env={**bare, **environment}, capture_output=True, text=True, check=False
    )


def without(name):
    return {key: value for key, value in COMPLETE.items() if key != name}


def test_complete_settings_are_the_secure_ones():
    told = start(COMPLETE)
    assert told.returncode == 0, told.stderr
    chosen = json.loads(told.stdout)
    database = chosen.pop("DATABASES")["default"]
    policy = chosen.pop("CONTENT_SECURITY_POLICY")["DIRECTIVES"]

    assert chosen == EXPECTED
    own, nothing = ["'self'"], ["'none'"]
    assert policy == {
        "default-src": nothing,
        "script-src": own,
        "style-src": own,
        "img-src": own,
        "font-src": own,
        "connect-src": own,
        "form-action": own,
        "base-uri": nothing,
        "object-src": nothing,
        "frame-ancestors": nothing,
    }
    assert database["USER"] == "app_rt"
    assert (database["HOST"], database["PORT"], database["PASSWORD"]) == ("db.example", "5433", "geheim/1")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout=5s" in database["OPTIONS"]["options"]
    assert "lock_timeout=3s" in database["OPTIONS"]["options"]


def test_web_and_worker_do_without_the_password_of_the_owner():
    assert list(json.loads(start(COMPLETE).stdout)["DATABASES"]) == ["default"]
    owner = {"DATABASE_OWNER_URL": "postgresql://app_owner:x@db.example/houvast"}
    assert list(json.loads(start({**COMPLETE, **owner}).stdout)["DATABASES"]) == ["default", "owner"]


@pytest.mark.large
@pytest.mark.parametrize("name", list(COMPLETE))
def test_what_is_missing_is_named(name):
    told = start(without(name))
    assert told.returncode != 0
    assert name in told.stderr.splitlines()[-1]


@pytest.mark.large
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DEBUG", "true", "DEBUG staat aan"),
        ("DEBUG", "misschien", "DEBUG ontbreekt of klopt niet"),
        ("FIELD_KEYS", "geen json", "FIELD_KEYS is geen JSON"),
        ("FIELD_KEYS", "{}", "minstens één sleutel"),
        ("FIELD_KEYS", '{"k1": "a2V5"}', "is 3 bytes lang"),
        ("BSN_INDEX_KEY", "%%%", "BSN_INDEX_KEY is geen base64"),
        ("RETURN_CODE_KEY", "a2V5", "RETURN_CODE_KEY is 3 bytes lang"),
        ("DATABASE_URL", "mysql://a:b@c/d", "DATABASE_URL is geen adres van een PostgreSQL"),
        ("DATABASE_URL", "postgresql://db.example/houvast", "DATABASE_URL is geen adres"),
        ("DATABASE_URL", "postgresql://a:b@c/d?options=-csomething", "kent achter het vraagteken alleen"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS moet de namen noemen"),
        ("TRUSTED_PROXIES", "veel", "TRUSTED_PROXIES ontbreekt of klopt niet"),
    ],
)
def test_what_is_wrong_is_refused_in_words(name, value, words):
    told = start({**COMPLETE, name: value})
    assert told.returncode != 0
    assert words in told.stderr


def test_a_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "key").write_text(COMPLETE["SECRET_KEY"] + "\n")
    told = start({**without("SECRET_KEY"), "SECRET_KEY_FILE": str(tmp_path / "key")},
                 "from houvast.settings import production; print(production.SECRET_KEY)")  # fmt: skip
    assert told.stdout.strip() == COMPLETE["SECRET_KEY"]


def test_a_file_that_is_not_there_and_a_secret_given_twice_are_refused(tmp_path):
    gone = start({**without("SECRET_KEY"), "SECRET_KEY_FILE": str(tmp_path / "gone")})
    assert "SECRET_KEY_FILE wijst naar" in gone.stderr
    twice = start({**COMPLETE, "SECRET_KEY_FILE": str(tmp_path / "gone")})
    assert "staan allebei" in twice.stderr


def test_no_secret_is_told_in_a_refusal():
    told = start({**COMPLETE, "BSN_INDEX_KEY": KEYS["k1"][:-6]})
    assert told.returncode != 0
    assert KEYS["k1"][:-6] not in told.stderr


def test_a_proxy_is_believed_about_https_only_when_it_is_declared():
    show = "from houvast.settings import production as p; print(getattr(p, 'SECURE_PROXY_SSL_HEADER', None))"
    assert start(COMPLETE, show).stdout.strip() == "None"
    assert "HTTP_X_FORWARDED_PROTO" in start({**COMPLETE, "TRUSTED_PROXIES": "1"}, show).stdout


def test_the_demo_on_one_machine_has_the_same_cookies_without_secure(tmp_path):
    show = (
        "from houvast.settings import run as r; print(r.SESSION_COOKIE_NAME, r.SESSION_COOKIE_SECURE, "
        "r.SECURE_HSTS_SECONDS, r.SESSION_COOKIE_HTTPONLY, r.ALLOWED_HOSTS)"
    )
    told = start({"HOUVAST_DATA": str(tmp_path)}, show)
    assert told.stdout.strip() == "houvast False 0 True ['localhost', '.localhost', '127.0.0.1', '[::1]']"
