"""The drill: fill, copy, destroy, put back, and look whether anything was lost. By the commands themselves."""

import dataclasses
import datetime as dt
import json
import os
import shutil
import uuid
from pathlib import Path

import pytest
from django.conf import settings as current
from django.db import connection
from tests.support import databases
from tests.support.copies import files_of, rows_of, rules_of
from tests.support.files import A_PDF, A_PNG
from tests.support.houses import WALL_CLOCK
from tests.support.stories import signs_up
from tests.support.town import a_town

from houvast.casework.dossier.services import take_up
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.backup import kept, restoring
from houvast.foundation.backup import manifest as manifests
from houvast.foundation.backup.making import WITHOUT_ROWS
from houvast.foundation.clock import FixedClock
from houvast.foundation.database import roles
from houvast.foundation.destruction.handing_out import NAME as LIST
from houvast.foundation.destruction.handing_out import hand_out
from houvast.foundation.destruction.models import Destroyed
from houvast.foundation.documents import services as documents
from houvast.foundation.documents.models import Document, DocumentState, DocumentVersion
from houvast.foundation.jobs.models import Intent
from houvast.foundation.pseudonyms import services as pseudonyms
from houvast.foundation.pseudonyms.models import Pseudonym
from houvast.foundation.tenancy.context import tenant
from houvast.web.cli import backup
from houvast.web.cli.with_django import leave_the_database
from houvast.web.cli.words import Refused

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.large]
MARKER = "Zwaluwstaart"


@dataclasses.dataclass
class Drill:
    """A filled house, its folders, and the name of its database."""

    house: object
    made: object
    document_ids: list[uuid.UUID]
    copies: Path
    name: str
    clock: FixedClock

    def copy(self, *words: str) -> Path:
        self.clock.advance(seconds=1)
        before = set(self.copies.glob("houvast-*"))
        assert backup.backup([str(self.copies), *words]) == 0
        [folder] = set(self.copies.glob("houvast-*")) - before
        return folder

    def put_back(self, folder: Path, *words: str) -> int:
        return backup.restore([str(folder), *words])

    def disaster(self) -> None:
        """The database is empty and the documents are gone."""
        leave_the_database()
        with databases.admin(self.name) as admin:
            for statement in restoring.emptying(admin):
                admin.execute(statement)
        shutil.rmtree(current.DOCUMENT_FOLDER)


@pytest.fixture
def drill(settings, tmp_path, monkeypatch):
    name = connection.settings_dict["NAME"]
    monkeypatch.setenv("DATABASE_URL", "postgresql://app_rt@/of-this-test")  # it starts no server of its own
    settings.DOCUMENT_FOLDER, settings.HANDOUT_FOLDER = tmp_path / "documents", tmp_path / "uitgegeven"
    settings.BACKUP_DATABASE = {**settings.DATABASES["owner"], "USER": roles.BACKUP, "NAME": name}
    settings.BACKUP_KEY = bytes(range(32))
    monkeypatch.setitem(settings.DATABASES["owner"], "NAME", name)
    with a_town() as (house, clock):
        with tenant(house.id):
            made = signs_up(house, WALL_CLOCK, call_name=MARKER, mail="a@merk.example", help_request=MARKER)
            take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
            where = documents.Compartment(made.dossier_id, made.party_id)
            kept = [
                documents.keep(
                    house.counsellor, clock, where, [file], title=f"{MARKER} {number}", file_name="brief.pdf",
                    data_class="C", source="resident", retention_rule="dossier",
                )
                for number, file in enumerate((A_PDF, A_PNG))
            ]  # fmt: skip
        yield Drill(house, made, [one.pk for one in kept], tmp_path / "copies", name, clock)
    connection.close()


def test_after_a_disaster_nothing_is_lost(drill, capsys):
    """Every row of every table, every right and every rule, every document byte for byte."""
    rules, rows, files = rules_of(drill.name), rows_of(drill.name), files_of(current.DOCUMENT_FOLDER)
    folder = drill.copy()
    assert {count for table, (count, _) in rows.items() if table == "dossier_dossier"} == {1}
    assert len(files) == 2
    drill.disaster()
    assert rows_of(drill.name) == {}

    assert drill.put_back(folder, "--verhuizing") == 0

    assert rules_of(drill.name) == rules
    after = rows_of(drill.name)
    lost = {table for table in rows.keys() | after.keys() if rows.get(table) != after.get(table)}
    assert lost <= set(WITHOUT_ROWS)
    assert files_of(current.DOCUMENT_FOLDER) == files
    with tenant(drill.house.id):
        document = Document.objects.first()
        documents.release(drill.house.system, WALL_CLOCK, document.pk, document.version, ground="scanned")
        with documents.open_document(drill.house.counsellor, WALL_CLOCK, document.pk).file as file:
            assert file.read()
    told = json.loads((folder / "manifest.json").read_text())
    assert kept.last(current.HANDOUT_FOLDER).isoformat() == told["made_at"]
    assert told["rows"]["dossier_dossier"] == 1 and told["encrypted"] is True and told["documents"] == 2
    assert "houvast check" in capsys.readouterr().out


def test_what_was_destroyed_after_the_copy_is_destroyed_again(drill):
    folder = drill.copy()
    with tenant(drill.house.id):
        gone, stays = Document.objects.get(pk=drill.document_ids[0]), drill.document_ids[1]
        documents.destroy(drill.house.system, WALL_CLOCK, gone.pk, gone.version, ground="retention")
        links = list(Pseudonym.objects.values_list("person_id", flat=True))
        pseudonyms.forget(links, WALL_CLOCK, ground="retention")
        listed = {(one.pk, one.kind, one.object_id) for one in Destroyed.objects.all()}
    assert hand_out(current.HANDOUT_FOLDER) == len(listed) == 1 + len(links)
    drill.disaster()

    assert drill.put_back(folder, "--verhuizing") == 0

    with tenant(drill.house.id):
        assert Document.objects.get(pk=gone.pk).state == DocumentState.DESTROYED
        assert DocumentVersion.objects.get(document_id=gone.pk).content_key is None
        assert Document.objects.get(pk=stays).state == DocumentState.LOCKED
        assert not Pseudonym.objects.filter(person_id__in=links).exists()
        assert {(one.pk, one.kind, one.object_id) for one in Destroyed.objects.all()} == listed
        assert AuditEntry.objects.filter(action="document.destroy", object_id=gone.pk, actor_kind="system").exists()
    left = files_of(current.DOCUMENT_FOLDER)
    assert {name.split("/")[1] for name in left} == {str(stays)}
    assert drill.put_back(folder, "--verhuizing", "--over-gegevens-heen") == 0, "a second time is no trouble"


def test_the_list_is_read_from_beside_the_copy_and_from_the_database_that_is_replaced(drill):
    folder = drill.copy()
    with tenant(drill.house.id):
        for document in Document.objects.all():
            documents.destroy(drill.house.system, WALL_CLOCK, document.pk, document.version, ground="retention")
    drill.copy()  # a later one writes the list beside all of them
    assert (drill.copies / LIST).is_file()
    drill.disaster()
    assert drill.put_back(folder, "--verhuizing") == 0
    with tenant(drill.house.id):
        assert set(Document.objects.values_list("state", flat=True)) == {DocumentState.DESTROYED}

    (drill.copies / LIST).unlink()
    leave_the_database()
    assert drill.put_back(folder, "--verhuizing", "--over-gegevens-heen") == 0
    with tenant(drill.house.id):
        assert set(Document.objects.values_list("state", flat=True)) == {DocumentState.DESTROYED}


def test_what_stood_ready_to_leave_is_held_until_somebody_looked(drill):
    with tenant(drill.house.id):
        ready = set(Intent.objects.filter(state="waiting").values_list("id", flat=True))
    folder = drill.copy()
    drill.disaster()
    assert drill.put_back(folder) == 0
    with tenant(drill.house.id):
        held = Intent.objects.filter(state="parked")
        assert set(held.values_list("id", flat=True)) == ready != set()
        assert all("Kijk of het al weg was" in one.last_error for one in held)


def test_a_sealed_copy_shows_nothing_and_an_open_one_says_so(drill, settings, capsys):
    sealed = drill.copy()
    for path in sealed.iterdir():
        assert b"dossier_dossier" not in path.read_bytes() or path.name == "manifest.json"
        assert path.stat().st_mode & 0o077 == 0
    assert sealed.stat().st_mode & 0o077 == 0

    settings.BACKUP_KEY = None
    with pytest.raises(Refused, match="geen BACKUP_KEY"):
        drill.copy()
    opened = drill.copy("--onversleuteld")
    assert opened.name.endswith("-onversleuteld")
    assert "NIET versleuteld" in capsys.readouterr().err
    assert (opened / "database.dump").read_bytes().startswith(b"PGDMP")
    drill.disaster()
    assert drill.put_back(opened) == 0


def test_over_data_only_when_told(drill):
    folder = drill.copy()
    rows, files = rows_of(drill.name), files_of(current.DOCUMENT_FOLDER)
    leave_the_database()
    with pytest.raises(Refused, match="--over-gegevens-heen"):
        drill.put_back(folder)
    with databases.admin(drill.name) as admin:
        for statement in restoring.emptying(admin):
            admin.execute(statement)
    with pytest.raises(Refused, match="staan al documenten"):
        drill.put_back(folder)
    assert files_of(current.DOCUMENT_FOLDER) == files
    assert drill.put_back(folder, "--over-gegevens-heen", "--verhuizing") == 0
    after = rows_of(drill.name)
    assert {table for table in rows if rows[table] != after[table]} <= set(WITHOUT_ROWS)


def test_while_houvast_runs_nothing_is_put_back(drill):
    folder = drill.copy()
    leave_the_database()
    with (
        databases.psycopg.connect(databases.SERVER.conninfo(user=roles.RUNTIME, database=drill.name)),
        pytest.raises(Refused, match="Houvast draait nog"),
    ):
        drill.put_back(folder, "--over-gegevens-heen")


def damaged(folder: Path) -> None:
    path = folder / "database.dump"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut_off(folder: Path) -> None:
    path = folder / "documents.tar"
    path.write_bytes(path.read_bytes()[:-20])


def of_a_newer_version(folder: Path) -> None:
    told = json.loads((folder / manifests.NAME).read_text())
    told["migrations"].append("dossier.9999_later")
    (folder / manifests.NAME).write_text(json.dumps(told))


def with_fewer_documents(folder: Path) -> None:
    told = json.loads((folder / manifests.NAME).read_text())
    told["documents"] = 5
    (folder / manifests.NAME).write_text(json.dumps(told))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (damaged, "database.dump is beschadigd"),
        (cut_off, "documents.tar is beschadigd"),
        (of_a_newer_version, "nieuwere Houvast"),
        (with_fewer_documents, "noemt 5 documenten"),
        (lambda folder: (folder / manifests.NAME).unlink(), "geen manifest.json"),
        (lambda folder: (folder / manifests.NAME).write_text("{"), "niet te lezen"),
        (lambda folder: (folder / "database.dump").unlink(), "niet te lezen"),
    ],
)
def test_a_copy_that_is_not_whole_changes_nothing(drill, spoil, words):
    folder = drill.copy()
    rows, files = rows_of(drill.name), files_of(current.DOCUMENT_FOLDER)
    spoil(folder)
    leave_the_database()
    with pytest.raises(Refused, match=words):
        drill.put_back(folder, "--over-gegevens-heen")
    assert rows_of(drill.name) == rows
    assert files_of(current.DOCUMENT_FOLDER) == files


def test_with_another_key_or_none_it_does_not_open_and_nothing_changes(drill, settings):
    folder = drill.copy()
    rows = rows_of(drill.name)
    leave_the_database()
    settings.BACKUP_KEY = None
    with pytest.raises(Refused, match=r"versleuteld\. Zet BACKUP_KEY"):
        drill.put_back(folder, "--over-gegevens-heen")
    settings.BACKUP_KEY = b"x" * 32
    with pytest.raises(Refused, match="gaat niet open met deze BACKUP_KEY"):
        drill.put_back(folder, "--over-gegevens-heen")
    assert rows_of(drill.name) == rows


def test_looking_alone_changes_nothing(drill, capsys):
    folder = drill.copy()
    rows = rows_of(drill.name)
    assert drill.put_back(folder, "--kijk") == 0
    assert "Deze kopie is heel" in capsys.readouterr().out
    assert rows_of(drill.name) == rows


def test_old_copies_age_out_and_the_last_one_stays(drill):
    for days in (40, 36, 34):
        stamp = (drill.clock.now() - dt.timedelta(days=days)).strftime("%Y%m%dT%H%M%SZ")
        (drill.copies / f"houvast-{stamp}").mkdir(parents=True)
    (drill.copies / "iets-anders").mkdir()
    drill.copy("--bewaar-dagen", "35")
    assert len(list(drill.copies.glob("houvast-*"))) == 2
    assert (drill.copies / "iets-anders").is_dir()


def test_what_a_shot_copy_or_restore_left_behind_is_cleaned_up(drill):
    """Half a copy never bears the name of one; after a day it goes. So do half-unpacked documents."""
    drill.copies.mkdir()
    old, fresh = drill.copies / ".half-oud", drill.copies / ".half-bezig"
    for half, age in ((old, 2), (fresh, 0)):
        half.mkdir()
        moment = (drill.clock.now() - dt.timedelta(days=age)).timestamp()
        os.utime(half, (moment, moment))
    folder = drill.copy()
    assert not old.exists() and fresh.exists()
    left = current.DOCUMENT_FOLDER.with_name(".documents-abcd")
    left.mkdir()
    leave_the_database()
    assert drill.put_back(folder, "--over-gegevens-heen", "--verhuizing") == 0
    assert not left.exists()


def test_without_the_role_that_reads_all_it_says_what_to_set(drill, settings):
    settings.BACKUP_DATABASE = None
    with pytest.raises(Refused, match="DATABASE_BACKUP_URL"):
        drill.copy()


def test_a_database_that_does_not_answer_makes_no_copy_and_no_half_one(drill, settings):
    settings.BACKUP_DATABASE = {**settings.BACKUP_DATABASE, "HOST": str(drill.copies / "nergens")}
    with pytest.raises(Refused, match="Er is geen kopie gemaakt"):
        drill.copy()
    assert list(drill.copies.iterdir()) == []
