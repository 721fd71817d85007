"""What can go wrong in a calculation, told in Dutch with the name of the field and what to do next."""


class RuleError(Exception):
    """Base of all refusals of the calculating rooms. ``str(error)`` is a Dutch sentence for people."""


class BadNumberError(RuleError):
    """Something that is no exact number (a float, text, infinity)."""

    def __init__(self, value: object) -> None:
        super().__init__(f"“{value}” is geen getal om mee te rekenen. Geef een bedrag als 1250.00.")


class BadInputError(RuleError):
    """A field of the input is missing, unknown, of the wrong kind or out of range."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"Veld “{field}”: {what}")
        self.field = field
        self.what = what


def unknown_field(name: object) -> BadInputError:
    """The refusal of a field that does not exist."""
    return BadInputError(str(name), "dit veld bestaat niet. Haal het weg of verbeter de naam.")


class NoParametersError(RuleError):
    """No parameter set holds on the day asked."""

    def __init__(self, law: str, asked: str, known: str) -> None:
        super().__init__(
            f"Voor {asked} zijn er geen bedragen voor {law}. Bekend: {known}. "
            "Kies een dag daarin, of voeg een bestand met de nieuwe bedragen toe."
        )


class NotInUseError(NoParametersError):
    """There is a set for the day, but the organisation has not agreed to it."""

    def __init__(self, law: str, period: str) -> None:
        RuleError.__init__(
            self,
            f"De bedragen van {period} voor {law} zijn er, maar nog niet in gebruik. "
            "Een tweede beheerder moet ze nakijken bij Beheer, Bedragen.",
        )


class BadParametersError(RuleError):
    """A parameter file does not hold what it must."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"Bestand {where}: {what}. Herstel het bestand.")


class PlanError(RuleError):
    """The figures of a plan do not fit together; a mistake of the makers, found when the plan is built."""


class ReceiptError(RuleError):
    """A stored calculation cannot be repeated as it was, or was changed."""
