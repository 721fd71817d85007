"""What can go wrong when two files become one, in words for the person at the screen."""

from houvast.casework.dossier.errors import DossierError


class AlreadyMerged(DossierError):
    """Somebody else merged one of the two a moment ago."""

    def __init__(self, number: str, onward: str) -> None:
        self.number, self.onward = number, onward
        self.text = f"Dossier {number} is net samengevoegd en gaat verder in {onward}. Er is nu niets meer te doen."
        super().__init__(self.text)


class SameFile(DossierError):
    """A file cannot go on in itself."""

    text = "Dit is hetzelfde dossier. Vul het nummer van het andere dossier in."


class NotOpen(DossierError):
    """Only open files can be merged."""

    def __init__(self, number: str) -> None:
        self.text = f"Dossier {number} is afgesloten. Open het eerst weer, en voeg dan samen."
        super().__init__(self.text)


class BothBooked(DossierError):
    """Both have a booked talk; which one stays is for the resident to say."""

    text = "Allebei hebben een afspraak. Vraag welke blijft, zeg de andere af, en voeg dan samen."


class DifferentBsn(DossierError):
    """Two numbers are two people, or one of them is wrong."""

    text = "De twee dossiers hebben een verschillend BSN. Kijk eerst welk nummer klopt."


class StaleChoice(DossierError):
    """What was chosen from is not what stands any more."""

    text = "De gegevens zijn net veranderd. Kijk wat er nu staat en kies opnieuw."


class NotMerged(DossierError):
    """The merge was undone already."""

    text = "Deze samenvoeging is al ongedaan gemaakt."


class MergedFurther(DossierError):
    """The file that stayed went on in another itself: the last merge is undone first."""

    def __init__(self, number: str) -> None:
        self.text = f"Dit dossier ging zelf verder in {number}. Maak eerst die samenvoeging ongedaan."
        super().__init__(self.text)
