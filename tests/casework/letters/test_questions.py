"""A resident writes, hears by when he gets an answer, and gets it; nothing of it is read by who may not."""

import datetime as dt
import uuid

import pytest
from tests.support.houses import WALL_CLOCK, clock_at
from tests.support.stories import calls, later, signs_up

from houvast.casework.dossier.models import Dossier, Event, Task
from houvast.casework.dossier.services import end_on_own_words, hand_over, take_up
from houvast.casework.letters.errors import DayMissing, NoNumber, NothingWritten, OftenAsked, OtherQuestion
from houvast.casework.letters.models import Ask, Message, Question, Said
from houvast.casework.letters.questions import MOST_A_DAY, AnswerCommand, AskCommand, answer, ask
from houvast.casework.letters.talk import own_talk, talk_on
from houvast.casework.signup.own import change_wishes
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotAllowed, NotYours

pytestmark = pytest.mark.django_db
MINE = "Ik heb 1.250 euro schuld bij Stadsenergie"


@pytest.fixture
def sanne(house):
    made = signs_up(house, WALL_CLOCK)
    take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
    return made


def resident(house, made, level="N1"):
    return Actor(kind="resident", organisation_id=house.id, dossier_id=made.dossier_id, party_id=made.party_id,
                 level=level)  # fmt: skip


def writes(house, made, clock=WALL_CLOCK, **given):
    command = AskCommand(given.pop("ask", Ask.MESSAGE), given.pop("form_key", uuid.uuid4()),
                         **{"words": MINE, **given})  # fmt: skip
    return ask(resident(house, made), command, clock)


def answers(house, made, clock=WALL_CLOCK, said=Said.YES, actor=None, **given):
    command = AnswerCommand(made.dossier_id, made.party_id, said, given.pop("form_key", uuid.uuid4()), **given)
    return answer(actor or house.counsellor, command, clock)


def open_tasks(made):
    return list(Task.objects.filter(dossier_id=made.dossier_id, outcome="").order_by("due", "kind"))


def test_a_message_is_work_for_who_has_the_file_with_the_promised_day(house, sanne):
    asked = writes(house, sanne)
    assert asked.answer_by == dt.date(2026, 11, 25)
    (task,) = open_tasks(sanne)
    assert (task.kind, task.due, task.account_id) == ("answer", asked.answer_by, house.counsellor.account_id)
    assert "Stadsenergie" not in task.what
    assert not any("Stadsenergie" in one.words for one in Event.objects.filter(dossier_id=sanne.dossier_id))
    assert Dossier.objects.get(pk=sanne.dossier_id).look_at == asked.answer_by


def test_a_file_that_is_handed_over_takes_the_question_along(house, sanne):
    writes(house, sanne)
    hand_over(house.counsellor, sanne.dossier_id, house.colleague.account_id, "Sanne schreef", WALL_CLOCK)
    assert open_tasks(sanne)[0].account_id == house.colleague.account_id


def test_the_same_form_twice_is_one_question_and_other_words_are_refused(house, sanne):
    key = uuid.uuid4()
    first, second = writes(house, sanne, form_key=key), writes(house, sanne, form_key=key)
    assert first == second and Question.objects.count() == 1
    with pytest.raises(OtherQuestion):
        writes(house, sanne, form_key=key, words="Iets anders")


def test_the_answer_closes_what_waited_and_the_resident_is_told_without_its_words(house, sanne):
    writes(house, sanne)
    writes(house, sanne, words="En nog iets")
    answers(house, sanne, words="Stadsenergie wacht met afsluiten")
    assert not Question.objects.filter(answered_at__isnull=True).exists()
    assert open_tasks(sanne) == []
    told = Message.objects.get(text_key="message.answer")
    assert "Stadsenergie" not in told.body and "wacht met" not in told.body


def test_what_an_answer_promises_is_work_with_its_day(house, sanne):
    writes(house, sanne)
    with pytest.raises(DayMissing):
        answers(house, sanne, said=Said.I_CALL)
    with pytest.raises(DayMissing):
        answers(house, sanne, said=Said.I_CALL, day=dt.date(2026, 11, 20))
    answers(house, sanne, said=Said.I_CALL, day=dt.date(2026, 11, 27))
    assert [(one.kind, one.due) for one in open_tasks(sanne)] == [("as_said", dt.date(2026, 11, 27))]


def test_the_light_level_reads_that_there_was_a_message_and_the_full_level_what(house, sanne):
    writes(house, sanne)
    answers(house, sanne, clock=later(WALL_CLOCK, hours=1), words="Stadsenergie wacht met afsluiten")
    light = own_talk(resident(house, sanne), WALL_CLOCK)
    assert [(one.ours, one.words, one.has_words) for one in light] == [(True, "", True), (False, "", True)]
    full = own_talk(resident(house, sanne, "N2"), WALL_CLOCK)
    assert [one.words for one in full] == ["Stadsenergie wacht met afsluiten", MINE]


def test_only_who_has_the_file_reads_and_answers(house, sanne):
    writes(house, sanne)
    assert talk_on(house.counsellor, sanne.dossier_id, sanne.party_id, WALL_CLOCK)[0].words == MINE
    for other in (house.colleague, house.outsider, house.administrator):
        with pytest.raises((NotYours, NotAllowed)):
            talk_on(other, sanne.dossier_id, sanne.party_id, WALL_CLOCK)
        with pytest.raises((NotYours, NotAllowed)):
            answers(house, sanne, actor=other)


def test_bel_mij_liever_is_a_call_on_the_next_working_day_and_a_talk_closes_it(house, sanne):
    writes(house, sanne)
    asked = writes(house, sanne, ask=Ask.CALL_ME, words="", part_of_day="avond")
    assert asked.answer_by == dt.date(2026, 11, 24)
    assert open_tasks(sanne)[0].what.endswith("(’s avonds)")
    calls(house, sanne, later(WALL_CLOCK, hours=1), "no_answer")
    assert Question.objects.filter(ask="call_me", answered_at__isnull=True).exists()
    calls(house, sanne, later(WALL_CLOCK, hours=2), "reached")
    assert [one.kind for one in open_tasks(sanne)] == ["answer"]


def test_who_said_do_not_call_or_gave_no_number_is_not_promised_a_call(house, sanne):
    change_wishes(resident(house, sanne), {"phone_allowed": False}, WALL_CLOCK, seen=None, strict=False)
    with pytest.raises(NoNumber):
        writes(house, sanne, ask=Ask.CALL_ME, words="")
    by_mail = signs_up(house, WALL_CLOCK, phone="", mail="omar@voorbeeld.example", wants="mail")
    with pytest.raises(NoNumber):
        writes(house, by_mail, ask=Ask.CALL_ME, words="")


def test_an_empty_message_and_an_eleventh_on_one_day_are_refused(house, sanne):
    with pytest.raises(NothingWritten):
        writes(house, sanne, words="  ")
    for _ in range(MOST_A_DAY):
        writes(house, sanne)
    with pytest.raises(OftenAsked):
        writes(house, sanne)


def test_a_late_answer_is_late_for_both(house, sanne):
    writes(house, sanne)
    today = dt.date(2026, 11, 26)
    assert own_talk(resident(house, sanne), clock_at(today))[0].late(today)
    assert open_tasks(sanne)[0].due < today


def test_an_answer_that_cannot_be_told_is_a_call_for_somebody(house, sanne):
    change_wishes(resident(house, sanne), {"text_allowed": False, "mail_allowed": False}, WALL_CLOCK, seen=None,
                  strict=False)  # fmt: skip
    answers(house, sanne)
    assert [one.kind for one in open_tasks(sanne)] == ["message_not_sent"]


def test_after_stopping_nothing_is_asked_and_coming_back_brings_the_work_back(house, sanne):
    writes(house, sanne)
    end_on_own_words(resident(house, sanne), sanne.dossier_id, sanne.party_id, "Ik red het zelf", WALL_CLOCK)
    assert open_tasks(sanne) == []
