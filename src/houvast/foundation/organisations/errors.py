"""What can go wrong with the settings of an organisation, in words for the administrator."""

from houvast.foundation.refusal import Refusal


class SettingError(Refusal):
    """Base: `text` says what to do next, `field` is the field it is about (empty = the form as a whole)."""

    text = "Dit kan nu niet."
    field = ""

    def __init__(self, text: str = "", field: str = "") -> None:
        self.text = text or self.text
        self.field = field or self.field
        super().__init__(self.text)


class Stale(SettingError):
    """Somebody else saved meanwhile; `version` is the one that stands now."""

    text = "Iemand anders heeft dit net veranderd. Kijk wat er nu staat, en bewaar daarna opnieuw."

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__()


class Taken(SettingError):
    """A name, code or address that must be unique is in use."""

    text = "Deze naam bestaat al. Kies een andere."
    field = "name"


class BadSlug(SettingError):
    """The short name of an organisation cannot be part of an address."""

    text = "Gebruik voor de korte naam kleine letters, cijfers en streepjes, en begin met een letter."
    field = "slug"


class HoursOverlap(SettingError):
    """Two windows of one door on one day share time."""


class HoursBackwards(SettingError):
    """A window that closes before it opens."""


class PostcodesOverlap(SettingError):
    """A range that another municipality, or another line, already has."""

    text = "Deze postcodes horen al bij een gemeente. Elke postcode hoort bij één gemeente."
    field = "postcodes"


class OneTeamForSignups(SettingError):
    """Sign-ups of a municipality go to one team."""

    text = "Een ander team krijgt de aanmeldingen al. Haal het daar eerst weg."
    field = "takes_signups"


class TermTooLong(SettingError):
    """A local term may only be shorter than the law or the Belofte asks."""

    field = "length"


class TermInThePast(SettingError):
    """Sign-ups of before have their clocks already."""

    text = "Deze dag is voorbij. Kies vandaag of een dag die nog komt."
    field = "valid_from"


class NothingChanges(SettingError):
    """The term that is proposed stands already."""

    text = "Dit geldt al. Kies een andere termijn, of ga terug."


class NothingChosen(SettingError):
    """The same was decided before."""

    text = "Dit geldt al. Verander iets, of ga terug."


class SchemeRefused(SettingError):
    """A condition or amount of a scheme cannot be so; `field` is its name in the rules."""


class SchemeStopped(SettingError):
    """What was stopped stays as it was."""

    text = "Deze regeling is gestopt. Maak een nieuwe als zij weer geldt."


class AlreadyProposed(SettingError):
    """One change of one term waits at a time."""

    text = "Er wacht al een voorstel voor deze termijn. Laat daar eerst over beslissen, of trek het in."


class TermDecided(SettingError):
    """Somebody else answered first."""

    text = "Over dit voorstel is al beslist. Kijk wat er nu staat."


class AnotherAdministrator(SettingError):
    """Four eyes: who proposed does not confirm."""

    text = "Jij stelde dit voor. Vraag een andere beheerder om hier ja of nee te zeggen."


class MailAddressTaken(SettingError):
    """A sign-up address stands for one municipality: mail to it would go to the wrong one."""

    text = "Dit aanmeldadres is al van een andere gemeente. Kies een eigen adres."
    field = "mail_address"


class NoColour(SettingError):
    """Something else than `#` and six signs, or corners that do not exist."""

    text = "Dit is geen kleur. Schrijf een hekje en 6 tekens, zoals #0b5a52."


class Unreadable(SettingError):
    """A colour that does not reach its contrast; the text names the nearest that does."""
