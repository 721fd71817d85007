"""The local provider behind the mail and SMS simulators: it keeps what it gets, once per key.

It can be told to be down, refuse, be slow, take a message and not answer, answer twice or answer garbage, so that
every bad day can be tried.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, cast

from houvast.foundation import clock as time_source
from houvast.foundation.jobs.handlers import Delivered, Parcel, Refused, TryLater
from houvast.foundation.jobs.models import LocalDelivery
from houvast.foundation.tenancy.context import tenant

Mood = Literal["good", "down", "refuses", "slow", "silent", "twice", "garbage", "nonsense"]


@dataclass
class LocalProvider:
    """One medium (mail or sms). `mood` is how it behaves; `after_keeping` is called once the parcel is kept."""

    kind: str
    mood: Mood = "good"
    patience: float = 0.0
    after_keeping: Callable[[Parcel], None] | None = field(default=None, repr=False)

    def __call__(self, parcel: Parcel) -> Delivered:
        """Keep the parcel; the same key again gives the same proof and no second copy."""
        if self.mood == "down":
            raise TryLater("De andere kant antwoordt niet.")
        if self.mood == "refuses":
            raise Refused("De andere kant neemt dit nummer of adres niet aan. Kijk of het klopt.")
        if self.mood == "slow":
            time.sleep(self.patience)
        kept = self._keep(parcel)
        if self.mood == "twice":
            kept = self._keep(parcel)
        if self.after_keeping is not None:
            self.after_keeping(parcel)
        return self._answer(kept)

    def _keep(self, parcel: Parcel) -> LocalDelivery:
        """In a transaction of its own: what another system took stays taken, whatever happens to us afterwards."""
        with tenant(parcel.organisation_id):
            kept, _ = LocalDelivery.objects.get_or_create(
                key=parcel.key,
                defaults={
                    "intent_id": parcel.intent_id,
                    "kind": self.kind,
                    "recipient": parcel.recipient,
                    "subject": parcel.subject,
                    "body": parcel.body,
                    "delivered_at": time_source.installed().now(),
                },
            )
        return kept

    def _answer(self, kept: LocalDelivery) -> Delivered:
        if self.mood == "silent":
            raise TryLater("De andere kant gaf geen antwoord.")
        if self.mood == "garbage":
            raise TryLater("De andere kant gaf een antwoord dat wij niet begrijpen.")
        if self.mood == "nonsense":
            return cast(Delivered, "ok?")  # no answer at all, as another system may give
        return Delivered(f"local-{kept.id}")
