"""Migrating only when a migration changed, and never taking half a migration for a whole one."""

import sys
import threading

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.db import DataError, connections
from tests.support.processes import eventually

from houvast.foundation import startup
from houvast.foundation.database import migrations

MIGRATION = """
from django.db import migrations

class Migration(migrations.Migration):
    operations = [migrations.RunSQL("{sql}")]
"""
APP = "testapp"
OTHER_VERSION = "De database hoort bij een andere versie van Houvast"


@pytest.fixture
def first(tmp_path, settings):
    """The first migration of an app that had none: the app of the tests gets a folder with migrations."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "__init__.py").touch()
    path = folder / "0001_first.py"
    path.write_text(MIGRATION.format(sql="SELECT 1"))
    settings.MIGRATION_MODULES = {APP: "migrations"}
    get_commands()  # remembered once and for all, and this app brings one
    with pytest.MonkeyPatch.context() as patch:  # undone before the tables are put back as they were
        patch.syspath_prepend(tmp_path)
        patch.setattr(sys, "dont_write_bytecode", True)  # two texts in one second would be one module
        patch.setattr(apps.get_app_config(APP), "path", str(tmp_path))
        yield path
    forget()


def forget():
    """The next time the files are read again, as a new process does."""
    for name in [name for name in sys.modules if name.split(".")[0] == "migrations"]:
        del sys.modules[name]


@pytest.fixture
def as_it_was():
    """The tables of the migrations as they were before the test."""
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = %s", [APP])
        kept = [migrations.fingerprint()]
        cursor.execute("UPDATE houvast_installation SET value = %s WHERE key = 'migrations'", kept)


def test_every_change_of_a_migration_gives_another_fingerprint(first):
    seen = {migrations.fingerprint()}
    kept = first.read_text()
    first.write_text(MIGRATION.format(sql="SELECT 2"))
    seen.add(migrations.fingerprint())
    first.with_name("0002_second.py").write_text(MIGRATION.format(sql="SELECT 1"))
    seen.add(migrations.fingerprint())
    first.with_name("function.sql").write_text("SELECT 3")
    seen.add(migrations.fingerprint())
    assert len(seen) == 4

    first.write_text(kept)
    first.with_name("0002_second.py").unlink()
    first.with_name("function.sql").unlink()
    assert migrations.fingerprint() in seen


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_new_migration_is_run_once_and_then_left_alone(as_it_was, first):
    assert migrations.migrate_when_changed() is True
    assert startup.objections() == []
    assert migrations.migrate_when_changed() is False


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_migration_that_broke_off_is_not_taken_for_finished(as_it_was, first):
    first.write_text(MIGRATION.format(sql="SELECT 1 / 0"))
    with pytest.raises(DataError):
        migrations.migrate_when_changed()
    assert any(OTHER_VERSION in one for one in startup.objections())

    first.write_text(MIGRATION.format(sql="SELECT 1"))
    forget()
    assert migrations.migrate_when_changed() is True
    assert startup.objections() == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_second_one_waits_until_the_first_is_done(as_it_was):
    """Also for the last step of one that was shot, which the database may still be finishing."""
    done = []

    def second():
        done.append(migrations.migrate_when_changed())
        connections.close_all()

    with connections["owner"].cursor() as first:
        first.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [migrations.MIGRATING])
        waiting = threading.Thread(target=second)
        waiting.start()
        assert eventually(lambda: waits_for_a_lock(first))
        assert done == []
        first.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [migrations.MIGRATING])
    waiting.join(60)
    assert done == [False]


def waits_for_a_lock(cursor) -> bool:
    cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    return cursor.fetchone()[0] == 1
