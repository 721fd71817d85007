"""What can go wrong when a talk is planned; `text` says what to do next."""

from houvast.foundation.refusal import Refusal


class PlanningError(Refusal):
    """Base: `text` is shown."""

    text = "Dit kan nu niet."


class BadHours(PlanningError):
    """Hours that end before they begin, or lie in the past."""

    text = "Kies uren die nog komen. De eindtijd ligt na de begintijd."


class HoursOverlap(PlanningError):
    """Somebody gave these hours already."""

    text = "In deze tijd staan al uren. Kies een andere tijd, of haal die uren eerst weg."


class NoSlot(PlanningError):
    """No free hour of a counsellor (and of an interpreter, when one is needed)."""

    text = "Er is geen vrije tijd gevonden. Vul uren in voor de medewerker of de tolk, of kies een andere manier."


class ReasonNeeded(PlanningError):
    """The first slot lies past the term of the intake: that needs a reason, and the resident is told today."""

    text = "Dit is later dan wij beloofden. Schrijf op waarom. De inwoner krijgt vandaag de nieuwe datum."


class SlotTaken(PlanningError):
    """Another resident has this hour now."""

    text = "Deze tijd is net bezet. Kies een andere tijd."


class NotPlanned(PlanningError):
    """The appointment is not in the state this asks for."""

    text = "Deze afspraak is al veranderd. Ververs de pagina om te zien wat er nu staat."


class NotYet(PlanningError):
    """A talk that has not begun can be neither held nor missed."""

    text = "Deze afspraak is nog niet begonnen. Kom terug als het zover is."


class NameTaken(PlanningError):
    """An interpreter by this name is there already."""

    text = "Deze tolk staat er al. Voeg uren toe bij die naam, of schrijf een andere naam."


class NothingSpoken(PlanningError):
    """An interpreter speaks at least one other language."""

    text = "Kies minstens één taal."


class BookedAlready(PlanningError):
    """There is a talk to come: offering other hours asks what becomes of it."""

    def __init__(self, when: str) -> None:
        self.text = (
            f"Er staat al een afspraak op {when}. Gaat die niet door? Kies dat dan in het formulier. "
            "Dan krijgt de inwoner bericht, en komt het uur vrij."
        )
        super().__init__(self.text)


class OutcomeFirst(PlanningError):
    """A talk that has been has no outcome yet."""

    def __init__(self, when: str) -> None:
        self.text = f"De afspraak van {when} is geweest. Leg eerst vast of jullie spraken, of dat de inwoner niet kwam."
        super().__init__(self.text)


class NoFeed(PlanningError):
    """There is no calendar address to revoke."""

    text = "Er is geen agenda-adres om in te trekken."


class AlreadyHere(PlanningError):
    """This resident is on the desk list."""

    text = "Deze inwoner staat al op de lijst van de balie."


class OtherColleague(PlanningError):
    """A colleague took this visitor, or the visit has ended."""

    text = "Een collega was net eerder, of het bezoek is al klaar. Ververs de pagina om te zien wat er nu staat."
