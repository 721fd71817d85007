"""What can go wrong with a sign-up or the way back to it, in plain words."""

from django.utils.translation import gettext_lazy as _

from houvast.foundation.refusal import Refusal


class SignupError(Refusal):
    """Base: `text` says what to do next."""

    text = _("Dit lukt nu niet. Bel ons, dan helpen wij je.")


class ContactMissing(SignupError):
    """A way was chosen, but no number or address for it."""

    text = _("Vul in waar wij je kunnen bereiken.")


class ReceivedInFuture(SignupError):
    """A letter or call that has not come in yet."""

    text = _("Deze dag ligt in de toekomst. Vul in wanneer de aanmelding binnenkwam.")


class FormUsedForOtherAnswers(SignupError):
    """The one-time key of the form came back with other answers."""

    text = _("Wij hebben deze aanmelding al. Wil je iets veranderen? Bel ons, dan passen wij het aan.")


class DraftGone(SignupError):
    """The link to what was typed is unknown, used or older than 14 days."""

    text = _("Deze link werkt niet meer. Begin opnieuw, of bel ons.")


class WrongCode(SignupError):
    """The return code or the one-time code is not right (or not any more)."""

    text = _("Deze code klopt niet. Kijk goed en probeer het nog een keer.")


class TooManyTries(SignupError):
    """Too many wrong tries: wait, or take another way in."""

    text = _("Je probeerde het te vaak. Wacht 15 minuten, of kom langs. Bellen mag ook.")

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__()


class NoWayToSendCode(SignupError):
    """There is no phone or mail address to send a code to: a paper code is the other way."""

    text = _("Wij kunnen je geen code sturen. Kom langs of bel ons. Dan krijg je een code op papier.")


class WishesChanged(SignupError):
    """Somebody else changed the wishes while the page was open."""

    text = _("Dit is net veranderd. Kijk hoe het nu is en verstuur het dan nog een keer.")
