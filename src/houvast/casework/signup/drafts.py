"""Answers that are not sent yet: kept 14 days on the server, opened only by their own token."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from houvast.casework.signup.errors import DraftGone
from houvast.casework.signup.models import SignupDraft
from houvast.foundation.clock import Clock
from houvast.foundation.encryption.fields import seal
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id

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


def open_draft(token: str, clock: Clock) -> Draft:
    """What was typed; raises DraftGone for an unknown, finished or too old one."""
    row = SignupDraft.objects.filter(token_hash=_hash(token), signup__isnull=True, expires_at__gt=clock.now()).first()
    if row is None:
        raise DraftGone
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


def finish_draft(draft_id: UUID, signup_id: UUID) -> None:
    """The sign-up is made: its answers are in the file now, and the draft is emptied."""
    sealed = seal(SignupDraft, "answers", current_organisation_id(), draft_id, "{}")
    SignupDraft.objects.filter(pk=draft_id).update(answers=sealed, signup_id=signup_id)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
