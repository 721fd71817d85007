"""What an organisation decides where no public source settles a VTLB: the last decision holds, each one stays."""

from dataclasses import dataclass

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock, legal_day
from houvast.foundation.organisations.errors import NothingChosen
from houvast.foundation.organisations.models import VtlbChoice
from houvast.rules.amount import Amount
from houvast.rules.vtlb import VtlbSettings

CHOICES = ("eigen_risico_when_bought_off", "negative_reduces_others", "cap_95_inside")
AMOUNTS = ("arbeidstoeslag", "reserveringstoeslag")
CENTS = 100


@dataclass(frozen=True)
class VtlbWanted:
    """A decision: amounts a month (None = the figure of the parameters), three choices of method, where it stands."""

    arbeidstoeslag: Amount | None
    reserveringstoeslag: Amount | None
    eigen_risico_when_bought_off: bool
    negative_reduces_others: bool
    cap_95_inside: bool
    source: str


def vtlb_settings() -> VtlbSettings:
    """For the calculation: the last decision with its day, or what Houvast takes as long as nothing was decided."""
    last = VtlbChoice.objects.order_by("-decided_at", "-id").first()
    return VtlbSettings() if last is None else settings_of(last)


def settings_of(choice: VtlbChoice) -> VtlbSettings:
    """A kept decision as the rules take it."""
    return VtlbSettings(
        arbeidstoeslag=_amount(choice.arbeidstoeslag_cents),
        reserveringstoeslag=_amount(choice.reserveringstoeslag_cents),
        eigen_risico_when_bought_off=choice.eigen_risico_when_bought_off,
        negative_reduces_others=choice.negative_reduces_others,
        cap_95_inside=choice.cap_95_inside,
        set_on=legal_day(choice.decided_at),
    )


def vtlb_choices(actor: Actor, clock: Clock) -> list[VtlbChoice]:
    """Every decision, the newest first: one statement."""
    require(actor, Action.LOOK, Thing(Kind.ORGANISATION), clock)
    return list(VtlbChoice.objects.order_by("-decided_at", "-id"))


def choose_vtlb(actor: Actor, wanted: VtlbWanted, clock: Clock) -> VtlbChoice:
    """From now on calculations use this. Raises NothingChosen when it stands already."""
    require(actor, Action.CHANGE, Thing(Kind.ORGANISATION), clock)
    last = VtlbChoice.objects.order_by("-decided_at", "-id").first()
    made = VtlbChoice(
        **{f"{name}_cents": _cents(getattr(wanted, name)) for name in AMOUNTS},
        **{name: getattr(wanted, name) for name in CHOICES},
        source=wanted.source,
        decided_by=actor.account,
        decided_at=clock.now(),
    )
    fields = tuple(f"{name}_cents" for name in AMOUNTS) + CHOICES
    changed = tuple(name for name in fields if last is None or getattr(last, name) != getattr(made, name))
    if not changed:
        raise NothingChosen
    made.save(force_insert=True)
    audit.changed(actor, clock, "vtlb.chosen", Seen("vtlb_choice", made.id, fields=changed, classes=("A",)))
    return made


def _amount(cents: int | None) -> Amount | None:
    return None if cents is None else Amount(cents, CENTS)


def _cents(amount: Amount | None) -> int | None:
    return None if amount is None else int(amount.ratio * CENTS)
