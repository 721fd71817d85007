"""What a verb says when it does not do what was asked."""

from django.utils.functional import Promise


class Refusal(Exception):
    """Base of all that can go wrong by rule: `text` is for the person at the screen, and says what to do next.

    A form shows it at its field. Where no form does, the page of a conflict shows it (web.middleware.actor), so that a
    rule which somebody adds to a verb later never becomes a crash.
    """

    text: str | Promise = "Dit kan nu niet."
