"""What can go wrong when a try is written down."""

from houvast.foundation.refusal import Refusal


class ContactError(Refusal):
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


class NotQuiet(ContactError):
    """The contact point gets codes already, or somebody released it a moment ago."""

    text = "Dit nummer of adres wacht niet meer. Er kunnen al codes heen."


class NotVerified(ContactError):
    """The counsellor did not speak the resident himself since the new point was given."""

    text = (
        "Spreek de inwoner eerst zelf: aan de balie, thuis, of op een nummer dat wij al kenden. "
        "Leg dat gesprek vast en kom daarna terug."
    )


class HowVerified(ContactError):
    """Releasing asks how the counsellor knew that it was the resident."""

    text = "Schrijf op hoe je zeker wist dat het de inwoner was. Gebruik minstens 10 tekens."


class DelayNeedsReason(ContactError):
    """A delay without a reason the resident can read."""

    text = "Kies waarom het langer duurt. De inwoner leest die reden."


class NewDayTooEarly(ContactError):
    """The new day of a delay lies before tomorrow."""

    text = "Kies een nieuwe dag na vandaag."


class NothingRuns(ContactError):
    """No running term is due before the new day."""

    text = "Geen van deze termijnen loopt voor die dag af. Er is geen uitstel nodig."


class NoSafeVisit(ContactError):
    """A visit at home is no safe way here; `text` says why."""

    def __init__(self, why: str) -> None:
        self.text = f"{why} Kies een andere weg."
        super().__init__(self.text)


class VisitAsked(ContactError):
    """One visit is enough."""

    text = "Er is al een huisbezoek gepland of geweest. Eén keer is genoeg: kies een andere weg."


class NotThisWay(ContactError):
    """A message cannot go there; `text` says why."""

    def __init__(self, why: str) -> None:
        self.text = why
        super().__init__(why)


class QuietTooLong(ContactError):
    """A quiet period without an end that is near enough."""

    text = "Kies een dag na vandaag, ten hoogste drie maanden verder. Dan nemen wij weer contact op."


class ThreatRuns(ContactError):
    """Nobody who is threatened is left in peace."""

    text = "Er is haast bij deze inwoner: laat hem nu niet wachten."
