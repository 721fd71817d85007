"""`may`: the one function that decides, and `visible`, the same decision as a condition in SQL (security.md 1, 4)."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from houvast.foundation.access.actions import OF_A_FILE, Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotAllowed, NotYours
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.access.table import (
    ANYONE,
    NOT_YET,
    RESIDENT_N1,
    RESIDENT_N2,
    RULES,
    SYSTEM,
    Relation,
    Rule,
)
from houvast.foundation.audit import services as audit
from houvast.foundation.clock import Clock

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Decision:
    """Yes or no, the rule that decided, and whether the thing is to be shown masked."""

    allowed: bool
    rule_id: str
    masked: bool = False


def may(actor: Actor, action: Action, thing: Thing, clock: Clock) -> Decision:
    """Whether the actor may do this to the thing now. Deny unless a rule says yes.

    A barred actor (own interest, shielded file) is refused whatever else holds.
    """
    rules = _rules_for(actor, action, thing.kind)
    held = _relations_held(actor, thing, clock) if rules and thing.kind in OF_A_FILE | {Kind.PARKED} else frozenset()
    if RelationKind.BARRED in held:
        return Decision(False, "BARRED")
    matching = [rule for rule in rules if _holds(rule, actor, thing, held)]
    if not matching:
        return Decision(False, "NO-RULE" if not rules else "NO-RELATION")
    best = min(matching, key=lambda rule: rule.masked)
    return Decision(True, best.id, best.masked)


def require(actor: Actor, action: Action, thing: Thing, clock: Clock) -> Decision:
    """`may`, or the refusal that fits: NotYours when even looking is refused, else NotAllowed. Both are audited."""
    decision = may(actor, action, thing, clock)
    if decision.allowed:
        return decision
    audit.refused(actor, clock, action=f"{thing.kind}.{action}", thing=thing, rule_id=decision.rule_id)
    if action is not Action.LOOK and may(actor, Action.LOOK, thing, clock).allowed:
        raise NotAllowed(decision.rule_id)
    raise NotYours(decision.rule_id)


def visible(
    actor: Actor, action: Action, kind: Kind, rows: QuerySet[Row], clock: Clock, *, dossier: str = "dossier_id"
) -> QuerySet[Row]:
    """The rows of `rows` on which `may(actor, action, …)` says yes; `dossier` is the path to the dossier's id."""
    rules = _rules_for(actor, action, kind)
    if not any(rule.relation is Relation.NONE for rule in rules):
        condition = Q(pk__in=[])
        for rule in rules:
            condition |= _as_condition(rule, actor, clock, dossier, rows.model)
        rows = rows.filter(condition)
    if actor.account_id is None or kind not in OF_A_FILE:
        return rows
    # Not tied to the row: the few files somebody is barred from are looked up once, not again for each row.
    barred = _live(clock).filter(kind=RelationKind.BARRED, account_id=actor.account_id)
    return rows.exclude(**{f"{dossier}__in": barred.values("dossier_id")})


@dataclass(frozen=True)
class Condition:
    """A condition on a dossier's id as SQL, with the named values it asks for."""

    sql: str
    values: dict[str, Any]


_BARRED = """{dossier} NOT IN (
    SELECT barred.dossier_id FROM access_accessrelation AS barred
    WHERE barred.organisation_id = %(may_organisation)s AND barred.account_id = %(may_account)s
        AND barred.kind = 'barred' AND barred.valid_from <= %(may_now)s
        AND (barred.valid_until IS NULL OR barred.valid_until > %(may_now)s))"""
_HELD = """EXISTS (
    SELECT 1 FROM access_accessrelation AS held
    WHERE held.organisation_id = %(may_organisation)s AND held.dossier_id = {dossier} AND held.kind = '{kind}'
        AND held.party_id IS NULL AND held.valid_from <= %(may_now)s
        AND (held.valid_until IS NULL OR held.valid_until > %(may_now)s) AND {who})"""
_HELD_SINCE = """{dossier} IN (
    SELECT held.dossier_id FROM access_accessrelation AS held
    WHERE held.organisation_id = %(may_organisation)s AND held.kind = '{kind}' AND held.valid_from >= {opened}
        AND held.party_id IS NULL AND held.valid_from <= %(may_now)s
        AND (held.valid_until IS NULL OR held.valid_until > %(may_now)s) AND {who})"""
_WHO = {Relation.TEAM: "held.team_id = ANY(%(may_teams)s::uuid[])"}


def visible_sql(
    actor: Actor, action: Action, kind: Kind, clock: Clock, *, dossier: str, opened: str | None = None
) -> Condition:
    """`visible` for a statement written by hand, on things of a file; `dossier` is the SQL name of its id.

    `opened`: an SQL expression for the moment at or before which every file asked about was opened. No relation to a
    file begins before the file, so that those of a list of recent files are read at one go instead of one by one.
    """
    rules = _rules_for(actor, action, kind)
    ways = (
        ["TRUE"]
        if any(rule.relation is Relation.NONE for rule in rules)
        else [_way(rule, dossier, opened) for rule in rules]
    )
    allowed = " OR ".join(way for way in ways if way) or "FALSE"
    barred = f" AND {_BARRED.format(dossier=dossier)}" if actor.account_id is not None and kind in OF_A_FILE else ""
    values = {
        "may_organisation": actor.organisation_id,
        "may_account": actor.account_id,
        "may_teams": list(actor.team_ids),
        "may_own": actor.dossier_id,
        "may_now": clock.now(),
    }
    return Condition(f"({allowed}){barred}", values)


def _way(rule: Rule, dossier: str, opened: str | None) -> str:
    if rule.relation in NOT_YET:
        return ""
    if rule.relation is Relation.NONE:
        return "TRUE"
    if rule.relation is Relation.OWN:
        return f"{dossier} = %(may_own)s"
    who = _WHO.get(rule.relation, "held.account_id = %(may_account)s")
    way = _HELD if opened is None else _HELD_SINCE
    return way.format(dossier=dossier, kind=rule.relation.value, who=who, opened=opened)


def _rules_for(actor: Actor, action: Action, kind: Kind) -> list[Rule]:
    who = _names_of(actor)
    return [rule for rule in RULES if rule.who in who and action in rule.actions and kind in rule.kinds]


def _names_of(actor: Actor) -> frozenset[str]:
    if actor.kind == "system":
        return frozenset({SYSTEM, ANYONE})
    if actor.kind == "resident":
        levels = {"N1": {RESIDENT_N1}, "N2": {RESIDENT_N1, RESIDENT_N2}}.get(actor.level, set())
        return frozenset({ANYONE, *levels})
    return frozenset({ANYONE, *actor.roles})


def _live(clock: Clock) -> QuerySet[AccessRelation]:
    now = clock.now()
    return AccessRelation.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now), valid_from__lte=now)


def _relations_held(actor: Actor, thing: Thing, clock: Clock) -> frozenset[str]:
    if thing.dossier_id is None or actor.account_id is None:
        return frozenset()
    mine = Q(account_id=actor.account_id) | Q(team_id__in=actor.team_ids, kind=RelationKind.TEAM)
    rows = _live(clock).filter(mine, dossier_id=thing.dossier_id).values_list("kind", "party_id")
    return frozenset(kind for kind, party in rows if party is None or party == thing.party_id)


def _holds(rule: Rule, actor: Actor, thing: Thing, held: frozenset[str]) -> bool:
    if rule.relation in NOT_YET:
        return False
    if rule.relation is Relation.NONE:
        return thing.kind is not Kind.OWN_PROFILE or thing.account_id == actor.account_id
    if rule.relation is Relation.OWN:
        own_file = actor.dossier_id is not None and thing.dossier_id == actor.dossier_id
        return own_file and thing.party_id in (None, actor.party_id)
    return rule.relation.value in held


def _as_condition(rule: Rule, actor: Actor, clock: Clock, dossier: str, model: type[Model]) -> Any:
    if rule.relation in NOT_YET:
        return Q(pk__in=[])
    if rule.relation is Relation.OWN:
        return _own(actor, dossier, model)
    relations = _live(clock).filter(kind=rule.relation.value, dossier_id=OuterRef(dossier), party_id__isnull=True)
    if rule.relation is Relation.TEAM:
        return Exists(relations.filter(team_id__in=actor.team_ids))
    return Exists(relations.filter(account_id=actor.account))


def _own(actor: Actor, dossier: str, model: type[Model]) -> Any:
    if actor.dossier_id is None:
        return Q(pk__in=[])
    condition = Q(**{dossier: actor.dossier_id})
    if any(field.name == "joint" for field in model._meta.fields):
        condition &= Q(joint=True) | Q(party_id=actor.party_id)
    return condition
