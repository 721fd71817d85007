"""What comes in with a sign-up, whatever the door."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.residents.services import WishesGiven
from houvast.foundation.organisations.models import Municipality


@dataclass(frozen=True)
class ThreatGiven:
    """A threat as it was told; day and company may come later."""

    kind: str
    expected_on: dt.date | None = None
    company: str = ""


@dataclass(frozen=True)
class PostalGiven:
    """Where a letter goes."""

    street: str
    postcode: str
    city: str


@dataclass(frozen=True)
class SignupCommand:
    """A sign-up as it came in. `phone` is E.164 and `mail` lower case: the form or the counsellor read them."""

    channel: str
    wants: str  # call, text, mail, post, visit
    form_key: UUID
    municipality: Municipality
    municipality_known_by: str = "host"
    phone: str = ""
    mail: str = ""
    postal: PostalGiven | None = None
    no_fixed_address: bool = False
    call_name: str = ""
    threats: tuple[ThreatGiven, ...] = ()
    urgency: str = "unknown"  # threat, none, unknown
    language: str = "nl"
    interpreter: bool = False
    found_through: str = ""
    location_id: UUID | None = None
    found_at_id: UUID | None = None  # the spot of the poster or card
    help_request: str = ""
    received_at: dt.datetime | None = None  # a letter came in earlier than it is registered
    outside_office_hours: bool = False
    wishes: WishesGiven | None = None
    owner_takes_it: bool = False  # the counsellor who registers it is already talking with the resident
    way_unknown: bool = False  # a mail without a usable sender is a call for help all the same
    confirm: bool = True  # False: nobody reads what goes back to this address, or the wrong one would

    def fingerprint(self) -> str:
        """What the form's one-time key stands for: the same key with other answers is a conflict."""
        threats = ",".join(sorted(threat.kind for threat in self.threats))
        postal = "|".join((self.postal.street, self.postal.postcode, self.postal.city)) if self.postal else ""
        return "|".join(
            (self.channel, self.wants, self.phone, self.mail, postal, self.call_name, threats, self.urgency)
        )
