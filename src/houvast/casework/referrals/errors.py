"""What can go wrong when somebody speaks for somebody else."""

from houvast.casework.dossier.errors import DossierError


class LinkGone(Exception):
    """The partner's link is unknown, revoked or over: all three look the same (404-same)."""


class FormUsedBefore(Exception):
    """The one-time key of a form came back with other answers."""


class StaleConcern(DossierError):
    """Somebody else did something with it meanwhile."""

    text = "Een collega heeft dit signaal net veranderd. Kijk wat er nu staat."


class NotYoursToEnd(DossierError):
    """Who looks into it decides."""

    text = "Pak dit signaal eerst zelf op. Wie kijkt, beslist."


class NoteMissing(DossierError):
    """An end or a sign-up says what was done."""

    text = "Schrijf op wat je deed en hoorde. Zonder dat blijft het signaal open."
