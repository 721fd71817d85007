"""What can go wrong when the state of an allowance is written down."""

from uuid import UUID

from houvast.foundation.refusal import Refusal


class AllowanceError(Refusal):
    """Base: `text` is shown to staff."""

    text = "Dit kan nu niet."


class UnknownItem(AllowanceError):
    """Not on the list, and no scheme of the municipality."""

    text = "Deze regeling staat niet op de lijst. Ga terug en kies er een."


class UnknownState(AllowanceError):
    """A state that does not exist."""

    text = "Kies hoe het ervoor staat."


class DayToCome(AllowanceError):
    """A state holds from a day that was."""

    text = "Deze dag moet nog komen. Vul een dag in tot en met vandaag."


class SameState(AllowanceError):
    """Nothing is different from what stands."""

    text = "Dit staat er al. Verander iets, of ga terug."


class FormUsed(AllowanceError):
    """The one-time key of the form came back with other answers."""

    text = "Dit formulier is al verstuurd met andere antwoorden. Open het opnieuw."


class StateChanged(AllowanceError):
    """A colleague wrote something else down meanwhile; `fact_id` is what stands now."""

    text = "Een collega heeft dit net veranderd. Kijk wat er nu staat, en bewaar daarna opnieuw."

    def __init__(self, fact_id: UUID | None) -> None:
        self.fact_id = fact_id
        super().__init__(self.text)
