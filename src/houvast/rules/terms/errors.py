"""What can go wrong with a term, told in Dutch with what to do next.

A day past the known holidays is *not* an error: the answer is given and marked provisional.
"""


class TermError(Exception):
    """Base of all refusals of this room. ``str(error)`` is a Dutch sentence for people."""


class UnknownRuleError(TermError):
    """The key is not in ``CLOCK_RULES``."""

    def __init__(self, key: str) -> None:
        super().__init__(f"De termijn “{key}” bestaat niet. Kies een termijn uit de lijst.")
        self.key = key


class NotALegalDayError(TermError):
    """A moment, text or nothing was given where a calendar day is needed."""

    def __init__(self, value: object) -> None:
        super().__init__(f"“{value}” is geen kalenderdag. Geef een dag, bijvoorbeeld 2026-11-23, zonder tijd.")


class NaiveInstantError(TermError):
    """A moment without a time zone has no legal day."""

    def __init__(self) -> None:
        super().__init__("Dit moment heeft geen tijdzone. Geef een moment met tijdzone, bijvoorbeeld in UTC.")


class DayOutOfRangeError(TermError):
    """The years in which the rules for holidays hold are 1980 to 4000."""

    def __init__(self) -> None:
        super().__init__("Deze dag ligt te ver weg om mee te rekenen. Kies een dag tussen 1980 en 4000.")


class WrongUnitError(TermError):
    """A term in another unit was handed to a function that counts working days."""

    def __init__(self, unit: str) -> None:
        super().__init__(
            f"Een termijn in “{unit}” is niet in werkdagen te tellen. "
            "Gebruik de termijn zoals hij is, of geef een aantal werkdagen."
        )
        self.unit = unit


class HoursNotDaysError(WrongUnitError):
    """Hours run on the clock, not on days (Algemene termijnenwet art. 4 sub a)."""

    def __init__(self) -> None:
        super().__init__("hours")


class BadTermLengthError(TermError):
    """A length below zero, not whole, or longer than a century."""

    def __init__(self, length: object) -> None:
        super().__init__(
            f"“{length}” is geen goede lengte van een termijn. Geef een heel getal van 0 tot en met 36.500."
        )


class BadTermSettingError(TermError):
    """A setting of the municipality has a value that is not allowed."""

    def __init__(self, name: str, value: object, allowed: str) -> None:
        super().__init__(f"De instelling “{name}” kan niet “{value}” zijn. Kies {allowed}.")
        self.name = name


class NotSuspendableError(TermError):
    """Only the term of the decision can be suspended, and only when the municipality uses that."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"De termijn “{key}” kan niet worden opgeschort. Laat de termijn lopen en leg vast waarop je wacht."
        )


class BadCatalogueError(TermError):
    """The file with the clocks holds something that is not a clock."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"De lijst met termijnen {where} klopt niet: {what}. Herstel het bestand.")


class NoDuesError(TermError):
    """The strictest of nothing was asked."""

    def __init__(self) -> None:
        super().__init__("Er loopt geen termijn, dus er is geen strengste. Start eerst een termijn.")


class BadCalendarError(TermError):
    """A calendar file holds something that is not a calendar."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"De kalender {where} klopt niet: {what}. Herstel het bestand.")
