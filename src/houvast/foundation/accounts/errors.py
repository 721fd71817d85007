"""What can go wrong with accounts, in words for the administrator or the invited person."""

from houvast.foundation.refusal import Refusal


class AccountError(Refusal):
    """Base: `text` says what to do next."""

    text = "Dit kan nu niet."

    def __init__(self, text: str = "") -> None:
        self.text = text or self.text
        super().__init__(self.text)


class InvitationGone(AccountError):
    """Unknown, used, or older than 24 hours: all the same answer."""

    text = "Deze link werkt niet meer. Vraag je beheerder om een nieuwe."


class AlreadyMember(AccountError):
    """The person has this role already."""

    text = "Deze persoon heeft deze rol al."


class LastAdministrator(AccountError):
    """Without an administrator nobody could set anything right again."""

    text = "Dit is de laatste beheerder. Geef eerst iemand anders deze rol."


class NeedsSecondPerson(AccountError):
    """Special rights (administrator, auditor) are given by somebody else than who gets them."""

    text = "Deze rol kun je niet aan jezelf geven. Vraag een andere beheerder."


class KeptElsewhere(AccountError):
    """The account was made by another organisation; only that one gives new links."""

    text = "Dit account is van een andere organisatie. Laat de collega daar om een nieuwe link vragen."


class AlreadyDecided(AccountError):
    """Another administrator answered the proposal first."""

    text = "Een andere beheerder heeft dit al beslist. Kijk wat er nu staat."


class WrongPassword(AccountError):
    """The step-up: whoever sits at an open screen does not know it."""

    text = "Dit is niet het wachtwoord dat je nu hebt. Typ het opnieuw. Kwijt? Vraag je beheerder om een nieuwe link."


class SamePassword(AccountError):
    """A change that changes nothing."""

    text = "Dit is het wachtwoord dat je nu al hebt. Kies een ander."


class WrongAppCode(AccountError):
    """The code does not come from the app that is being set up."""

    text = "Deze code klopt niet. Scan het plaatje in je nieuwe app en typ de code over die je dan ziet."


class TooManyPasswords(AccountError):
    """Too many wrong passwords on an open session; `retry_after` in seconds."""

    text = "Dit ging te vaak mis. Wacht een kwartier en probeer het opnieuw."

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__()


class OwnRights(AccountError):
    """Nobody says of his own rights that they are right while somebody else can."""

    text = "Over je eigen rollen zegt een andere beheerder of ze kloppen."


class RolesChanged(AccountError):
    """Somebody gave or ended a role meanwhile: what was looked at is no longer what stands."""

    text = "De rollen van deze collega zijn net veranderd. Kijk opnieuw en zeg dan of ze kloppen."


class NotSwitchedOff(AccountError):
    """Access stands open: there is nothing to switch on."""

    text = "De toegang van deze collega staat al aan."


class TooManyPasskeys(AccountError):
    """Ten keys are enough for anybody, and a short list is one that somebody can judge."""

    text = "Je hebt al 10 toegangssleutels. Haal er eerst een weg."


class PasskeyGone(AccountError):
    """Removed on another screen, or never this person's."""

    text = "Deze toegangssleutel is er niet meer."


class ElsewhereRefused(AccountError):
    """Signing in at the provider gave nothing we may believe. The reason is for the log, never for who tries."""

    text = "Inloggen lukte niet. Probeer het nog een keer, of log in met je e-mailadres en wachtwoord."

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()


class ProviderUnreachable(AccountError):
    """The provider does not answer, or not as one; `text` says what for the administrator who set it up."""

    text = "De inlogdienst antwoordt niet. Kijk of het adres klopt."
