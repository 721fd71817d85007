"""Where a part of the bench lives: a data folder of its own, the database that comes along, and a town in it."""

import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(".houvast/bench").resolve()
os.environ["HOUVAST_DATA"] = str(FOLDER)
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
PORT = int(os.environ.get("PORT", "8471"))
LARGE, SMALL = 200_000, 1_000  # files of a large municipality, and as few as are of use


@dataclass(frozen=True)
class Town:
    """The organisation that is measured, its people, and how a superuser reaches its database."""

    organisation_id: uuid.UUID
    counsellors: list[uuid.UUID]
    officer: uuid.UUID
    conninfo: str


@contextmanager
def town(dossiers: int) -> Iterator[Town]:
    """A town with so many files, on a server that runs until the end; nothing of it stays behind."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    from houvast.web.cli import database
    from houvast.web.cli.with_django import leave_the_database, set_up_django

    set_up_django()
    server = database.bring_up()
    try:
        yield _filled(server, dossiers)
    finally:
        leave_the_database()
        server.release()
        shutil.rmtree(FOLDER, ignore_errors=True)


def _filled(server, dossiers: int) -> Town:  # type: ignore[no-untyped-def]
    from django.conf import settings

    from bench import load
    from houvast.foundation import clock as time_source
    from houvast.foundation.database import migrations
    from houvast.web.cli import static_files

    migrations.migrate_when_changed()
    static_files.collect_when_changed()
    began = time.perf_counter()
    conninfo = server.conninfo(database=settings.DATABASES["default"]["NAME"])
    made = load.fill(conninfo, time_source.installed(), dossiers)
    print(f"geladen: {dossiers} dossiers in {time.perf_counter() - began:.0f} s", flush=True)
    return Town(*made, conninfo)


def bound(words: str, value: float, way: str, limit: float) -> bool:
    """Print one figure beside its bound; whether it is met."""
    good = value <= limit if way == "<=" else value >= limit
    print(f"{'goed' if good else 'FOUT':5}{words:48}{value:10.2f}  {way} {limit}", flush=True)
    return good


def p95_ms(times: list[float]) -> float:
    """The slow end of seconds, in milliseconds; zero of nothing."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000 if ordered else 0.0
