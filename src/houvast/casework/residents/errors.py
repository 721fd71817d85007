"""What can be wrong with what was given about a person, with a text for people."""

from django.utils.translation import gettext_lazy as _


class ResidentError(Exception):
    """Base: `text` says in plain Dutch what to do next."""

    text = _("Dit klopt nog niet. Kijk het nog een keer na.")


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
