"""What can go wrong around a dossier, in words for the person at the screen."""

from houvast.foundation.refusal import Refusal


class DossierError(Refusal):
    """Base: `text` is shown to staff."""

    text = "Dit kan nu niet."


class AlreadyTaken(DossierError):
    """Somebody else took the sign-up a moment ago."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = f"{name or 'Een collega'} heeft deze aanmelding net opgepakt. Kies een andere."
        super().__init__(self.text)


class ClosedDossier(DossierError):
    """The file is closed: only opening it again is possible."""

    text = "Dit dossier is afgesloten. Open het eerst weer als de inwoner terugkomt."


class MergedAway(ClosedDossier):
    """The file went on in another one: work goes on there."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.text = f"Dit dossier is samengevoegd en gaat verder in {number}. Werk daar verder."
        super().__init__(self.text)


class NotClosed(DossierError):
    """The file is open already."""

    text = "Dit dossier is al open."


class OwnWordsMissing(DossierError):
    """Ending before a talk asks the resident's own explicit words (Belofte 4.1, Wgs)."""

    text = "Schrijf op wat de inwoner zelf zei. Zonder zijn eigen woorden blijft het dossier open."


class TalkHeld(DossierError):
    """There has been a talk: ending is then a decision, not a withdrawal."""

    text = "Er is al een gesprek geweest. Stoppen is nu een besluit met een tweede lezer."


class StaleTask(DossierError):
    """Somebody else changed the task meanwhile."""

    text = "Een collega heeft deze taak net veranderd. Kijk wat er nu staat en probeer het opnieuw."


class NobodyTakesSignups(DossierError):
    """No team is set to take sign-ups: the sign-up is kept, and the administrator sees a red check."""

    text = "Er is nog geen team dat aanmeldingen oppakt. Vraag de beheerder om dat in te stellen."
