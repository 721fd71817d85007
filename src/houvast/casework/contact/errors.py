"""What can go wrong when a try is written down."""


class ContactError(Exception):
    """Base: `text` is shown to staff."""

    text = "Dit kan nu niet."


class AttemptInFuture(ContactError):
    """A try that has not happened yet."""

    text = "Dit tijdstip ligt in de toekomst. Vul in wanneer je het probeerde."


class AttemptRetracted(ContactError):
    """It was retracted already."""

    text = "Deze poging is al ingetrokken. Ververs de pagina om te zien wat er nu staat."


class FormUsedForOtherAttempt(ContactError):
    """The one-time key of the form came back with another try."""

    text = "Dit formulier is al verstuurd met andere antwoorden. Open het opnieuw voor een nieuwe poging."


class AttemptBeforeSignup(ContactError):
    """A try before there was a sign-up."""

    text = "Dit tijdstip ligt voor de aanmelding. Kijk of de datum klopt."


class UnknownAnswer(ContactError):
    """A channel or outcome that does not exist."""

    text = "Kies hoe je het probeerde en wat ervan kwam."


class NotOfThisResident(ContactError):
    """The party or the contact point belongs to somebody else."""

    text = "Dit nummer of adres hoort niet bij deze inwoner. Kies er een uit de lijst."
