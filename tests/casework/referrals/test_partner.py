"""A warm referral: the same record and clock at once, and three days for the partner to see (Belofte 1.2)."""

import datetime as dt
import json
import re
import uuid

import pytest
from tests.support.houses import WALL_CLOCK, build_house, later_clock
from tests.support.stories import CHANCE, calls, later, signs_up

from houvast.casework.contact.services import retract_attempt
from houvast.casework.dossier.models import Clock, Consent, Dossier, Event, Task
from houvast.casework.dossier.services import end_on_own_words, event
from houvast.casework.letters.models import Message
from houvast.casework.merging.services import MergeCommand, merge
from houvast.casework.planning.models import Appointment
from houvast.casework.referrals.errors import LinkGone
from houvast.casework.referrals.models import Referral
from houvast.casework.referrals.partner import GiverGiven, bring_in, confirm, end_sharing, follow, pack_link
from houvast.casework.referrals.queries import referrals_of
from houvast.casework.residents.models import ContactPoint
from houvast.casework.residents.services import WishesGiven, mark_contact_point
from houvast.casework.signup.models import ReturnCode, Signup
from houvast.casework.signup.services import SignupCommand
from houvast.casework.signup.wishes import change_wishes
from houvast.foundation.access.errors import NotYours
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.jobs.handlers import Refused
from houvast.foundation.jobs.models import Intent
from houvast.foundation.tenancy.context import tenant
from houvast.promise.facts import Period, cases_of

pytestmark = pytest.mark.django_db
PARTNER = GiverGiven(
    "partner", name="Ineke Smit", organisation_name="Wijkteam Noord", mail="ineke@wijkteam.example",
    words="Ze durft zelf niet te bellen", keeps_contact_until=dt.date(2026, 12, 31),
)  # fmt: skip


def refers(house, giver=PARTNER, clock=WALL_CLOCK, **given):
    answers = {
        "channel": "referral", "wants": "call", "form_key": uuid.uuid4(), "municipality": house.municipality,
        "phone": "+31611223344", "call_name": "Sanne", **given,
    }  # fmt: skip
    return bring_in(
        house.anonymous, SignupCommand(**answers), giver, lambda token: f"https://hulp.example/partner/volgen/{token}/",
        clock, CHANCE,
    )  # fmt: skip


def token_of(referral):
    return re.search(r"volgen/(\w+)/", json.loads(referral.letter)["body"])[1]


def confirmed(house, **given):
    refers(house, **given)
    referral = Referral.objects.get(confirmed_at__isnull=True)
    token = token_of(referral)
    confirm(house.anonymous, token, WALL_CLOCK)
    return referral, token


def test_a_referral_is_a_signup_with_its_clock_from_receipt_before_any_link_is_pressed(house):
    made = refers(house)
    signup = Signup.objects.get()
    assert signup.channel == "referral"
    contact = Clock.objects.get(kind="belofte_contact")
    assert (contact.starts_on, contact.due) == (WALL_CLOCK.today(), made.call_by)
    (case,) = cases_of(Period(WALL_CLOCK.today(), WALL_CLOCK.today()), WALL_CLOCK.now())
    assert case.channel == "referral", "the promise counts this door as any other"
    assert Referral.objects.get().confirmed_at is None


def test_the_counsellor_sees_who_referred_and_until_when_they_keep_contact(house):
    refers(house)
    dossier_id = Dossier.objects.get().id
    (row,) = referrals_of(house.counsellor, dossier_id, [dossier_id], WALL_CLOCK)
    assert (row.organisation_name, row.name, row.keeps_contact_until) == (
        "Wijkteam Noord", "Ineke Smit", dt.date(2026, 12, 31),
    )  # fmt: skip
    assert not row.confirmed and row.words == "", "what was told is for who has the file"
    assert "referral.made" in set(Event.objects.values_list("kind", flat=True))


def test_the_link_goes_to_the_partner_alone_and_names_nobody(house):
    refers(house)
    intent = Intent.objects.get(object_type="referral")
    parcel = pack_link(intent.id)
    assert parcel.recipient == "ineke@wijkteam.example"
    assert "Sanne" not in parcel.body and "schuld" not in parcel.body.lower() and "Ineke" not in parcel.body
    confirm(house.anonymous, token_of(Referral.objects.get()), WALL_CLOCK)
    assert Referral.objects.get().letter == ""
    with pytest.raises(Refused):
        pack_link(intent.id)


def test_before_the_address_is_confirmed_the_link_tells_nothing(house):
    refers(house)
    made = Signup.objects.get()
    token = token_of(Referral.objects.get())
    calls(house, made, WALL_CLOCK, "reached")
    shown = follow(house.anonymous, token, WALL_CLOCK)
    assert not shown.confirmed and shown.spoken_on is None


def test_the_partner_sees_received_spoken_and_appointment_with_their_days(house):
    referral, token = confirmed(house)
    shown = follow(house.anonymous, token, WALL_CLOCK)
    assert (shown.received_on, shown.spoken_on, shown.appointment_on) == (WALL_CLOCK.today(), None, None)
    tomorrow = later(WALL_CLOCK, days=1)
    calls(house, referral, WALL_CLOCK, "no_answer")
    assert follow(house.anonymous, token, WALL_CLOCK).spoken_on is None, "a try is not a talk"
    attempt = calls(house, referral, tomorrow, "reached")
    booked = Appointment.objects.create(
        dossier_id=referral.dossier_id, party_id=referral.party_id, account_id=house.counsellor.account_id, way="phone",
        starts_at=later(WALL_CLOCK, days=5).now(), ends_at=later(WALL_CLOCK, days=5, hours=1).now(), state="booked",
        made_at=tomorrow.now(),
    )  # fmt: skip
    event(
        house.counsellor, referral.dossier_id, referral.party_id, "appointment.booked", tomorrow,
        about=("appointment", booked.id),
    ).save(force_insert=True)  # fmt: skip
    shown = follow(house.anonymous, token, tomorrow)
    assert shown.spoken_on == shown.appointment_on == tomorrow.today()
    retract_attempt(house.counsellor, attempt.attempt_id, tomorrow)
    assert follow(house.anonymous, token, tomorrow).spoken_on is None
    assert AuditEntry.objects.filter(action="referral.look", actor_kind="anonymous").exists()


def test_a_file_the_resident_had_already_is_not_told_to_the_partner(house):
    known = signs_up(house, later(WALL_CLOCK, days=-9))
    calls(house, known, later(WALL_CLOCK, days=-8), "reached")
    referral, token = confirmed(house)
    merge(house.counsellor, MergeCommand(known.dossier_id, referral.dossier_id), WALL_CLOCK)
    shown = follow(house.anonymous, token, WALL_CLOCK)
    assert (shown.received_on, shown.spoken_on) == (WALL_CLOCK.today(), None)
    calls(house, known, later_clock(hours=1), "reached")
    assert follow(house.anonymous, token, later_clock(hours=1)).spoken_on == WALL_CLOCK.today()
    files = [known.dossier_id, referral.dossier_id]
    assert len(referrals_of(house.counsellor, known.dossier_id, files, WALL_CLOCK)) == 1


def test_the_link_shows_nothing_once_the_resident_says_no_or_the_help_or_the_consent_ends(house):
    for ending in ("no", "ended", "over"):
        referral, token = confirmed(house)
        clock = WALL_CLOCK
        if ending == "no":
            end_sharing(house.counsellor, referral.dossier_id, referral.id, clock)
            assert Consent.objects.get(pk=referral.consent_id).revoked_at == clock.now()
        elif ending == "ended":
            end_on_own_words(house.counsellor, referral.dossier_id, referral.party_id, "Nee, dank je.", clock)
        else:
            clock = later(WALL_CLOCK, days=184)
        with pytest.raises(LinkGone):
            follow(house.anonymous, token, clock)
        with pytest.raises(LinkGone):
            confirm(house.anonymous, token, clock)
    with pytest.raises(LinkGone):
        follow(house.anonymous, "0" * 48, WALL_CLOCK)


def test_who_may_not_change_the_file_cannot_end_the_sharing(house):
    referral, _ = confirmed(house)
    with pytest.raises(NotYours):
        end_sharing(house.outsider, referral.dossier_id, referral.id, WALL_CLOCK)
    other = signs_up(house, WALL_CLOCK, phone="+31699999999")
    with pytest.raises(NotYours):
        end_sharing(house.counsellor, other.dossier_id, referral.id, WALL_CLOCK)


def test_confirming_twice_is_once_and_the_same_form_twice_is_one_referral(house):
    key = uuid.uuid4()
    assert not refers(house, form_key=key).repeated
    assert refers(house, form_key=key).repeated
    token = token_of(Referral.objects.get())
    for _ in range(2):
        confirm(house.anonymous, token, WALL_CLOCK)
    assert Event.objects.filter(kind="referral.confirmed").count() == 1
    assert Signup.objects.count() == ReturnCode.objects.count() == 1


def test_who_can_only_be_reached_through_the_partner_is_a_task_for_the_next_working_day(house):
    giver = GiverGiven(**{**PARTNER.__dict__, "phone": "+31201234567", "through_him": True})
    refers(house, giver, phone="", way_unknown=True)
    task = Task.objects.get(kind="referral_reach")
    assert "Ineke Smit" in task.what and task.due == dt.date(2026, 11, 24)


def test_nothing_is_written_to_a_number_where_somebody_may_read_along(house):
    known = signs_up(house, WALL_CLOCK)
    wishes = WishesGiven(preferred="phone", safe_contact=True)
    change_wishes(house.counsellor, known.dossier_id, known.party_id, wishes, WALL_CLOCK)
    before = Message.objects.count()
    refers(house)
    assert Message.objects.count() == before
    point = ContactPoint.objects.filter(value="+31699999999").first()
    assert point is None
    refers(house, phone="+31699999999")
    assert Message.objects.count() == before + 1
    mark_contact_point(house.system, ContactPoint.objects.get(value="+31699999999"), "unsafe", WALL_CLOCK)
    refers(house, phone="+31699999999")
    assert Message.objects.count() == before + 1


def test_without_the_text_of_the_mail_the_signup_comes_in_all_the_same(db):
    bare = build_house("buurstad", demo=False)
    with tenant(bare.id):
        refers(bare)
        assert Signup.objects.count() == 1 and not Intent.objects.filter(object_type="referral").exists()
