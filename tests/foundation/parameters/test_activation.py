"""New figures count after two people agreed, from the day they chose, until somebody takes them back."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import Error, IntegrityError, connection, transaction
from tests.support.figures import HIGHEST, new_year
from tests.support.houses import WALL_CLOCK, build_house, member

from houvast.foundation.access.errors import NotAllowed
from houvast.foundation.accounts.models import Role
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.organisations.models import Organisation
from houvast.foundation.parameters.errors import (
    AlreadyInUse,
    AlreadyProposed,
    AnotherPerson,
    Decided,
    DoesNotHold,
    FileChanged,
    NeedsNoAgreement,
    OutsideTheSet,
)
from houvast.foundation.parameters.models import ParameterActivation
from houvast.foundation.parameters.queries import parameters_for, sets_in
from houvast.foundation.parameters.services import approve, propose, withdraw
from houvast.foundation.tenancy.context import tenant
from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import kwijtschelding, parameter_sets, regelingen, tegemoetkomingen, toeslagen
from houvast.rules.errors import NoParametersError, NotInUseError

NEW_YEAR, TENTH, OLD_YEAR = dt.date(2027, 1, 1), dt.date(2027, 1, 10), dt.date(2026, 12, 31)
LAWS = ("toeslagen", "vtlb")


@pytest.fixture
def house(db):
    return build_house()


@pytest.fixture
def second(house):
    with tenant(house.id):
        return member("Karel Bos", Role.ADMINISTRATOR, None, "voorbeeldstad")


@pytest.fixture
def january(tmp_path):
    with new_year(tmp_path):
        yield tmp_path


def agree(house, second, law, day=NEW_YEAR):
    return approve(second, propose(house.administrator, law, "2027-01", day, WALL_CLOCK).id, WALL_CLOCK)


def voet(day):
    return parameters_for(bvv.parameters_for, day).period


def test_figures_of_the_first_release_count_as_they_are_and_cost_no_statement(
    house, january, django_assert_num_queries
):
    with tenant(house.id), django_assert_num_queries(0):
        assert voet(OLD_YEAR) == "2026-07"
        assert parameters_for(bvv.parameters_for, period="2025-01").period == "2025-01"
        with pytest.raises(NoParametersError):
            parameters_for(bvv.parameters_for, dt.date(2028, 1, 1))


def test_new_figures_are_refused_until_two_people_agreed(house, second, january, django_assert_num_queries):
    with tenant(house.id):
        with pytest.raises(NotInUseError, match="bedragen van 2027-01 voor vtlb zijn er, maar nog niet in gebruik"):
            voet(TENTH)
        waiting = propose(house.administrator, "vtlb", "2027-01", NEW_YEAR, WALL_CLOCK)
        with pytest.raises(NotInUseError):
            voet(TENTH)
        with pytest.raises(AnotherPerson):
            approve(house.administrator, waiting.id, WALL_CLOCK)
        approve(second, waiting.id, WALL_CLOCK)
        with pytest.raises(NotInUseError, match="toeslagen"):
            voet(TENTH)
        agree(house, second, "toeslagen")
        with django_assert_num_queries(2):
            assert voet(TENTH) == "2027-01"
        assert parameters_for(bvv.parameters_for, period="2027-01").period == "2027-01"
        assert voet(OLD_YEAR) == "2026-07"
        done = list(AuditEntry.objects.filter(action__startswith="parameters.").values_list("action", flat=True))
        assert sorted(done) == ["parameters.approved", "parameters.approved", *["parameters.proposed"] * 2]


def test_a_later_first_day_is_kept_to(house, second, january):
    with tenant(house.id):
        agree(house, second, "vtlb", TENTH)
        agree(house, second, "toeslagen")
        with pytest.raises(NotInUseError):
            voet(TENTH - dt.timedelta(days=1))
        assert voet(TENTH) == "2027-01"


def test_taken_back_with_a_reason_the_refusal_is_back_and_it_can_be_proposed_again(house, second, january):
    with tenant(house.id):
        rows = [agree(house, second, law) for law in LAWS]
        assert voet(TENTH) == "2027-01"
        back = withdraw(house.administrator, rows[1].id, "De norm klopt niet.", WALL_CLOCK)
        assert (back.withdrawn_by, back.withdrawn_reason) == (house.administrator.account_id, "De norm klopt niet.")
        with pytest.raises(NotInUseError):
            voet(TENTH)
        with pytest.raises(Decided):
            withdraw(second, back.id, "Nog eens.", WALL_CLOCK)
        with pytest.raises(Decided):
            approve(second, back.id, WALL_CLOCK)
        agree(house, second, "vtlb")
        assert voet(TENTH) == "2027-01"


def test_a_file_that_changed_after_the_approval_does_not_count_until_it_is_approved(house, second, tmp_path):
    with tenant(house.id):
        with new_year(tmp_path / "first"):
            for law in LAWS:
                agree(house, second, law)
        with new_year(tmp_path / "better", HIGHEST):
            with pytest.raises(NotInUseError):
                voet(TENTH)
            agree(house, second, "vtlb")
            assert voet(TENTH) == "2027-01"
        old, new = ParameterActivation.objects.filter(law="vtlb").order_by("proposed_at", "id")
        assert "Vervangen" in old.withdrawn_reason and new.withdrawn_at is None


def test_a_file_that_changed_after_the_proposal_cannot_be_approved(house, second, tmp_path):
    with tenant(house.id):
        with new_year(tmp_path / "first"):
            waiting = propose(house.administrator, "vtlb", "2027-01", NEW_YEAR, WALL_CLOCK)
        with new_year(tmp_path / "better", HIGHEST), pytest.raises(FileChanged):
            approve(second, waiting.id, WALL_CLOCK)
        with pytest.raises(FileChanged):
            approve(second, waiting.id, WALL_CLOCK)


def test_what_cannot_be_proposed_is_refused(house, second, january):
    with tenant(house.id):
        with pytest.raises(NeedsNoAgreement):
            propose(second, "vtlb", "2026-07", dt.date(2026, 8, 1), WALL_CLOCK)
        for day in (OLD_YEAR, dt.date(2027, 7, 1)):
            with pytest.raises(OutsideTheSet, match="1 januari 2027 tot en met 30 juni 2027"):
                propose(second, "vtlb", "2027-01", day, WALL_CLOCK)
        with pytest.raises(NoParametersError):
            propose(second, "vtlb", "2029-01", NEW_YEAR, WALL_CLOCK)
        waiting = propose(second, "vtlb", "2027-01", NEW_YEAR, WALL_CLOCK)
        with pytest.raises(AlreadyProposed):
            propose(house.administrator, "vtlb", "2027-01", TENTH, WALL_CLOCK)
        approve(house.administrator, waiting.id, WALL_CLOCK)
        with pytest.raises(AlreadyInUse):
            propose(second, "vtlb", "2027-01", TENTH, WALL_CLOCK)
        with pytest.raises(NotAllowed):
            propose(house.counsellor, "toeslagen", "2027-01", NEW_YEAR, WALL_CLOCK)
        with pytest.raises(NotAllowed):
            withdraw(house.counsellor, waiting.id, "Zomaar.", WALL_CLOCK)


def test_a_set_that_leaves_a_gap_cannot_be_proposed(house, january):
    file = january / "vtlb" / "2027-01.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("2027-01-01", "2027-02-01"), encoding="utf-8")
    with tenant(house.id), pytest.raises(DoesNotHold):
        propose(house.administrator, "vtlb", "2027-01", dt.date(2027, 2, 1), WALL_CLOCK)


def test_who_starts_later_starts_with_what_holds_on_that_day(house, january):
    with tenant(house.id):
        Organisation.objects.update(created_at=dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC))
        assert voet(TENTH) == "2027-01"


def test_every_set_in_what_a_calculation_gets_is_found():
    day = dt.date(2026, 8, 1)
    found = {
        name: [f"{one.law}-{one.period}" for one in sets_in(find(day))]
        for name, find in (
            ("voet", bvv.parameters_for), ("toeslag", toeslagen.parameters_for),
            ("kwijtschelding", kwijtschelding.parameters_for), ("lijst", tegemoetkomingen.rules_for),
            ("regeling", regelingen.figures_for),
        )
    }  # fmt: skip
    assert found == {
        "voet": ["vtlb-2026-07", "toeslagen-2026-01"],
        "toeslag": ["toeslagen-2026-01"],
        "kwijtschelding": ["kwijtschelding-2026-01", "bijstand-2026-07"],
        "lijst": ["toeslagen-2026-01", "vtlb-2026-07", "toeslagen-2026-01"],
        "regeling": ["bijstand-2026-07"],
    }
    assert sets_in(None) == []


def test_a_law_without_a_set_beside_it_is_left_to_the_calculation(tmp_path, january):
    (january / "toeslagen" / "2027-01.yaml").unlink()
    with parameter_sets.also_in(tmp_path):
        assert [one.law for one in sets_in(parameter_sets.of_period("vtlb", "2027-01"))] == ["vtlb"]


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_on": dt.date(2027, 2, 1)}, {"fingerprint": "0" * 64}, {"proposed_by": None},
        {"withdrawn_at": WALL_CLOCK.now()},
    ],
)  # fmt: skip
def test_the_database_keeps_an_approved_set_as_it_was(house, second, january, changes):
    with tenant(house.id):
        row = agree(house, second, "vtlb")
        with pytest.raises(Error), transaction.atomic():
            ParameterActivation.objects.filter(pk=row.id).update(**changes)
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            ParameterActivation.objects.all().delete()
        withdraw(second, row.id, "Fout.", WALL_CLOCK)
        for again in ({"withdrawn_reason": "Anders."}, {"approved_by": house.counsellor.account_id}):
            with pytest.raises(Error, match="only go forward"), transaction.atomic():
                ParameterActivation.objects.filter(pk=row.id).update(**again)


def test_the_database_wants_two_people_and_one_set_a_day(house, second, january):
    with tenant(house.id):
        row = agree(house, second, "vtlb")
        given = {field: getattr(row, field) for field in (
            "law", "period", "file_version", "fingerprint", "valid_from", "valid_to", "starts_on", "proposed_by",
            "proposed_at", "approved_by", "approved_at",
        )}  # fmt: skip
        for changed, name in (
            ({"approved_by": row.proposed_by, "law": "bijstand"}, "two_people"),
            ({"period": "2027-02", "starts_on": dt.date(2027, 6, 30)}, "one_a_day"),
            ({"law": "bijstand", "starts_on": OLD_YEAR}, "starts_inside"),
        ):
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                ParameterActivation.objects.create(**given | changed)


def test_another_organisation_does_not_see_it(house, second, january):
    with tenant(house.id):
        for law in LAWS:
            agree(house, second, law)
    other = build_house("anderstad")
    with tenant(other.id):
        assert not ParameterActivation.objects.exists()
        with pytest.raises(NotInUseError):
            voet(TENTH)


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_approve_once(january):
    house = build_house()
    with tenant(house.id):
        others = [member(name, Role.ADMINISTRATOR, None, "voorbeeldstad") for name in ("Karel Bos", "Petra Zon")]
        waiting = propose(house.administrator, "vtlb", "2027-01", NEW_YEAR, WALL_CLOCK)
    ready = threading.Barrier(2)

    def approves(actor):
        try:
            ready.wait()
            with tenant(house.id):
                return str(approve(actor, waiting.id, WALL_CLOCK).approved_by == actor.account_id)
        except Decided:
            return "decided"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(approves, others)) == ["True", "decided"]
