"""A card through the letter box: only where post is safe, also at the moment of printing, and never twice."""

import datetime as dt
import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest
from django.db import connection
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.stories import later, signs_up

from houvast.casework.dossier.models import Event, Task
from houvast.casework.dossier.services import end_on_own_words
from houvast.casework.letters.cards import ask_card, batches, pages_of, print_pile, waiting_cards, withdraw_card
from houvast.casework.letters.errors import CardGone, CardsUnsafe, CardWaits, NothingToPrint
from houvast.casework.letters.models import Card, PrintBatch
from houvast.casework.letters.wishes import NotSendable
from houvast.casework.residents.models import ContactPoint
from houvast.casework.residents.services import AddressGiven, WishesGiven
from houvast.casework.residents.services import record_address as keep_address
from houvast.casework.signup.services import PostalGiven
from houvast.casework.signup.wishes import change_wishes
from houvast.foundation.access.errors import NotYours
from houvast.foundation.organisations.models import Organisation
from houvast.foundation.paper import print_pdf
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard

pytestmark = pytest.mark.django_db
HOME = PostalGiven("Dorpsstraat 12", "1234 AB", "Voorbeeldstad")
THREADS = 8


def made_ready():
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
        Organisation.objects.filter(pk=house.id).update(show_unapproved_translations=True)
    return house


@pytest.fixture
def house():
    house = made_ready()
    with tenant(house.id):
        yield house


def by_post(house, **more):
    return signs_up(house, WALL_CLOCK, wants="post", postal=HOME, phone="", **more)


def asks(house, made, actor=None):
    return ask_card(actor or house.counsellor, made.dossier_id, made.party_id, WALL_CLOCK)


def wishes_for(house, made, **given):
    change_wishes(house.counsellor, made.dossier_id, made.party_id, WishesGiven(**given), WALL_CLOCK)


def pages(house, batch):
    data = pages_of(house.counsellor, batch.id, WALL_CLOCK)
    reader = pypdf.PdfReader(io.BytesIO(print_pdf("cards", data, WALL_CLOCK.today())))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_pile_is_one_page_a_card_with_the_address_and_no_word_of_debts(house):
    for name in ("Sanne", "Omar"):
        asks(house, by_post(house, call_name=name))
    assert [one.number for one in waiting_cards(house.counsellor, WALL_CLOCK)] == ["SH-2026-0001", "SH-2026-0002"]
    batch = print_pile(house.counsellor, WALL_CLOCK)
    first, second = pages(house, batch)
    assert "Sanne Dorpsstraat 12 1234 AB Voorbeeldstad" in first and "Omar" in second and "Sanne" not in second
    assert "Wij wilden je spreken" in first and "0123 45 67 89" in first and "schuld" not in first.lower()
    assert waiting_cards(house.counsellor, WALL_CLOCK) == []
    assert [one.id for one in batches(house.counsellor, WALL_CLOCK)] == [batch.id]


def test_a_card_is_in_the_language_of_the_reader_with_the_dutch_below(house):
    made = by_post(house, language="ar")
    asks(house, made)
    (page,) = pages(house, print_pile(house.counsellor, WALL_CLOCK))
    assert "Wij wilden je spreken" in page and "أ" in page


@pytest.mark.parametrize(
    ("wish", "words"),
    [({"post_allowed": False}, "geen post"), ({"safe_contact": True}, "veilig contact")],
)
def test_no_card_where_post_is_not_safe(house, wish, words):
    made = by_post(house)
    wishes_for(house, made, **wish)
    refused = asks(house, made)
    assert isinstance(refused, NotSendable) and words in refused.reason
    assert not Card.objects.exists()


def test_no_card_without_an_address_to_a_secret_one_or_to_one_where_post_is_unsafe(house):
    nowhere = signs_up(house, WALL_CLOCK)
    assert "geen adres" in asks(house, nowhere).reason
    person = Card._meta.get_field("party").related_model.objects.get(pk=nowhere.party_id).person_id
    keep_address(house.counsellor, person, AddressGiven("Dorpsstraat 1", "1234AB", "Voorbeeldstad", secret=True),
                 WALL_CLOCK)  # fmt: skip
    assert "geheim" in asks(house, nowhere).reason
    unsafe = by_post(house)
    ContactPoint.objects.filter(kind="post").update(state="unsafe")
    assert "niet veilig" in asks(house, unsafe).reason


def test_a_card_that_became_unsafe_is_not_printed_and_is_somebodys_task(house):
    safe, unsafe = by_post(house, call_name="Sanne"), by_post(house, call_name="Omar")
    asks(house, safe)
    asks(house, unsafe)
    wishes_for(house, unsafe, safe_contact=True)
    batch = print_pile(house.counsellor, WALL_CLOCK)
    assert batch.pages == 1
    assert Card.objects.get(dossier_id=unsafe.dossier_id).state == "withdrawn"
    assert Task.objects.get(dossier_id=unsafe.dossier_id).kind == "card_not_gone"
    assert not any("Omar" in page for page in pages(house, batch))


def test_a_printed_card_that_became_unsafe_leaves_the_pages_and_must_come_out_of_the_post_today(house):
    safe, unsafe = by_post(house, call_name="Sanne"), by_post(house, call_name="Omar")
    for made in (safe, unsafe):
        asks(house, made)
    batch = print_pile(house.counsellor, WALL_CLOCK)
    for _ in range(2):  # a second change of the wishes asks for nothing new
        wishes_for(house, unsafe, post_allowed=False)
    (page,) = pages(house, batch)
    assert "Sanne" in page and "Omar" not in page
    task = Task.objects.get(kind="card_out_of_post")
    assert (task.dossier_id, task.due) == (unsafe.dossier_id, WALL_CLOCK.today())
    wishes_for(house, safe, safe_contact=True)
    with pytest.raises(CardsUnsafe):
        pages_of(house.counsellor, batch.id, WALL_CLOCK)


def test_a_card_that_went_through_the_letter_box_long_ago_is_not_looked_for(house):
    made = by_post(house)
    asks(house, made)
    print_pile(house.counsellor, WALL_CLOCK)
    wishes = WishesGiven(post_allowed=False)
    change_wishes(house.counsellor, made.dossier_id, made.party_id, wishes, later(WALL_CLOCK, days=5))
    assert not Task.objects.filter(kind="card_out_of_post").exists()


def test_who_moved_meanwhile_gets_the_card_at_the_new_address(house):
    made = by_post(house)
    asks(house, made)
    point = ContactPoint.objects.get(kind="post")
    point.postal = "Nieuwstraat 3\n1234 CD Voorbeeldstad"
    point.save(update_fields=["postal"])
    (page,) = pages(house, print_pile(house.counsellor, WALL_CLOCK))
    assert "Nieuwstraat 3" in page and "Dorpsstraat" not in page


def test_a_file_that_ended_meanwhile_gets_no_card(house):
    made = by_post(house)
    asks(house, made)
    end_on_own_words(house.counsellor, made.dossier_id, made.party_id, "Ik red het zelf", WALL_CLOCK)
    with pytest.raises(NothingToPrint):
        print_pile(house.counsellor, WALL_CLOCK)
    assert Card.objects.get().state == "withdrawn"


def test_one_card_waits_at_a_time_and_can_be_withdrawn_once(house):
    made = by_post(house)
    card = asks(house, made)
    with pytest.raises(CardWaits):
        asks(house, made)
    withdraw_card(house.counsellor, card.id, WALL_CLOCK)
    with pytest.raises(CardGone):
        withdraw_card(house.counsellor, card.id, WALL_CLOCK)
    asks(house, made)
    print_pile(house.counsellor, WALL_CLOCK)
    assert Event.objects.filter(kind="card.printed", visible_to__contains=["resident"]).count() == 1


def test_another_team_sees_no_card_and_no_pile(house):
    made = by_post(house)
    asks(house, made)
    assert waiting_cards(house.outsider, WALL_CLOCK) == []
    with pytest.raises(NothingToPrint):
        print_pile(house.outsider, WALL_CLOCK)
    batch = print_pile(house.colleague, WALL_CLOCK)
    assert batches(house.outsider, WALL_CLOCK) == []
    with pytest.raises(NotYours):
        pages_of(house.outsider, batch.id, WALL_CLOCK)


@pytest.mark.django_db(transaction=True)
def test_colleagues_who_print_at_once_print_each_card_once():
    house = made_ready()
    with tenant(house.id):
        for number in range(12):
            asks(house, by_post(house, call_name=f"Naam {number}"))
    ready = threading.Barrier(THREADS)

    def prints(_number):
        try:
            ready.wait()
            with tenant(house.id):
                return print_pile(house.counsellor, WALL_CLOCK).pages
        except NothingToPrint:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        printed = sum(pool.map(prints, range(THREADS)))
    assert printed == 12
    with tenant(house.id):
        assert sum(PrintBatch.objects.values_list("pages", flat=True)) == 12
        assert Event.objects.filter(kind="card.printed").count() == 12
