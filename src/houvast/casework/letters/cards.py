"""A card through the letter box, for who could not be reached: only where post is safe, looked at again at the print.

Nobody may read from the outside what it is about: the address stands in the window of an envelope, the words inside
name no debts.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from houvast.casework.dossier.models import Dossier, Party, Task
from houvast.casework.dossier.rows import full_name
from houvast.casework.dossier.services import RESIDENT, STAFF, event, locked, must_be_open, open_task
from houvast.casework.letters.errors import CardGone, CardsUnsafe, CardWaits, NothingToPrint
from houvast.casework.letters.models import Card, CardState, PrintBatch
from houvast.casework.letters.services import TELLS_TOO_MUCH, person_of
from houvast.casework.letters.wishes import FORBIDDEN, USABLE, NotSendable, wishes_of
from houvast.casework.residents.models import Address, ContactKind, ContactPoint, ContactState, PersonName
from houvast.casework.residents.standing import standing
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require, visible
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock, legal_day
from houvast.foundation.database.refusing import refused_as
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.foundation.texts.services import SOURCE, BadText, Chosen, choose, paragraphs, render
from houvast.foundation.words import day_words, phone_words
from houvast.rules import terms

TEXT = "contact.card.card"
MOST_IN_BATCH = 100
IN_THE_PILE = ("asked_at", "dossier__number", "id")  # the list on the screen and the pages come in one order
NO_ADDRESS = "Er is geen adres waar post heen kan."
SECRET = "Het adres is geheim. Kies een andere weg."  # noqa: S105 - no password, a sentence
POST_UNSAFE = "Post naar dit adres is niet veilig, of komt niet aan."
SAFE_CONTACT = "De inwoner koos veilig contact: iemand anders kan de post openen."
ENDED = "Het dossier is afgesloten."
NOT_GONE, OUT_OF_POST = "card_not_gone", "card_out_of_post"
OUT_OF_POST_WORDS = "Haal de kaart uit de uitgaande post: post is niet veilig meer"
ON_ITS_WAY = dt.timedelta(days=4)  # a card printed on Friday may lie in the tray until Tuesday


def post_address(person_id: UUID) -> str | NotSendable:
    """Where a card may go, as lines; or why none may, in words for the counsellor."""
    wishes = wishes_of(person_id)
    if wishes is not None and wishes.safe_contact:
        return NotSendable(SAFE_CONTACT)
    if wishes is not None and not wishes.post_allowed:
        return NotSendable(FORBIDDEN["post_allowed"])
    points = ContactPoint.objects.filter(person_id=person_id, kind=ContactKind.POST)
    for point in points.filter(state__in=USABLE).order_by("-created_at", "id"):
        if point.postal.strip():
            return point.postal.strip()
    if points.filter(state__in=(ContactState.WRONG, ContactState.UNSAFE)).exists():
        return NotSendable(POST_UNSAFE)
    home = standing(Address, person_id)
    if home is None or home.no_fixed_address or not home.street or not home.city:
        return NotSendable(NO_ADDRESS)
    return NotSendable(SECRET) if home.secret else f"{home.street}\n{home.postcode} {home.city}".strip()


def ask_card(actor: Actor, dossier_id: UUID, party_id: UUID, clock: Clock) -> Card | NotSendable:
    """Put a card on the pile. NotSendable says why post is no way here. Raises CardWaits, ClosedDossier."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id, party_id), clock)
    if not Party.objects.filter(pk=party_id, dossier_id=dossier_id).exists():
        raise NotYours("NO-ROW")
    person_id = person_of(party_id)
    with transaction.atomic():
        must_be_open(locked(dossier_id))
        where = post_address(person_id)
        if isinstance(where, NotSendable):
            return where
        card = _card(actor, dossier_id, party_id, person_id, where, clock)
        if isinstance(card, NotSendable):
            return card
        with refused_as(CardWaits, "card_waits_once"):
            card.save(force_insert=True)
        seen = Seen("card", card.id, dossier_id, person_id, fields=("body", "address"), classes=("C",))
        audit.changed(actor, clock, "card.asked", seen)
        event(actor, dossier_id, party_id, "card.asked", clock, about=("card", card.id)).save(force_insert=True)
    return card


def _card(
    actor: Actor, dossier_id: UUID, party_id: UUID, person_id: UUID, where: str, clock: Clock
) -> Card | NotSendable:
    house = Municipality.objects.select_related("organisation").get(dossiers__id=dossier_id)
    wishes = wishes_of(person_id)
    try:
        chosen, body = _filled(house, wishes.language if wishes else SOURCE, clock)
        _dutch, in_dutch = _filled(house, SOURCE, clock)
    except BadText as trouble:
        return NotSendable(str(trouble))
    if "schuld" in f"{body} {in_dutch}".lower():
        return NotSendable(TELLS_TOO_MUCH)
    language = chosen.version.language
    return Card(
        dossier_id=dossier_id,
        party_id=party_id,
        text_version=chosen.version,
        language=language,
        body=body,
        in_dutch="" if language == SOURCE else in_dutch,
        address=f"{_name(person_id)}\n{where}",
        asked_at=clock.now(),
        asked_by_id=actor.account_id,
    )


def _filled(house: Municipality, language: str, clock: Clock) -> tuple[Chosen, str]:
    shown = house.organisation.show_unapproved_translations
    chosen = choose(TEXT, language, clock.now(), show_unapproved=shown)
    service = house.organisation.service_name
    if "schuld" in service.lower():
        service = f"Gemeente {house.name}"
    # Spaces that do not break also keep the groups of a number in order where the line runs from the right.
    number = phone_words(house.phone).replace(" ", "\u00a0")
    filled = render(chosen.version, {"dienst": service, "telefoon": number})
    return chosen, filled.with_marks(chosen).body


def _name(person_id: UUID) -> str:
    known = standing(PersonName, person_id)
    if known is None or not (known.given_name or known.call_name or known.surname):
        return "Aan de bewoner"
    return full_name(known.call_name, known.given_name, known.infix, known.surname)


@dataclass(frozen=True)
class WaitingCard:
    """A card on the pile as a list shows it: never a name or an address."""

    id: UUID
    dossier_id: UUID
    number: str
    language: str
    asked_at: Any


def waiting_cards(actor: Actor, clock: Clock) -> list[WaitingCard]:
    """The pile, oldest first, of the files this actor works on: one statement."""
    rows = _waiting(actor, clock).select_related("dossier")[:MOST_IN_BATCH]
    return [WaitingCard(one.id, one.dossier_id, one.dossier.number, one.language, one.asked_at) for one in rows]


def _waiting(actor: Actor, clock: Clock) -> QuerySet[Card]:
    rows = Card.objects.filter(state=CardState.WAITING)
    return visible(actor, Action.CHANGE, Kind.SIGNUP, rows, clock).order_by(*IN_THE_PILE)


def print_pile(actor: Actor, clock: Clock) -> PrintBatch:
    """Print what waits. A card that is not safe any more does not go, and is somebody's task. Two who print at once
    share the pile: no card is printed twice. Raises NothingToPrint; what may not go is withdrawn all the same.
    """
    with transaction.atomic():
        mine = list(_waiting(actor, clock).values_list("pk", flat=True)[:MOST_IN_BATCH])
        held = Card.objects.filter(pk__in=mine, state=CardState.WAITING).order_by(*IN_THE_PILE)
        rows = list(held.select_for_update(skip_locked=True, of=("self",)))
        good = [card for card in rows if not _withdrawn_as_unsafe(actor, card, clock)]
        if good:
            return _batch(actor, good, clock)
    raise NothingToPrint


def _batch(actor: Actor, good: list[Card], clock: Clock) -> PrintBatch:
    batch = PrintBatch(made_at=clock.now(), made_by_id=actor.account, pages=len(good))
    batch.save(force_insert=True)
    for card in good:
        _step(card.id, CardState.PRINTED, batch_id=batch.id)
        event(
            actor, card.dossier_id, card.party_id, "card.printed", clock, about=("card", card.id),
            visible_to=(STAFF, RESIDENT),
        ).save(force_insert=True)  # fmt: skip
    seen = [Seen("card", card.id, card.dossier_id, fields=("state",), classes=("C",)) for card in good]
    audit.changed(actor, clock, "card.printed", seen)
    return batch


def _withdrawn_as_unsafe(actor: Actor, card: Card, clock: Clock) -> bool:
    """Look again at the moment of printing: wishes, address and file may have changed since it was asked for."""
    if card.party_id is None or Dossier.objects.filter(pk=card.dossier_id, closed_on__isnull=False).exists():
        _withdraw(actor, card, ENDED, clock)
        return True
    where = post_address(person_of(card.party_id))
    if isinstance(where, NotSendable):
        _withdraw(actor, card, where.reason, clock)
        due = terms.add_working_days(clock.today(), 1)
        what = "De kaart ging niet weg: kies een andere weg naar deze inwoner"
        open_task(actor, card.dossier_id, card.party_id, NOT_GONE, what, due, clock, source=("card", card.id))
        return True
    name, _line, before = card.address.partition("\n")
    if before != where:
        card.address = f"{name}\n{where}"
        card.save(update_fields=["address"])
    return False


def withdraw_card(actor: Actor, card_id: UUID, clock: Clock) -> None:
    """This card need not go. Raises CardGone when it was printed or withdrawn meanwhile."""
    card = Card.objects.filter(pk=card_id).first()
    if card is None:
        raise NotYours("NO-ROW")
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, card.dossier_id, card.party_id), clock)
    with transaction.atomic():
        _withdraw(actor, card, "Ingetrokken door een medewerker.", clock)


def _withdraw(actor: Actor, card: Card, why: str, clock: Clock) -> None:
    _step(card.id, CardState.WITHDRAWN, why_not=why)
    audit.changed(actor, clock, "card.withdrawn", Seen("card", card.id, card.dossier_id, fields=("state",)))
    event(
        actor, card.dossier_id, card.party_id, "card.withdrawn", clock, about=("card", card.id), words=why
    ).save(force_insert=True)  # fmt: skip


def _step(card_id: UUID, to: str, **more: Any) -> None:
    waiting = Card.objects.filter(pk=card_id, state=CardState.WAITING)
    if waiting.update(state=to, version=F("version") + 1, **more) != 1:
        raise CardGone


def newest_card(dossier_id: UUID) -> Card | None:
    """The last card that was asked for on a file. Rights are those of the page that shows it."""
    return Card.objects.filter(dossier_id=dossier_id).order_by("-asked_at", "-id").first()


def batches(actor: Actor, clock: Clock, limit: int = 20) -> list[PrintBatch]:
    """The newest piles with a card that this actor may see: one statement."""
    cards = visible(actor, Action.LOOK, Kind.SIGNUP, Card.objects.filter(batch__isnull=False), clock)
    return list(PrintBatch.objects.filter(pk__in=cards.values("batch_id")).order_by("-made_at", "-id")[:limit])


def pages_of(actor: Actor, batch_id: UUID, clock: Clock) -> Mapping[str, Any]:
    """The pages of a pile for the typesetter, as they were printed. Looking is written down for each person.

    Without those whose post is not safe any more since the pile was made; CardsUnsafe when that is all of them.
    """
    rows = Card.objects.filter(batch_id=batch_id, state=CardState.PRINTED)
    cards = list(
        visible(actor, Action.LOOK, Kind.SIGNUP, rows, clock)
        .select_related("dossier__municipality__organisation", "party", "batch")
        .order_by(*IN_THE_PILE)
    )
    if not cards:
        raise NotYours("NO-ROW")
    cards = [one for one in cards if _still_safe(one)]
    if not cards:
        raise CardsUnsafe
    seen = [
        Seen("card", one.id, one.dossier_id, one.party.person_id if one.party else None, ("body", "address"), ("C",))
        for one in cards
    ]
    audit.looked(actor, clock, seen, action="card.look")
    return {"title": "Kaarten", "language": SOURCE, "direction": "ltr", "cards": [_page(one) for one in cards]}


def _still_safe(card: Card) -> bool:
    """Whether this page may still be put on paper: the file goes on, and post is safe."""
    if card.party is None or card.dossier.closed_on is not None:
        return False
    return not isinstance(post_address(card.party.person_id), NotSendable)


def take_back(dossier_id: UUID, party_id: UUID, clock: Clock) -> None:
    """The wishes changed: a card that was just printed, and may not go any more, must come out of the outgoing post.

    Whether it still lies there nobody can see from here, so it is somebody's work of today, in a file that goes on.
    """
    printed = Card.objects.filter(
        dossier_id=dossier_id, party_id=party_id, state=CardState.PRINTED, dossier__closed_on__isnull=True,
        batch__made_at__gte=clock.now() - ON_ITS_WAY,
    ).first()  # fmt: skip
    if printed is None or not isinstance(post_address(person_of(party_id)), NotSendable):
        return
    if not Task.objects.filter(dossier_id=dossier_id, kind=OUT_OF_POST, source_id=printed.id).exists():
        system, source = Actor.system(current_organisation_id()), ("card", printed.id)
        open_task(system, dossier_id, party_id, OUT_OF_POST, OUT_OF_POST_WORDS, clock.today(), clock, source=source)


def _page(card: Card) -> dict[str, Any]:
    town = card.dossier.municipality
    made = card.batch.made_at if card.batch else card.asked_at
    return {
        "sender": [f"Gemeente {town.name}"],
        "receiver": card.address.split("\n"),
        "day": day_words(legal_day(made), SOURCE, year=True),
        "language": card.language,
        "direction": "rtl" if card.language == "ar" else "ltr",
        "paragraphs": _plain(card.body),
        "dutch": _plain(card.in_dutch),
        "phone": phone_words(town.phone),
    }


def _plain(body: str) -> list[str]:
    return ["".join(words for words, _bold in block) for block in paragraphs(body)] if body else []
