"""What can go wrong around questions and answers, in words for the person at the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.foundation.refusal import Refusal


class LettersError(Refusal):
    """Base: `text` says what to do next."""

    text: str | Promise = _("Dit lukt nu niet. Bel ons, dan helpen wij je.")


class NothingWritten(LettersError):
    """A message without words."""

    text = _("Schrijf eerst wat je wilt vragen of zeggen.")


class OftenAsked(LettersError):
    """So many messages on one day that the phone is better."""

    text = _("Je stuurde ons vandaag veel berichten. Wij hebben ze. Bel ons als er haast is.")


class OtherQuestion(LettersError):
    """The one-time key of the form came back with other words."""

    text = _("Wij hebben je bericht al. Wil je nog iets zeggen? Schrijf dan een nieuw bericht.")


class NoNumber(LettersError):
    """Somebody asks for a call, and we have no number, or he said that we may not call."""

    text = _("Wij hebben geen nummer waar wij je mogen bellen. Geef ons een nummer, of bel ons.")


class DayMissing(LettersError):
    """An answer that promises something needs a day that is still to come."""

    text = "Kies een dag vanaf vandaag waarop je dit doet. De inwoner krijgt die dag te zien."


class CardWaits(LettersError):
    """A card for this file is on the pile already."""

    text = "Er ligt al een kaart klaar voor deze inwoner. Print de stapel bij Post."


class NothingToPrint(LettersError):
    """No card may be printed now."""

    text = "Er is geen kaart om te printen. Maak er een bij een dossier, onder Niet bereikt."


class CardsUnsafe(LettersError):
    """Since the pile was made, post to everybody on it became unsafe."""

    text = "Deze kaarten mogen niet meer weg: post is niet veilig meer. Kies bij het dossier een andere weg."


class CardGone(LettersError):
    """It was printed or withdrawn a moment ago."""

    text = "Deze kaart is net geprint of ingetrokken. Ververs de pagina om te zien wat er nu staat."
