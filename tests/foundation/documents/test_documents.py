"""A document is sealed in its place, locked until it was checked, and gone for ever when it is destroyed."""

import datetime as dt
import hashlib
import uuid
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from tests.support.files import A_DOCX, A_JPEG, A_PDF, A_PNG, AN_XLSX
from tests.support.houses import WALL_CLOCK, build_house

from houvast.casework.dossier.models import Dossier, Party
from houvast.casework.residents.models import Person
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotAllowed, NotYours
from houvast.foundation.access.models import AccessRelation
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.documents import errors, queries, services
from houvast.foundation.documents.models import STEPS, Document, DocumentState, DocumentVersion
from houvast.foundation.documents.store import LocalFolderStore, StoreKey
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
YESTERDAY = WALL_CLOCK.now() - dt.timedelta(days=1)


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.DOCUMENT_FOLDER = tmp_path / "documents"
    return settings.DOCUMENT_FOLDER


@pytest.fixture
def house(folder):
    house = build_house()
    with tenant(house.id):
        yield house


@pytest.fixture
def where(house) -> services.Compartment:
    return a_file(house)


def a_file(house) -> services.Compartment:
    dossier = Dossier.objects.create(
        number="SH-2026-0001",
        municipality=house.municipality,
        municipality_known_by="host",
        opened_at=YESTERDAY,
        opened_on=YESTERDAY.date(),
    )
    person = Person.objects.create(created_at=WALL_CLOCK.now())
    party = Party.objects.create(dossier=dossier, person=person, role="resident", valid_from=WALL_CLOCK.today())
    AccessRelation.objects.create(
        dossier_id=dossier.pk,
        kind="assigned",
        account_id=house.counsellor.account_id,
        valid_from=YESTERDAY,
    )
    AccessRelation.objects.create(dossier_id=dossier.pk, kind="team", team=house.team, valid_from=YESTERDAY)
    return services.Compartment(dossier.pk, party.pk)


def keep(actor: Actor, where: services.Compartment, content: bytes = A_PDF, **values) -> Document:
    given = {
        "title": "Aanmaning huur",
        "file_name": "brief van de woningbouw.pdf",
        "data_class": "C",
        "source": "staff",
        "retention_rule": "dossier",
    }
    return services.keep(actor, WALL_CLOCK, where, [content], **{**given, **values})


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_is_kept_can_be_opened_by_who_may_and_after_it_was_released(house, where):
    document = keep(house.counsellor, where)
    with pytest.raises(errors.NotReleased):
        services.open_document(house.counsellor, WALL_CLOCK, document.pk)
    services.release(house.system, WALL_CLOCK, document.pk, document.version, ground="scanned")
    opened = services.open_document(house.counsellor, WALL_CLOCK, document.pk)
    with opened.file:
        assert opened.file.read() == A_PDF
    assert (opened.true_type, opened.file_name, opened.size) == (
        "application/pdf",
        "brief van de woningbouw.pdf",
        len(A_PDF),
    )


def test_the_store_holds_nothing_readable_and_nothing_of_a_name(house, where, folder):
    document = keep(house.counsellor, where)
    (path,) = files_in(folder)
    version = document.versions.get()
    assert path.relative_to(folder).parts == (str(house.id), str(document.pk), str(version.pk))
    assert b"PDF" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT title::bytea, content_hash FROM documents_document JOIN documents_documentversion v "
                       "ON v.document_id = documents_document.id")  # fmt: skip
        ((title, content_hash),) = cursor.fetchall()
    assert b"Aanmaning" not in bytes(title)
    assert bytes(content_hash) == hashlib.sha256(A_PDF).digest()


def test_the_same_content_twice_gives_other_bytes(house, where, folder):
    keep(house.counsellor, where)
    keep(house.counsellor, where)
    one, other = (path.read_bytes() for path in files_in(folder))
    assert one != other


def test_what_houvast_made_itself_is_released_at_once(house, where):
    document = keep(house.system, where, source="made")
    with services.open_document(house.counsellor, WALL_CLOCK, document.pk).file as file:
        assert file.read() == A_PDF


@pytest.mark.parametrize("size", [1, 65535, 65536, 65537, 3 * 65536])
def test_every_size_comes_back_whole(house, where, size):
    content = A_PDF[:9] + b"x" * size + A_PDF[9:]
    document = keep(house.system, where, content, source="made")
    with services.open_document(house.counsellor, WALL_CLOCK, document.pk).file as file:
        assert file.read() == content


def damage(path: Path, how: str) -> None:
    sealed = path.read_bytes()
    head, piece = 11, 65536 + 16
    damaged = {
        "first byte": b"X" + sealed[1:],
        "one bit": sealed[:200] + bytes([sealed[200] ^ 1]) + sealed[201:],
        "cut tail": sealed[:-1],
        "last piece gone": sealed[: head + piece],
        "pieces swapped": sealed[:head] + sealed[head + piece : head + 2 * piece] + sealed[head : head + piece]
        + sealed[head + 2 * piece :],
        "something added": sealed + b"\x00" * 40,
        "emptied": b"",
    }[how]  # fmt: skip
    path.write_bytes(damaged)


@pytest.mark.parametrize(
    "how",
    ["first byte", "one bit", "cut tail", "last piece gone", "pieces swapped", "something added", "emptied"],
)
def test_a_content_that_was_tampered_with_is_refused_whole(house, where, folder, how):
    document = keep(house.system, where, A_PDF[:9] + b"x" * 150_000 + A_PDF[9:], source="made")
    (path,) = files_in(folder)
    damage(path, how)
    with pytest.raises(errors.ContentTampered):
        services.open_document(house.counsellor, WALL_CLOCK, document.pk)


def test_a_content_put_in_the_place_of_another_is_refused(house, where, folder):
    document, other = (keep(house.system, where, source="made") for _ in range(2))
    paths = {path.parent.name: path for path in files_in(folder)}
    paths[str(document.pk)].write_bytes(paths[str(other.pk)].read_bytes())
    with pytest.raises(errors.ContentTampered):
        services.open_document(house.counsellor, WALL_CLOCK, document.pk)


def test_a_lost_content_is_told_as_such(house, where, folder):
    document = keep(house.system, where, source="made")
    files_in(folder)[0].unlink()
    with pytest.raises(errors.ContentMissing):
        services.open_document(house.counsellor, WALL_CLOCK, document.pk)


def test_another_organisation_finds_nothing_and_sweeps_nothing_away(folder):
    one, other = build_house("een"), build_house("twee")
    with tenant(one.id):
        document = keep(one.system, a_file(one), source="made")
    with tenant(other.id):
        with pytest.raises(NotYours):
            services.open_document(other.system, WALL_CLOCK, document.pk)
        with pytest.raises(NotYours):
            services.destroy(other.system, WALL_CLOCK, document.pk, 1, ground="retention")
        assert services.sweep(other.id) == 0
    assert len(files_in(folder)) == 1


def test_who_has_no_relation_finds_nothing_and_that_is_written_down(house, where):
    document = keep(house.system, where, source="made")
    with pytest.raises(NotYours):
        services.open_document(house.outsider, WALL_CLOCK, document.pk)
    assert AuditEntry.objects.filter(refused=True, object_id=document.pk).count() == 1


def test_a_resident_with_only_a_code_may_bring_but_not_see(house, where):
    resident = Actor(
        kind="resident", organisation_id=house.id, level="N1", dossier_id=where.dossier_id, party_id=where.party_id
    )
    document = keep(resident, where, source="resident")
    services.release(house.system, WALL_CLOCK, document.pk, 1, ground="scanned")
    with pytest.raises(NotYours):
        services.open_document(resident, WALL_CLOCK, document.pk)
    with pytest.raises(NotYours):
        keep(resident, services.Compartment(where.dossier_id, uuid.uuid4()), source="resident")


def test_who_sees_files_masked_sees_titles_but_opens_nothing(house, where):
    document = keep(house.system, where, source="made")
    clerk = Actor(
        kind="staff",
        organisation_id=house.id,
        level="staff",
        account_id=house.colleague.account_id,
        roles=("administration",),
        team_ids=(house.team.pk,),
    )
    assert [row.title for row in queries.documents_of(clerk, WALL_CLOCK, where.dossier_id)] == ["Aanmaning huur"]
    with pytest.raises(NotAllowed):
        services.open_document(clerk, WALL_CLOCK, document.pk)


def test_each_look_and_change_is_written_down(house, where):
    document = keep(house.counsellor, where)
    services.release(house.system, WALL_CLOCK, document.pk, 1, ground="scanned")
    services.open_document(house.counsellor, WALL_CLOCK, document.pk).file.close()
    services.destroy(house.system, WALL_CLOCK, document.pk, 2, ground="retention")
    written = AuditEntry.objects.filter(object_id=document.pk).values_list("action", "classes")
    assert sorted(written) == [
        ("document.destroy", ["C"]),
        ("document.keep", ["C"]),
        ("document.open", ["C"]),
        ("document.release", ["C"]),
    ]


def test_destruction_takes_key_content_and_title_and_leaves_that_it_was_there(
    house, where, folder, django_capture_on_commit_callbacks
):
    document = keep(house.system, where, source="made")
    services.add_version(house.system, WALL_CLOCK, document.pk, 1, [A_PNG], file_name="foto.png")
    with django_capture_on_commit_callbacks(execute=True):
        assert services.destroy(house.system, WALL_CLOCK, document.pk, 2, ground="retention") == 2
    assert files_in(folder) == []
    left = Document.objects.get(pk=document.pk)
    assert (left.state, left.title) == ("destroyed", "")
    assert list(left.versions.values_list("content_key", "content_hash")) == [(None, None)] * 2
    with pytest.raises(errors.Destroyed):
        services.open_document(house.counsellor, WALL_CLOCK, document.pk)


def test_destruction_that_breaks_off_after_the_keys_leaves_only_noise_and_the_sweep_takes_it(house, where, folder):
    document = keep(house.system, where, source="made")
    kept = keep(house.system, where, source="made")
    services.destroy(house.system, WALL_CLOCK, document.pk, 1, ground="retention")
    assert len(files_in(folder)) == 2
    assert services.sweep(house.id) == 1
    assert [path.parent.name for path in files_in(folder)] == [str(kept.pk)]


def test_a_keep_that_is_rolled_back_leaves_no_row_and_the_sweep_takes_the_content(house, where, folder):
    with pytest.raises(RuntimeError), transaction.atomic():
        keep(house.system, where, source="made")
        raise RuntimeError
    assert not Document.objects.exists()
    assert services.sweep(house.id) == 1
    assert files_in(folder) == []


def test_a_new_version_locks_the_document_and_keeps_the_old_one(house, where):
    document = keep(house.counsellor, where)
    services.release(house.system, WALL_CLOCK, document.pk, 1, ground="scanned")
    services.add_version(house.counsellor, WALL_CLOCK, document.pk, 2, [A_PNG], file_name="scan.png")
    with pytest.raises(errors.NotReleased):
        services.open_document(house.counsellor, WALL_CLOCK, document.pk)
    services.release(house.system, WALL_CLOCK, document.pk, 3, ground="scanned")
    with services.open_document(house.counsellor, WALL_CLOCK, document.pk).file as newest:
        assert newest.read() == A_PNG
    with services.open_document(house.counsellor, WALL_CLOCK, document.pk, 1).file as first:
        assert first.read() == A_PDF
    with pytest.raises(NotYours):
        services.open_document(house.counsellor, WALL_CLOCK, document.pk, 3)


def test_only_the_steps_of_the_table_are_taken(house, where):
    verbs = {
        DocumentState.RELEASED: lambda pk, version: services.release(
            house.system, WALL_CLOCK, pk, version, ground="scanned"
        ),
        DocumentState.DESTROYED: lambda pk, version: services.destroy(
            house.system, WALL_CLOCK, pk, version, ground="retention"
        ),
    }
    for start in DocumentState:
        for to, take in verbs.items():
            document = keep(house.counsellor, where)
            Document.objects.filter(pk=document.pk).update(state=start)
            if to in STEPS[start]:
                take(document.pk, 1)
                assert Document.objects.get(pk=document.pk).state == to
            else:
                with pytest.raises(errors.StepRefused):
                    take(document.pk, 1)


def test_a_step_from_an_older_version_is_refused(house, where):
    document = keep(house.counsellor, where)
    services.set_keep_until(house.counsellor, WALL_CLOCK, document.pk, 1, dt.date(2031, 11, 23))
    with pytest.raises(errors.StepRefused):
        services.release(house.system, WALL_CLOCK, document.pk, 1, ground="scanned")
    with pytest.raises(errors.StepRefused):
        services.set_keep_until(house.counsellor, WALL_CLOCK, document.pk, 1, dt.date(2032, 1, 1))
    assert Document.objects.get(pk=document.pk).keep_until == dt.date(2031, 11, 23)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"", errors.EmptyFile), (b"zomaar tekst", errors.WrongKind), (b"x" * (20 * 1024 * 1024 + 1), errors.TooLarge)],
    ids=["empty", "text", "20 MB and a byte"],
)
def test_what_we_do_not_take_leaves_nothing(house, where, folder, content, refusal):
    with pytest.raises(refusal):
        keep(house.counsellor, where, content)
    assert not Document.objects.exists()
    assert not folder.exists() or files_in(folder) == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [(A_PDF, "pdf"), (A_JPEG, "jpeg"), (A_PNG, "png"), (A_DOCX, "wordprocessingml.document"),
     (AN_XLSX, "spreadsheetml.sheet")],
)  # fmt: skip
def test_the_type_is_told_by_the_content_and_not_by_the_name(house, where, content, kind):
    document = keep(house.counsellor, where, content, file_name="vakantie.txt")
    assert document.versions.get().true_type.endswith(kind)


def test_a_document_belongs_to_a_dossier_that_is_there(house, where):
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(house.system, services.Compartment(uuid.uuid4()))


def test_a_list_shows_titles_in_one_statement(house, where, django_assert_num_queries):
    for number in range(3):
        keep(house.counsellor, where, title=f"Brief {number}")
    with django_assert_num_queries(1):
        rows = queries.documents_of(house.counsellor, WALL_CLOCK, where.dossier_id)
    assert {row.title for row in rows} == {"Brief 0", "Brief 1", "Brief 2"}
    assert {(row.size, row.versions, row.true_type) for row in rows} == {(len(A_PDF), 1, "application/pdf")}
    assert queries.documents_of(house.outsider, WALL_CLOCK, where.dossier_id) == []


def test_a_version_row_has_key_and_hash_or_neither(house, where):
    document = keep(house.counsellor, where)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.filter(document=document).update(content_hash=None)


def test_a_store_never_overwrites_and_never_shows_half_a_file(tmp_path):
    store = LocalFolderStore(tmp_path)
    key = StoreKey(uuid.uuid4(), uuid.uuid4(), uuid.uuid4())
    store.put(key, [b"een", b"twee"])
    with pytest.raises(FileExistsError):
        store.put(key, [b"anders"])

    def breaks_off():
        yield b"half"
        raise RuntimeError

    other = StoreKey(key.organisation_id, uuid.uuid4(), uuid.uuid4())
    with pytest.raises(RuntimeError):
        store.put(other, breaks_off())
    assert b"".join(store.get(key)) == b"eentwee"
    assert list(store.keys(key.organisation_id)) == [key]
    assert [path.name for path in files_in(tmp_path)] == [str(key.version_id)]
    store.remove(key)
    store.remove(key)
    with pytest.raises(errors.ContentMissing):
        list(store.get(key))
