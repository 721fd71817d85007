"""For which municipality somebody asks help: by host, place, postcode or answer (record.md 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from houvast.foundation.organisations.models import Location, Municipality, MunicipalityPostcodes

DIGITS = 4


@dataclass(frozen=True)
class Responsible:
    """The municipality and how we know (host, location, postcode, asked, unknown)."""

    municipality: Municipality
    known_by: str


def find_municipality(
    municipalities: Sequence[Municipality],
    *,
    by_host: Municipality | None = None,
    location_id: UUID | None = None,
    postcode: str = "",
    answered: UUID | None = None,
) -> Responsible | None:
    """The responsible municipality. With nothing to go on it is the first, marked `unknown`, to be settled later.

    Returns None when the organisation works for no municipality yet.
    """
    known = {one.id: one for one in municipalities}
    if not known:
        return None
    if by_host is not None or len(known) == 1:
        return Responsible(by_host or municipalities[0], "host")
    for found, known_by in (
        (_of_location(location_id), "location"),
        (_of_postcode(postcode), "postcode"),
        (answered, "asked"),
    ):
        if found in known:
            return Responsible(known[found], known_by)
    return Responsible(municipalities[0], "unknown")


def _of_location(location_id: UUID | None) -> UUID | None:
    if location_id is None:
        return None
    return Location.objects.filter(pk=location_id).values_list("municipality_id", flat=True).first()


def _of_postcode(postcode: str) -> UUID | None:
    digits = postcode.strip()[:DIGITS]
    if not (len(digits) == DIGITS and digits.isascii() and digits.isdigit()):
        return None
    ranges = MunicipalityPostcodes.objects.filter(first__lte=int(digits), last__gte=int(digits))
    return ranges.values_list("municipality_id", flat=True).first()
