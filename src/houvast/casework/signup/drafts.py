"""Answers that are not sent yet: kept 14 days on the server, opened only by their own token."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from houvast.casework.signup.errors import DraftGone, TooManyTries
from houvast.casework.signup.models import SignupDraft
from houvast.foundation.clock import Clock
from houvast.foundation.database.by_hand import rows_by_hand
from houvast.foundation.encryption.fields import seal
from houvast.foundation.jobs.handlers import Parcel, Refused, register_packer
from houvast.foundation.jobs.models import Intent
from houvast.foundation.jobs.services import put_intent
from houvast.foundation.limits.services import hit
from houvast.foundation.organisations.models import Municipality, Organisation
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.foundation.texts.services import choose, render
from houvast.foundation.words import phone_words

KEPT = dt.timedelta(days=14)
TOKEN_BYTES = 24


@dataclass(frozen=True)
class Draft:
    """What was typed so far. `token` is only known to the browser (or the link) that holds it."""

    id: UUID
    token: str
    answers: Mapping[str, Any]
    language: str
    version: int


def start_draft(language: str, clock: Clock, randomness: Randomness) -> Draft:
    """Begin a sign-up."""
    token = randomness.token_bytes(TOKEN_BYTES).hex()
    row = SignupDraft(
        token_hash=_hash(token),
        answers="{}",
        language=language,
        started_at=clock.now(),
        changed_at=clock.now(),
        expires_at=clock.now() + KEPT,
    )
    row.save(force_insert=True)
    return Draft(row.id, token, {}, language, row.version)


_OPEN = """
WHERE organisation_id = %s AND token_hash = %s AND signup_id IS NULL AND expires_at > %s
"""


def open_draft(token: str, clock: Clock) -> Draft:
    """What was typed; raises DraftGone for an unknown, finished or too old one."""
    found = rows_by_hand(SignupDraft, _OPEN, [current_organisation_id(), _hash(token), clock.now()])
    if not found:
        raise DraftGone
    row = found[0]
    return Draft(row.id, token, json.loads(row.answers), row.language, row.version)


def save_draft(draft: Draft, answers: Mapping[str, Any], language: str, clock: Clock) -> Draft:
    """Keep what was typed; the newest page wins, because one person fills it in."""
    merged = {**draft.answers, **answers}
    text = json.dumps(merged, ensure_ascii=False)
    row = SignupDraft.objects.filter(pk=draft.id, signup__isnull=True)
    sealed = seal(SignupDraft, "answers", current_organisation_id(), draft.id, text)
    if row.update(answers=sealed, language=language, changed_at=clock.now(), version=draft.version + 1) != 1:
        raise DraftGone
    return Draft(draft.id, draft.token, merged, language, draft.version + 1)


_FINISH = "UPDATE signup_signupdraft SET answers = %s, signup_id = %s WHERE organisation_id = %s AND id = %s"


def finish_draft(draft_id: UUID, signup_id: UUID) -> None:
    """The sign-up is made: its answers are in the file now, and the draft is emptied."""
    tenant = current_organisation_id()
    sealed = seal(SignupDraft, "answers", tenant, draft_id, "{}")
    with connection.cursor() as cursor:
        cursor.execute(_FINISH, [sealed.raw if sealed else None, signup_id, tenant, draft_id])


LINKS_AN_HOUR = 3
LINK = "link"  # where in the sealed answers stands what must be sent; never shown on a form


def send_draft_link(
    draft: Draft, medium: str, to: str, url: str, municipality: Municipality, origin: str, clock: Clock
) -> Draft:
    """Send the link to go on later (medium sms or mail). The text stays sealed in the draft until it leaves.

    Nobody's file: there are no wishes yet, and the person asks for it now. Three an hour per address; TooManyTries.
    """
    counted = hit(f"draft:link:{origin}", LINKS_AN_HOUR, dt.timedelta(hours=1), clock)
    if not counted.allowed:
        raise TooManyTries(counted.retry_after)
    organisation = municipality.organisation
    show = organisation.show_unapproved_translations
    chosen = choose(f"draft.link.{medium}", draft.language, clock.now(), show_unapproved=show)
    values = {"dienst": organisation.service_name, "telefoon": phone_words(municipality.phone), "link": url}
    text = render(chosen.version, values)
    kept = save_draft(draft, {LINK: {"to": to, "subject": text.subject, "body": text.body}}, draft.language, clock)
    put_intent(medium, ("signup_draft", draft.id), f"draft.link:{draft.id}:{kept.version}", clock)
    return kept


def pack_link(intent_id: UUID) -> Parcel:
    """The parcel of a link, made at the moment it leaves."""
    intent = Intent.objects.get(pk=intent_id)
    row = SignupDraft.objects.filter(pk=intent.object_id, signup__isnull=True).first()
    link = json.loads(row.answers).get(LINK) if row else None
    if not link:
        raise Refused("De aanmelding is al verstuurd; de link is niet meer nodig.")
    organisation = Organisation.objects.get(pk=current_organisation_id())
    sender = organisation.sms_sender if intent.kind == "sms" else organisation.mail_sender
    return Parcel(
        organisation_id=organisation.id,
        intent_id=intent_id,
        key=intent.key,
        recipient=link["to"],
        subject=link["subject"],
        body=link["body"],
        sender=sender or organisation.service_name,
    )


register_packer("signup_draft", pack_link)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
