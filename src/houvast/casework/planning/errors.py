"""What can go wrong when a talk is planned; `text` says what to do next."""


class PlanningError(Exception):
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
