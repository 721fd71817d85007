"""What we need of a mail system, in our words: take one message, once per key, and say its number."""

from houvast.foundation.jobs.handlers import Delivered, Offered, Parcel

__all__ = ["OUR_MARK", "Delivered", "Offered", "Parcel"]

KIND = "mail"

OUR_MARK = "X-Houvast"
"""A header in every mail that we send: what comes in with it is our own mail, back again."""
