"""Setting up Django for the commands that need it; the rules commands never import this module."""

from __future__ import annotations

import importlib
import os

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from houvast.web.cli.words import Refused


def set_up_django() -> None:
    """Django with the settings of DJANGO_SETTINGS_MODULE, `run` when nothing was chosen."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houvast.settings.run")
    try:
        django.setup()
    except ImproperlyConfigured as refusal:
        raise Refused(str(refusal)) from refusal
    if settings.PRODUCTION:
        importlib.import_module("houvast.foundation.log").tell_crashes_in_one_line()


def uses_embedded_server() -> bool:
    """Whether this installation has no server of its own to talk to."""
    return not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


def leave_the_database() -> None:
    """Close every connection and every pool of this process; the next question opens them again."""
    for connection in importlib.import_module("django.db").connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()
