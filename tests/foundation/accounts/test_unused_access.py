"""Access that nobody uses goes off after 90 days, in the one organisation where nobody uses it."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house, later_clock

from houvast.foundation import clock as time_source
from houvast.foundation.access.errors import NotYours
from houvast.foundation.accounts.errors import NotSwitchedOff, OwnRights, RolesChanged
from houvast.foundation.accounts.models import Account, Membership, RightsReview, Role, StaffAccess
from houvast.foundation.accounts.queries import colleagues_of, memberships_on
from houvast.foundation.accounts.reviews import end_at_review, rights_list, still_right, to_review
from houvast.foundation.accounts.services import give_role
from houvast.foundation.accounts.unused import note_sign_in, pack_warning, switch_off_unused, switch_on
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.jobs.handlers import Refused
from houvast.foundation.jobs.models import Intent
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        for one in (house.counsellor, house.colleague, house.outsider, house.administrator):
            note_sign_in(one.account_id, WALL_CLOCK)
    return house


def morning(house, days):
    """The daily job, so many days after everybody signed in."""
    clock = later_clock(days=days)
    with tenant(house.id):
        for one in (house.colleague, house.outsider, house.administrator):
            note_sign_in(one.account_id, clock)
        return switch_off_unused(house.system, clock)


def warnings_of(house):
    with tenant(house.id):
        return [
            pack_warning(one.id) for one in Intent.objects.filter(object_type="staff_access").order_by("created_at")
        ]


def roles_of(house, actor, clock):
    return frozenset(Membership.objects.filter(account_id=actor.account_id).values_list("id", flat=True))


def test_two_warnings_in_neutral_words_and_then_the_access_goes_off(house):
    assert [morning(house, days) for days in (74, 75, 76, 85, 89)] == [0, 0, 0, 0, 0]
    first, second = warnings_of(house)
    for letter in (first, second):
        assert letter.recipient == "fatma@voorbeeldstad.example" and "21 februari 2027" in letter.body
        assert "schuld" not in (letter.subject + letter.body).lower()
    with tenant(house.id):
        assert memberships_on(house.counsellor.account_id, later_clock(days=89).today())
    assert morning(house, 90) == 1 and morning(house, 91) == 0
    with tenant(house.id):
        assert not memberships_on(house.counsellor.account_id, later_clock(days=90).today())
        names = [one.name for one in colleagues_of(later_clock(days=90).today())]
        assert "Fatma de Boer" not in names and "Joris Mol" in names
        actions = AuditEntry.objects.filter(object_id=house.counsellor.account_id).values_list("action", flat=True)
        assert sorted(actions) == ["account.unused_off", "account.unused_warned", "account.unused_warned"]


def test_who_signs_in_after_a_warning_gets_no_letter_any_more_and_ninety_days_anew(house):
    morning(house, 75)
    with tenant(house.id):
        note_sign_in(house.counsellor.account_id, later_clock(days=76))
        with pytest.raises(Refused):
            pack_warning(Intent.objects.get(object_type="staff_access").id)
    assert morning(house, 90) == 0 and morning(house, 76 + 90) == 1


def test_a_door_that_was_switched_off_answers_as_to_a_stranger(house):
    account = Account.objects.get(pk=house.counsellor.account_id)
    account.set_password("paarse fiets in de regen")
    account.save()
    desk = signed_in(house.counsellor)
    with time_source.using(WALL_CLOCK):
        assert desk.get("/werk/").status_code == 200
    morning(house, 90)
    with time_source.using(later_clock(days=90)):
        assert desk.get("/werk/").status_code == 302
        page = Client(HTTP_HOST="localhost").post(
            "/inloggen/", {"login": account.email, "password": "paarse fiets in de regen"}
        )
    assert "horen niet bij elkaar" in page.content.decode()


def test_coming_in_with_both_steps_is_noted_for_this_organisation_only(house):
    other = build_house("elders", demo=False)
    with time_source.using(later_clock(days=3)):
        signed_in(house.counsellor).get("/werk/")
        signed_in(other.counsellor).get("/werk/")
    with tenant(house.id):
        assert StaffAccess.objects.get(account_id=house.counsellor.account_id).last_sign_in == later_clock(days=3).now()
        assert not StaffAccess.objects.filter(account_id=other.counsellor.account_id).exists()


def test_the_last_administrator_stays(house):
    with tenant(house.id):
        gone = switch_off_unused(house.system, later_clock(days=200))
        assert gone == 3 and memberships_on(house.administrator.account_id, later_clock(days=200).today())


def test_an_administrator_switches_on_again_with_the_roles_he_looked_at(house):
    morning(house, 90)
    later = later_clock(days=92)
    with tenant(house.id):
        looked_at = roles_of(house, house.counsellor, later)
        give_role(house.administrator, house.counsellor.account_id, Role.FINANCE, later)
        with pytest.raises(RolesChanged):
            switch_on(house.administrator, house.counsellor.account_id, looked_at, later)
        with pytest.raises(NotYours):
            switch_on(house.colleague, house.counsellor.account_id, looked_at, later)
        switch_on(house.administrator, house.counsellor.account_id, roles_of(house, house.counsellor, later), later)
        assert memberships_on(house.counsellor.account_id, later.today())
        with pytest.raises(NotSwitchedOff):
            switch_on(house.administrator, house.counsellor.account_id, looked_at, later)
    assert morning(house, 92 + 89) == 0 and morning(house, 92 + 90) == 1


def test_still_right_counts_for_this_quarter_and_for_these_roles(house):
    def done(clock):
        return {one.name for one in rights_list(house.administrator, clock) if one.done}

    with tenant(house.id):
        still_right(
            house.administrator, house.counsellor.account_id, roles_of(house, house.counsellor, WALL_CLOCK), WALL_CLOCK
        )
        assert done(WALL_CLOCK) == {"Fatma de Boer"}
        line = next(one for one in rights_list(house.administrator, WALL_CLOCK) if one.done)
        assert line.reviewed_by == "Noor Vink" and line.roles[0].since == dt.date(2020, 1, 1)
        assert done(later_clock(days=38)) == {"Fatma de Boer"}  # 31 December
        assert done(later_clock(days=39)) == set()  # 1 January
        give_role(house.administrator, house.counsellor.account_id, Role.FINANCE, WALL_CLOCK)
        assert done(WALL_CLOCK) == {"Fatma de Boer"}  # giving it was a decision of this quarter too
        Membership.objects.create(
            account_id=house.counsellor.account_id, role=Role.TEAM_LEAD, valid_from=dt.date(2026, 9, 30)
        )
        assert done(WALL_CLOCK) == set() and to_review(house.administrator, WALL_CLOCK) == 4


def test_a_review_is_never_rewritten_and_ends_a_role_when_asked(house):
    with tenant(house.id):
        own = roles_of(house, house.counsellor, WALL_CLOCK)
        still_right(house.administrator, house.counsellor.account_id, own, WALL_CLOCK)
        with pytest.raises(DatabaseError), transaction.atomic():
            RightsReview.objects.update(outcome="ended")
        end_at_review(house.administrator, next(iter(own)), WALL_CLOCK)
        assert not memberships_on(house.counsellor.account_id, WALL_CLOCK.today())
        assert sorted(RightsReview.objects.values_list("outcome", flat=True)) == ["ended", "stands"]


def test_nobody_says_it_of_himself_while_another_administrator_is_there(house):
    with tenant(house.id):
        own = roles_of(house, house.administrator, WALL_CLOCK)
        still_right(house.administrator, house.administrator.account_id, own, WALL_CLOCK)
        Membership.objects.create(
            account_id=house.colleague.account_id, role=Role.ADMINISTRATOR, valid_from=dt.date(2020, 1, 1)
        )
        Account.objects.filter(pk=house.colleague.account_id).update(password="iets")
        with pytest.raises(OwnRights):
            still_right(house.administrator, house.administrator.account_id, own, WALL_CLOCK)
