"""The phase of a file, derived from its facts; the words of the road (glossary, ux.md 4.4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.casework.dossier import clocks
from houvast.casework.dossier.rows import ClockRow


@dataclass(frozen=True)
class Phase:
    """One step of the road: number 1 to 8, name for staff, name and picture for the resident."""

    number: int
    staff: str
    for_resident: str | Promise
    picture: str


SIGNED_UP = Phase(1, "Aangemeld", _("Aangemeld"), "hand")
CALLED = Phase(2, "Gebeld", _("Gebeld"), "telefoon")
FIRST_TALK = Phase(3, "Eerste gesprek", _("Eerste gesprek"), "tafel")
PLAN = Phase(4, "Plan", _("Samen een plan"), "lijst")
REST = Phase(5, "Rust met schuldeisers", _("Rust met schuldeisers"), "zandloper")
PROPOSAL = Phase(6, "Voorstel", _("Voorstel aan schuldeisers"), "brief")
REPAYING = Phase(7, "Aflossen met hulp", _("Aflossen met hulp"), "trap")
AFTERCARE = Phase(8, "Nazorg", _("Nazorg"), "plant")
CLOSED = Phase(0, "Afgesloten", _("Gestopt"), "plant")

ROAD = (SIGNED_UP, CALLED, FIRST_TALK, PLAN, REST, PROPOSAL, REPAYING, AFTERCARE)


def phase_of(of_file: Iterable[ClockRow], *, closed: bool) -> Phase:
    """Where a file stands: what has been reached decides, never a stored status.

    Called = the contact clock was stopped by real contact; talked = a talk clock was stopped by a talk.
    """
    if closed:
        return CLOSED
    stopped = {clock.kind for clock in of_file if clock.stopped_on and clock.stopped_by_type != "ending"}
    if clocks.INTAKE in stopped:
        return FIRST_TALK
    return CALLED if clocks.CONTACT in stopped else SIGNED_UP
