"""What a browser does, over real HTTP: asking a page, carrying a session, filling in a form."""

import http.client
import re
import time
import uuid
from typing import Any
from urllib.parse import urlencode

from bench.place import PORT

FORM = "application/x-www-form-urlencoded"
TIME_OUT = 120  # seconds a browser waits
Answer = tuple[int, bytes, http.client.HTTPMessage]


def connect() -> http.client.HTTPConnection:
    """A kept connection to the served house."""
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=TIME_OUT)


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], body: str = ""
) -> Answer:
    """One request; status, content and headers. OSError or HTTPException when nobody answers."""
    connection.request(method, path, body or None, {"Host": "localhost", **headers})
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.headers


def once(method: str, path: str, headers: dict[str, str], body: str = "") -> Answer:
    """The same on a connection of its own."""
    connection = connect()
    try:
        return ask(connection, method, path, headers, body)
    finally:
        connection.close()


def answers() -> bool:
    """Whether the web server is there."""
    try:
        return once("HEAD", "/static/ui/app.css", {})[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def wait_for_answer() -> None:
    """Until the web server is there; SystemExit when it never comes."""
    for _ in range(200):
        if answers():
            return
        time.sleep(0.1)
    raise SystemExit("de webserver antwoordt niet")


def cookie_in(headers: Any, name: str) -> str:
    """The value of a cookie that was just set; empty when it was not."""
    found = re.search(rf"{name}=(\w+)", " ".join(headers.get_all("Set-Cookie", [])))
    return found[1] if found else ""


def csrf(cookie: str) -> str:
    """The token of a form, out of its cookie."""
    found = re.search(r"houvast-form=(\w+)", cookie)
    return found[1] if found else ""


def with_form(cookie: str) -> str:
    """The session, with the token a form carries."""
    _, _, headers = once("GET", "/werk/aanmeldingen/nieuw/", {"Cookie": cookie})
    token = cookie_in(headers, "houvast-form")
    return f"{cookie}; houvast-form={token}" if token else cookie


def ready_to_send(phone: str = "") -> str:
    """The cookies of somebody who filled in the pages of the sign-up and is about to send it."""
    _, _, headers = once("GET", f"/bench/concept/?{urlencode({'phone': phone})}", {})
    session = f"houvast={cookie_in(headers, 'houvast')}"
    _, _, headers = once("GET", "/aanmelden/controle/", {"Cookie": session})
    return f"{session}; houvast-form={cookie_in(headers, 'houvast-form')}"


def signup_request(cookie: str, number: int, form_key: uuid.UUID) -> tuple[str, str, dict[str, str], str]:
    """The sending itself, as `ask` wants it; `number` says which of many machines it comes from."""
    body = urlencode({"csrfmiddlewaretoken": csrf(cookie), "form_key": str(form_key)})
    origin = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return "POST", "/aanmelden/controle/", {"Cookie": cookie, "Content-Type": FORM, "X-Forwarded-For": origin}, body


def is_confirmed(answer: Answer) -> bool:
    """Whether the resident is told that we have it."""
    return answer[0] == 302 and answer[2]["Location"].endswith("/klaar/")


def sign_in_all(accounts: list[uuid.UUID], organisation_id: uuid.UUID) -> list[str]:
    """A session of each of these colleagues; this process leaves the database after."""
    from houvast.web.cli.with_django import leave_the_database

    cookies = [sign_in(one, organisation_id) for one in accounts]
    leave_the_database()
    return cookies


def sign_in(account_id: uuid.UUID, organisation_id: uuid.UUID) -> str:
    """A session of one colleague, made as the sign-in makes it."""
    from allauth.account.internal.flows import login
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from houvast.foundation import clock as time_source
    from houvast.foundation.accounts.models import Account
    from houvast.web import sessions

    account = Account.objects.get(pk=account_id)
    now = time_source.installed().now().isoformat()
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password"}, {"method": "mfa"}]
    store[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
    store[sessions.STARTED] = store[sessions.SEEN] = now
    store[sessions.EPOCH], store[sessions.ORGANISATION] = account.session_epoch, str(organisation_id)
    store.create()
    return f"houvast={store.session_key}"
