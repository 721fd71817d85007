"""An organisation begins empty and working; its settings change one at a time, and say why they do not."""

import datetime as dt
import uuid

import pytest
from tests.support.houses import WALL_CLOCK, build_house

from houvast.foundation.access.errors import NotYours
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.organisations import services
from houvast.foundation.organisations.errors import (
    BadSlug,
    HoursBackwards,
    HoursOverlap,
    OneTeamForSignups,
    PostcodesOverlap,
    SettingError,
    Stale,
    Taken,
)
from houvast.foundation.organisations.models import Door, Municipality, OpeningHours, Organisation, Team
from houvast.foundation.organisations.services import NewOrganisation, Window
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.models import TextVersion

pytestmark = pytest.mark.django_db
CHANCE = SeededRandomness("organisaties")
NINE, NOON, FIVE = dt.time(9), dt.time(12), dt.time(17)


def new(**given):
    answers = {
        "name": "Stad Nieuw",
        "slug": "nieuw",
        "municipality_name": "Nieuw",
        "municipality_code": "9998",
        **given,
    }
    return services.create_organisation(NewOrganisation(**answers), WALL_CLOCK, CHANCE)


@pytest.fixture
def house():
    return build_house()


def test_a_new_organisation_has_texts_a_team_and_nobody_elses_rows(house):
    made = new()
    with tenant(made.id):
        assert TextVersion.objects.filter(language="nl").exists()
        assert Team.objects.get().takes_signups and Municipality.objects.get().name == "Nieuw"
        assert AuditEntry.objects.get(action="organisation.created").actor_kind == "system"


@pytest.mark.parametrize("slug", ["", "Nieuw", "1nieuw", "a b", "x", "nieuw.stad", "n" * 41])
def test_a_short_name_that_is_no_part_of_an_address_is_refused(slug):
    with pytest.raises(BadSlug):
        new(slug=slug)


def test_a_short_name_is_given_once(house):
    with pytest.raises(Taken) as refusal:
        new(slug="voorbeeldstad")
    assert "korte naam" in refusal.value.text


def test_a_change_on_an_old_page_is_refused_and_says_which_version_stands(house):
    with tenant(house.id):
        services.update_organisation(house.administrator, 1, {"name": "Eerst"}, WALL_CLOCK)
        with pytest.raises(Stale) as stale:
            services.update_organisation(house.administrator, 1, {"name": "Later"}, WALL_CLOCK)
        assert stale.value.version == 2
        assert Organisation.objects.get(pk=house.id).name == "Eerst"


def test_only_the_administrator_changes_settings(house):
    with tenant(house.id), pytest.raises(NotYours):
        services.update_organisation(house.counsellor, 1, {"name": "Van mij"}, WALL_CLOCK)


def test_an_administrator_cannot_take_the_address_of_another_organisation(house):
    with tenant(house.id):
        with pytest.raises(SettingError):
            services.update_organisation(house.administrator, 1, {"host_name": "hulp.elders.example"}, WALL_CLOCK)
        with pytest.raises(SettingError):
            services.update_municipality(
                house.administrator, house.municipality.id, 1, {"host_name": "hulp.elders.example"}, WALL_CLOCK
            )


def test_every_change_is_in_the_audit_by_name_of_field_and_never_by_value(house):
    with tenant(house.id):
        services.update_municipality(
            house.administrator, house.municipality.id, 1, {"phone": "+31201234567"}, WALL_CLOCK
        )
        entry = AuditEntry.objects.get(action="municipality.changed")
        assert entry.fields == ["phone"] and entry.account_id == house.administrator.account_id


def test_hours_that_run_through_each_other_are_refused_in_clear_words(house):
    with tenant(house.id):
        week = [Window(0, NINE, NOON), Window(0, dt.time(11), FIVE)]
        with pytest.raises(HoursOverlap) as refusal:
            services.set_hours(house.administrator, house.municipality.id, Door.PHONE, week, WALL_CLOCK)
        assert "maandag" in refusal.value.text and "9.00-12.00" in refusal.value.text
        with pytest.raises(HoursBackwards):
            services.set_hours(
                house.administrator, house.municipality.id, Door.PHONE, [Window(0, FIVE, NINE)], WALL_CLOCK
            )
        assert not OpeningHours.objects.exists()


def test_a_week_of_hours_takes_the_place_of_the_one_before(house):
    with tenant(house.id):
        for closes in (NOON, FIVE):
            services.set_hours(
                house.administrator, house.municipality.id, Door.PHONE, [Window(1, NINE, closes)], WALL_CLOCK
            )
        assert OpeningHours.objects.get().closes == FIVE


def test_a_postcode_belongs_to_one_municipality(house):
    with tenant(house.id):
        other = services.add_municipality(
            house.administrator, {"code": "9997", "name": "Elders", "phone": ""}, WALL_CLOCK
        )
        services.set_postcodes(house.administrator, house.municipality.id, [(1000, 1099)], WALL_CLOCK)
        with pytest.raises(PostcodesOverlap):
            services.set_postcodes(house.administrator, other.id, [(1050, 1060)], WALL_CLOCK)
        with pytest.raises(Taken):
            services.add_municipality(house.administrator, {"code": "9997", "name": "Nog eens"}, WALL_CLOCK)


def test_sign_ups_of_a_municipality_go_to_one_team(house):
    with tenant(house.id):
        wanted = {"name": "Tweede", "municipality_id": house.municipality.id, "takes_signups": True}
        with pytest.raises(OneTeamForSignups):
            services.add_team(house.administrator, wanted, WALL_CLOCK)
        services.add_team(house.administrator, {**wanted, "takes_signups": False}, WALL_CLOCK)
        team = Team.objects.get(name="Tweede")
        with pytest.raises(OneTeamForSignups):
            services.update_team(house.administrator, team.id, 1, wanted, WALL_CLOCK)


def test_a_row_of_another_organisation_does_not_exist(house):
    other = build_house("elders", demo=False)
    with tenant(house.id), pytest.raises(Municipality.DoesNotExist):
        services.update_municipality(house.administrator, other.municipality.id, 1, {"name": "Mijn"}, WALL_CLOCK)
    with tenant(house.id), pytest.raises(Team.DoesNotExist):
        services.update_team(house.administrator, uuid.uuid4(), 1, {"name": "Niets"}, WALL_CLOCK)
