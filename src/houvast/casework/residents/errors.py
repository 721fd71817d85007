"""What can be wrong with what was given about a person, with a text for people."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.foundation.refusal import Refusal


class ResidentError(Refusal):
    """Base: `text` says in plain Dutch what to do next."""

    text: str | Promise = _("Dit klopt nog niet. Kijk het nog een keer na.")


class UnreadablePhone(ResidentError):
    """The number cannot be dialled."""

    text = _("Dit nummer kunnen wij niet bellen. Kijk of alle cijfers er staan, zoals 06 12 34 56 78.")


class UnreadableMail(ResidentError):
    """The mail address cannot be right."""

    text = _("Dit e-mailadres klopt nog niet. Een e-mailadres ziet er zo uit: naam@voorbeeld.nl")


class NothingGiven(ResidentError):
    """A name without any name in it."""

    text = _("Vul minstens één naam in.")


class StaleContactPoint(ResidentError):
    """Somebody else changed the contact point meanwhile."""

    text = _("Iemand heeft dit net veranderd. Kijk wat er nu staat en probeer het opnieuw.")


class FactChanged(ResidentError):
    """Somebody else corrected the same fact meanwhile; `fact_id` is the one that stands now."""

    text = "Een collega heeft dit net veranderd. Kijk wat er nu staat, en bewaar daarna opnieuw."

    def __init__(self, fact_id: UUID | None) -> None:
        self.fact_id = fact_id
        super().__init__(self.text)


class NotBornYet(ResidentError):
    """A birth date in the future, or longer ago than anybody lives."""

    text = "Deze geboortedatum kan niet. Kijk dag, maand en jaar na."


class NowhereGiven(ResidentError):
    """An address without a place, of somebody who is not without a fixed address."""

    text = "Vul straat, postcode en plaats in, of kies “Geen vast adres”."


class SameBsn(ResidentError):
    """The number that stands already."""

    text = "Dit BSN staat er al."
