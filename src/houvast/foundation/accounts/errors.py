"""What can go wrong with accounts, in words for the administrator or the invited person."""


class AccountError(Exception):
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
