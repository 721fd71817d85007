"""Search goes through one function: fenced like every table, fast by its index, and by exact key outside one's work."""

import datetime as dt

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg import sql
from tests.support.houses import WALL_CLOCK, build_house, later_clock
from tests.support.stories import signs_up

from houvast.casework.dossier.models import Event, SearchEntry
from houvast.casework.dossier.search import search
from houvast.casework.dossier.services import index_party, take_up
from houvast.casework.residents.models import Person
from houvast.casework.residents.services import (
    AddressGiven,
    NameGiven,
    record_address,
    record_birth_date,
    record_bsn,
)
from houvast.casework.signup.wishes import change_name
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
CALL = "SELECT houvast_search(%s, %s, NULL, NULL, '{}'::uuid[], now(), 10)"


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        yield house


def ids(house, typed, actor=None):
    return [hit.dossier_id for hit in search(actor or house.counsellor, typed, WALL_CLOCK).hits]


def test_without_an_organisation_the_function_refuses(db):
    with pytest.raises(ProgrammingError, match="without an organisation"), transaction.atomic():
        connection.cursor().execute(CALL, ["phone", "+31611223344"])


def test_another_organisation_is_never_found(db):
    one, other = build_house("een"), build_house("ander")
    with tenant(one.id):
        signs_up(one, WALL_CLOCK, call_name="Zeldzaam")
    with tenant(other.id):
        assert ids(other, "zeldzaam") == ids(other, "06 11 22 33 44") == []


def test_only_the_runtime_role_may_ask_and_only_the_search_role_reads_past_the_policy(house):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT owner.rolname, owner.rolcanlogin, owner.rolsuper, function.prosecdef, function.proconfig, "
            "has_function_privilege('app_rt', function.oid, 'EXECUTE'), "
            "has_function_privilege('app_audit', function.oid, 'EXECUTE') "
            "FROM pg_proc AS function JOIN pg_roles AS owner ON owner.oid = function.proowner "
            "WHERE function.proname = 'houvast_search'"
        )
        assert cursor.fetchall() == [
            ("app_search", False, False, True, ["search_path=pg_catalog, public"], True, False)
        ]  # fmt: skip


EXPLAIN = sql.SQL("EXPLAIN SELECT dossier_id FROM dossier_searchentry WHERE organisation_id = {} AND {} LIMIT 200")
CONDITIONS = {
    "dossier_search_name": "name_key LIKE '%akker a3%'",
    "dossier_search_phone": "phones @> ARRAY['+31600001234']::varchar[]",
    "dossier_search_postcode": "postcode = '1234AB' AND postcode <> ''",
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("index", CONDITIONS)
def test_the_function_finds_by_its_index_among_many_files(index, as_superuser):
    """The role that owns the function plans the function's own condition."""
    house = build_house()
    with tenant(house.id):
        made = signs_up(house, WALL_CLOCK)
    as_superuser.execute("SET session_replication_role = replica")
    as_superuser.execute(
        "INSERT INTO dossier_searchentry "
        "(id, organisation_id, version, dossier_id, party_id, name_key, phones, postcode) "
        "SELECT gen_random_uuid(), %s, 1, %s, gen_random_uuid(), "
        "(ARRAY['jansen', 'de vries', 'bakker', 'visser'])[1 + n %% 4] || ' ' || substr(md5(n::text), 1, 5), "
        "ARRAY['+3160' || n], n::text "
        "FROM generate_series(1, 20000) AS n",
        [house.id, made.dossier_id],
    )
    as_superuser.execute("ANALYZE dossier_searchentry")
    as_superuser.execute("SET ROLE app_search")
    plan = as_superuser.execute(EXPLAIN.format(sql.Literal(str(house.id)), sql.SQL(CONDITIONS[index]))).fetchall()
    assert index in "\n".join(line for (line,) in plan)


def test_the_runtime_role_cannot_step_into_the_search_role(house):
    with pytest.raises(ProgrammingError) as refusal, transaction.atomic():
        connection.cursor().execute("SET ROLE app_search")
    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_a_name_that_is_corrected_is_found_by_the_new_one_only(house):
    made = signs_up(house, WALL_CLOCK, call_name="Fout")
    change_name(
        house.counsellor, made.dossier_id, made.party_id,
        NameGiven(given_name="Eliška", infix="van den", surname="Łuk"), later_clock(minutes=5),
    )  # fmt: skip
    assert SearchEntry.objects.get().name_key == "łuk eliska van den"
    assert ids(house, "eliska") == ids(house, "van den") == [made.dossier_id]
    assert ids(house, "fout") == []


def test_an_exact_key_finds_a_colleagues_file_and_part_of_a_name_only_ones_own_work(house):
    made = signs_up(house, WALL_CLOCK, call_name="Jansen")
    take_up(house.colleague, made.dossier_id, WALL_CLOCK)
    person = Person.objects.get()
    record_birth_date(house.colleague, person.id, 1988, dt.date(1988, 4, 2), WALL_CLOCK)
    record_bsn(house.colleague, person.id, "999990019", WALL_CLOCK)
    record_address(house.colleague, person.id, AddressGiven("Kerkstraat 1", "1234 ab", "Hier"), WALL_CLOCK)
    index_party(made.party_id)
    for typed in (
        "jansen 02-04-1988",
        "0611223344",
        "2026-0001",
        "999990019",
        "1234AB",
        "SH-2026-0001",
        made.number.lower(),
    ):
        assert ids(house, typed) == [made.dossier_id], typed
    for typed in ("jansen 03-04-1988", "jansen 31-02-1988", "999990020", "9999ZZ", "SH-2026-0002", "20260001"):
        assert ids(house, typed) == [], typed


@pytest.mark.parametrize("typed", ["SH-2026-0001", "06 11 22 33 44", "sanne"])
def test_what_one_may_not_see_looks_the_same_as_what_is_not_there(house, typed):
    signs_up(house, WALL_CLOCK)
    found, nothing = search(house.outsider, typed, WALL_CLOCK), search(house.outsider, "06 99 99 99 99", WALL_CLOCK)
    assert (found.hits, found.cut) == (nothing.hits, nothing.cut) == ([], False)


def test_every_search_is_written_down_without_its_words(house):
    signs_up(house, WALL_CLOCK, call_name="Zeldzaam")
    search(house.counsellor, "zeldzaam", WALL_CLOCK)
    search(house.outsider, "zeldzaam", WALL_CLOCK)
    rows = AuditEntry.objects.filter(action__startswith="search.")
    assert [row.action for row in rows] == ["search.name", "search.name"]
    assert not any("zeldzaam" in str(vars(row)) for row in rows)
    assert not Event.objects.filter(kind__startswith="search").exists()
