"""Finding and filling the texts of an organisation. Its people write a closed placeholder language, never templates."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

import yaml

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.database.by_hand import rows_by_hand
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.foundation.texts.catalogue import KINDS, TextKind
from houvast.foundation.texts.labels import labels_of
from houvast.foundation.texts.models import LabelState, TextState, TextVersion
from houvast.foundation.words import day_words

LANGUAGES = ("nl", "nl-x-makkelijk", "en", "ar", "tr", "pl", "uk", "ti")
SOURCE = "nl"
PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
LOOKS_LIKE_ONE = re.compile(r"(?<!\{)\{([^{}%\n]{1,40})\}(?!\})")  # also {Naam} or {naam 2}: surely meant as one


class BadText(Exception):
    """A text that cannot be used, with what to do about it."""


@dataclass(frozen=True)
class Rendered:
    """A filled text. `unapproved` = shown only because the organisation's switch is on; it carries a mark."""

    subject: str
    body: str
    language: str
    unapproved: bool = False

    def with_marks(self, chosen: "Chosen", longest: int | None = None) -> "Rendered":
        """With a last line that says it was not checked, or that we arrange an interpreter; only where it fits."""
        line = mark_of(self, chosen)
        body = f"{self.body} {line}" if longest else f"{self.body}\n\n{line}"
        if not line or (longest is not None and len(body) > longest):
            return self
        return replace(self, body=body)


@dataclass(frozen=True)
class Chosen:
    """The version to use, and whether the reader gets another language than he asked for."""

    version: TextVersion
    asked: str

    @property
    def fell_back(self) -> bool:
        """Dutch is shown because the asked language has nothing that may be shown."""
        return base_of(self.version.language) != base_of(self.asked)


CALL_FOR_INTERPRETER = "Bel ons, wij regelen een tolk."
NOT_CHECKED = {
    "nl-x-makkelijk": "Niemand keek deze tekst nog na.",
    "en": "This translation has not been checked yet.",
    "ar": "لم تُراجَع هذه الترجمة بعد.",
    "tr": "Bu çeviri henüz kontrol edilmedi.",
    "pl": "To tłumaczenie nie zostało jeszcze sprawdzone.",
    "uk": "Цей переклад ще ніхто не перевірив.",
    "ti": "እዚ ትርጉም ገና ኣይተረጋገጸን።",
}


def base_of(language: str) -> str:
    """The language of a variant: nl for nl-x-makkelijk."""
    return language.split("-", maxsplit=1)[0]


def mark_of(filled: Rendered, chosen: Chosen) -> str:
    """What the reader must know about the language of a text; empty when nothing."""
    if chosen.fell_back:
        return CALL_FOR_INTERPRETER
    if filled.unapproved:
        return NOT_CHECKED.get(filled.language, "")
    return ""


@cache
def standard_texts(language: str) -> Mapping[str, Any]:
    """The texts shipped with Houvast in one language, with their version and state; none when there are none yet."""
    source = resources.files("houvast.foundation.texts") / "standard" / f"{language}.yaml"
    if not source.is_file():
        return {"version": 0, "state": TextState.DRAFT.value, "texts": {}}
    return yaml.safe_load(source.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def load_standard(clock: Clock) -> int:
    """Give the current organisation the standard texts it lacks or has an older version of. Own texts stay first.

    Idempotent; returns how many rows were added.
    """
    known = {
        (key, language): version
        for key, language, version in TextVersion.objects.filter(standard=True)
        .order_by("standard_version")
        .values_list("key", "language", "standard_version")
    }
    fresh = [row for language in LANGUAGES for row in _standard_rows(language, known, clock)]
    TextVersion.objects.bulk_create(fresh)
    for language in LANGUAGES:
        state = TextState.APPROVED if language == SOURCE else TextState.DRAFT
        LabelState.objects.get_or_create(language=language, defaults={"state": state})
    return len(fresh)


def _standard_rows(language: str, known: Mapping[tuple[str, str], int], clock: Clock) -> list[TextVersion]:
    shipped = standard_texts(language)
    version = int(shipped["version"])
    return [
        TextVersion(
            key=key,
            language=language,
            state=shipped["state"],
            subject=text.get("subject", ""),
            body=text["body"].strip(),
            standard=True,
            standard_version=version,
            valid_from=clock.now(),
        )
        for key, text in shipped["texts"].items()
        if known.get((key, language), 0) < version
    ]


def choose(key: str, language: str, at: dt.datetime, *, show_unapproved: bool) -> Chosen:
    """The version that holds at an instant: own before standard, approved (or any, with the switch), else Dutch."""
    (chosen,) = choose_many([key], language, at, show_unapproved=show_unapproved).values()
    return chosen


_NEWEST_FIRST = """
WHERE organisation_id = %s AND key = ANY(%s) AND language = ANY(%s) AND valid_from <= %s
ORDER BY standard, valid_from DESC, standard_version DESC, id
"""


def choose_many(keys: list[str], language: str, at: dt.datetime, *, show_unapproved: bool) -> dict[str, Chosen]:
    """`choose` for a whole page in one statement."""
    newest_first = rows_by_hand(TextVersion, _NEWEST_FIRST, [current_organisation_id(), keys, [language, SOURCE], at])
    best: dict[tuple[str, str], TextVersion] = {}
    for row in sorted(newest_first, key=lambda one: one.state != TextState.APPROVED):
        # The switch is about translations: an unfinished Dutch text is never shown.
        if row.state == TextState.APPROVED or (show_unapproved and row.language != SOURCE):
            best.setdefault((row.key, row.language), row)
    chosen = {}
    for key in keys:
        version = best.get((key, language)) or best.get((key, SOURCE))
        if version is None:
            raise BadText(f"De tekst {key} is er niet. Vraag de beheerder om de standaardteksten te laden.")
        chosen[key] = Chosen(version, language)
    return chosen


def render(version: TextVersion, values: Mapping[str, Any]) -> Rendered:
    """Fill the placeholders, once: what a value brings along is never filled again. Missing values raise BadText."""

    def fill(text: str) -> str:
        return PLACEHOLDER.sub(lambda found: _value(found.group(1), values, version), text)

    return Rendered(
        subject=_tidy(fill(version.subject)),
        body=_tidy(fill(version.body)),
        language=version.language,
        unapproved=version.state != TextState.APPROVED,
    )


def _value(name: str, values: Mapping[str, Any], version: TextVersion) -> str:
    if name not in values:
        raise BadText(f"In {version.key} staat {{{name}}}, maar die waarde is er niet.")
    value = values[name]
    if isinstance(value, dt.date):
        return day_words(value, version.language)
    return str(value)


def _tidy(text: str) -> str:
    """A greeting without a name stays a greeting: "Dag ," becomes "Dag,"."""
    return re.sub(r"[ \t]+([,،])", r"\1", text).strip()


SMS_LENGTH = 160
LONGEST = {"subject": 120, "body": 5000}


def check_text(key: str, subject: str, body: str) -> None:
    """Refuse an unknown placeholder, a missing one that is needed, and what may not be in a message that others see.

    Template signs are plain text. Raises BadText with what to do.
    """
    kind = KINDS.get(key)
    if kind is None:
        raise BadText("Deze tekst bestaat niet. Kies er een uit de lijst.")
    if not body.strip() or len(body) > LONGEST["body"] or len(subject) > LONGEST["subject"]:
        raise BadText("Schrijf een tekst van ten hoogste 5000 tekens, en een onderwerp van ten hoogste 120.")
    _check_placeholders(kind, subject + "\n" + body)
    if kind.medium == "mail" and not subject.strip():
        raise BadText("Geef de e-mail een onderwerp.")
    if "schuld" in subject.lower() or (kind.medium in ("sms", "card") and "schuld" in body.lower()):
        raise BadText("Noem hier geen “schuld”: anderen kunnen het zien.")
    if kind.medium == "sms" and len(body) > SMS_LENGTH:
        raise BadText(f"Een sms heeft ten hoogste {SMS_LENGTH} tekens, dit zijn er {len(body)}. Maak hem korter.")


def _check_placeholders(kind: TextKind, words: str) -> None:
    used = set(LOOKS_LIKE_ONE.findall(words))
    unknown = sorted(used - set(kind.placeholders))
    if unknown:
        allowed = ", ".join(f"{{{name}}}" for name in kind.placeholders) or "geen"
        raise BadText(f"{{{unknown[0]}}} kan hier niet. Dit mag wel: {allowed}.")
    missing = [name for name in kind.needed if name not in used]
    if missing:
        raise BadText(f"Zet ook {{{missing[0]}}} in de tekst. Zonder dat mist de lezer iets.")


class StaleText(Exception):
    """Somebody else saved a newer version meanwhile."""

    text = "Iemand anders heeft deze tekst net veranderd. Kijk wat er nu staat en sla het dan opnieuw op."


def write_own(
    actor: Actor, key: str, language: str, subject: str, body: str, clock: Clock, *, based_on: UUID | None
) -> TextVersion:
    """The organisation's own text, as a draft; it is used after `approve`. `based_on`: the version that was read."""
    require(actor, Action.CHANGE, Thing(Kind.TEXTS), clock)
    check_text(key, subject, body)
    if language not in LANGUAGES:
        raise BadText("Deze taal is er nog niet.")
    if current_version(key, language) != based_on:
        raise StaleText
    version = TextVersion(
        key=key,
        language=language,
        state=TextState.DRAFT,
        subject=subject.strip(),
        body=body.strip(),
        standard=False,
        valid_from=clock.now(),
        written_by=actor.account_id,
    )
    version.save(force_insert=True)
    audit.changed(actor, clock, "text.written", Seen("text_version", version.id, fields=("body",), classes=("A",)))
    return version


def approve(actor: Actor, version_id: UUID, clock: Clock) -> None:
    """From now on residents read this version. Approved already, or gone: StaleText."""
    require(actor, Action.CHANGE, Thing(Kind.TEXTS), clock)
    waiting = TextVersion.objects.filter(pk=version_id).exclude(state=TextState.APPROVED)
    if waiting.update(state=TextState.APPROVED, approved_by=actor.account_id, approved_at=clock.now()) != 1:
        raise StaleText
    audit.changed(actor, clock, "text.approved", Seen("text_version", version_id, fields=("state",), classes=("A",)))


def judge_labels(actor: Actor, language: str, clock: Clock, *, approved: bool) -> None:
    """Approve the labels of a language, or hold them back again. StaleText: they stood so already, or there are none.

    The labels of one language share this state; the words themselves come with Houvast.
    """
    require(actor, Action.CHANGE, Thing(Kind.TEXTS), clock)
    if language == SOURCE or not labels_of(language):
        raise BadText("Deze taal heeft nog geen knoppen en koppen.")
    state, _made = LabelState.objects.select_for_update().get_or_create(language=language)
    if (state.state == TextState.APPROVED) == approved:
        raise StaleText
    state.state = TextState.APPROVED if approved else TextState.DRAFT
    state.approved_by, state.approved_at = (actor.account_id, clock.now()) if approved else (None, None)
    state.save(update_fields=["state", "approved_by", "approved_at"])
    action = "labels.approved" if approved else "labels.held_back"
    audit.changed(actor, clock, action, Seen("label_state", state.id, fields=("state",), classes=("A",)))


def label_states() -> dict[str, str]:
    """Language → state of its labels."""
    return dict(LabelState.objects.values_list("language", "state"))


def offered(languages: list[str], states: Mapping[str, str], *, show_unapproved: bool) -> list[str]:
    """The languages residents may choose: with labels, and those approved or the switch on. Dutch always."""
    return [
        code
        for code in languages
        if code == SOURCE or (labels_of(code) and (show_unapproved or states.get(code) == TextState.APPROVED))
    ]


def paragraphs(body: str) -> list[list[tuple[str, bool]]]:
    """The small tree of a page text: paragraphs of (words, bold). `**bold**` is all the mark-up there is."""
    return [
        [(part, bool(index % 2)) for index, part in enumerate(block.replace("\n", " ").split("**")) if part]
        for block in re.split(r"\n\s*\n", body.strip())
        if block.strip()
    ]


def current_version(key: str, language: str) -> UUID | None:
    """Id of the newest version, for a form that must not overwrite somebody else's."""
    rows = TextVersion.objects.filter(key=key, language=language).order_by("standard", "-valid_from", "id")
    return rows.values_list("id", flat=True).first()
