"""What we need of a mail system, in our words: take one message, once per key, and say its number."""

from houvast.foundation.jobs.handlers import Delivered, Offered, Parcel

__all__ = ["Delivered", "Offered", "Parcel"]

KIND = "mail"
