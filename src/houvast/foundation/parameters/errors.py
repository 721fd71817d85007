"""What can go wrong when figures are taken into use, in words for the administrator."""

from houvast.foundation.organisations.errors import SettingError


class OutsideTheSet(SettingError):
    """The first day must be one on which the figures hold."""

    field = "starts_on"


class AlreadyInUse(SettingError):
    """The same file stands."""

    text = "Deze bedragen zijn al goedgekeurd. Je hoeft niets te doen."


class AlreadyProposed(SettingError):
    """One proposal of a set waits at a time."""

    text = "Er wacht al een voorstel voor deze bedragen. Laat daar eerst over beslissen, of trek het in."


class NeedsNoAgreement(SettingError):
    """Figures that came with the first installation."""

    text = "Deze bedragen zijn er vanaf het begin. Ze gelden zonder voorstel."


class DoesNotHold(SettingError):
    """The file has a mistake, or a worked example no longer comes out."""

    text = "Het bestand klopt niet, of een voorbeeld komt niet meer uit. Laat het bestand eerst herstellen."


class FileChanged(SettingError):
    """What was proposed is not what lies there now."""

    text = "Het bestand is veranderd sinds dit voorstel. Trek het voorstel in en stel het nieuwe bestand voor."


class Decided(SettingError):
    """Somebody else answered first."""

    text = "Hierover is al beslist. Kijk wat er nu staat."


class AnotherPerson(SettingError):
    """Four eyes: who proposed does not approve."""

    text = "Jij stelde deze bedragen voor. Vraag een andere beheerder om ze na te kijken en goed te keuren."
