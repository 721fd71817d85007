"""The dossier and what hangs on it: parties, clocks, tasks, threats, consent, merges, timeline, search."""

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houvast.casework.residents.models import Person
from houvast.foundation.encryption.fields import EncryptedTextField
from houvast.foundation.organisations.models import Municipality, Team
from houvast.foundation.tenancy.models import Fact, TenantForeignKey, TenantModel, VersionedModel


class Dossier(VersionedModel):
    """The whole of the help to one or two residents, from sign-up to outflow. Phase is derived.

    `look_at` is the one stored derivative: the day somebody must look here again, with which first due thing
    gave it; written in the transaction of each fact and recomputed nightly (architecture.md 3).
    """

    number = models.CharField(max_length=16)  # SH-2026-0409
    municipality = TenantForeignKey(Municipality, related_name="dossiers")
    municipality_known_by = models.CharField(max_length=12)  # host, location, postcode, asked, unknown
    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    look_at = models.DateField(null=True)
    look_at_source = models.CharField(max_length=40, blank=True)  # clock:<kind>, task:<kind>
    closed_on = models.DateField(null=True)  # set by the verb that records the ending

    class Meta(VersionedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="dossier_number_once")]
        indexes = [
            models.Index(
                fields=["organisation", "look_at", "id"], condition=Q(closed_on__isnull=True), name="dossier_look_at"
            ),
            models.Index(fields=["organisation", "opened_on", "id"], name="dossier_opened"),
        ]

    def __str__(self) -> str:
        return self.number


class PartyRole(models.TextChoices):
    """Place of a person in a dossier."""

    RESIDENT = "resident", "inwoner"
    PARTNER = "partner", "partner"
    HOUSEHOLD_MEMBER = "household_member", "huisgenoot"
    REPRESENTATIVE = "representative", "vertegenwoordiger"


class Party(VersionedModel):
    """A person in a dossier, from-to. Each party is a compartment: its rows are for its own eyes."""

    dossier = TenantForeignKey(Dossier, related_name="parties")
    person = TenantForeignKey(Person, related_name="parties")
    role = models.CharField(max_length=16, choices=PartyRole.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "dossier", "person"],
                condition=Q(valid_until__isnull=True),
                name="party_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["organisation", "dossier"],
                condition=Q(valid_until__isnull=True, role="resident"),
                name="party_one_resident",
            ),
        ]


class InCompartment(models.Model):
    """A row belongs to one party or, marked joint, to the whole dossier (record.md 4)."""

    dossier = TenantForeignKey(Dossier, related_name="%(class)ss")
    party = TenantForeignKey(Party, null=True, related_name="%(class)ss")
    joint = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False, joint=False) | Q(party__isnull=True, joint=True),
                name="%(app_label)s_%(class)s_one_compartment",
            )
        ]


class Event(InCompartment, TenantModel):
    """One line of the timeline, written by the verb in its transaction. Append-only; no state comes from it."""

    kind = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=12)
    account_id = models.UUIDField(null=True)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.UUIDField(null=True)
    visible_to = ArrayField(models.CharField(max_length=12), default=list)  # staff, resident
    words = EncryptedTextField(
        blank=True, default=""
    )  # what a person wrote, shown after the standard sentence of the kind

    class Meta(TenantModel.Meta):
        constraints = [*InCompartment.Meta.constraints]
        indexes = [models.Index(fields=["organisation", "dossier", "-happened_at"], name="event_timeline")]


class TaskOutcome(models.TextChoices):
    """How a task ended."""

    OPEN = "", "open"
    DONE = "done", "gedaan"
    DROPPED = "dropped", "niet meer nodig"


class Task(InCompartment, VersionedModel):
    """Work with an owner and a due date. Exactly one of account, team, or a role in the file owns it."""

    kind = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    account_id = models.UUIDField(null=True)
    team = TenantForeignKey(Team, null=True, related_name="tasks")
    owner_role = models.CharField(max_length=12, blank=True)  # resident, partner, volunteer
    due = models.DateField(null=True)
    term_rule = models.CharField(max_length=40, blank=True)
    source_type = models.CharField(max_length=40, blank=True)
    source_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=TaskOutcome.choices, default=TaskOutcome.OPEN, blank=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.UUIDField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.CheckConstraint(
                condition=(
                    Q(account_id__isnull=False, team__isnull=True, owner_role="")
                    | Q(account_id__isnull=True, team__isnull=False, owner_role="")
                    | (Q(account_id__isnull=True, team__isnull=True) & ~Q(owner_role=""))
                ),
                name="task_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", finished_at__isnull=True) | (~Q(outcome="") & Q(finished_at__isnull=False)),
                name="task_finished_has_outcome",
            ),
            models.UniqueConstraint(
                fields=["organisation", "dossier", "kind"],
                condition=Q(outcome="", kind__in=["other_way", "home_visit"]),
                name="task_kind_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "dossier", "due"], condition=Q(outcome=""), name="task_open"),
        ]


class DelayWhy(models.TextChoices):
    """Why it takes longer, as the resident reads it. Never his fault in our words."""

    BUSY = "busy", _("Het is druk bij ons.")
    INTERPRETER = "interpreter", _("Wij zochten nog een tolk.")
    AWAY = "away", _("Jouw vaste persoon is er even niet.")
    ASKED = "asked", _("Jij vroeg om een andere dag.")
    NOT_REACHED = "not_reached", _("Wij kregen je niet te pakken.")
    QUIET = "quiet", _("Wij laten je even met rust.")
    OTHER = "other", _("Dat ligt aan ons, niet aan jou.")


class Clock(InCompartment, VersionedModel):
    """A running term: law, Belofte, NVVK and local clocks stand side by side, each reported on its own."""

    kind = models.CharField(max_length=40)  # key of rules.terms.CLOCK_RULES
    layer = models.CharField(max_length=12)  # law, belofte, nvvk, covenant, local
    starts_on = models.DateField()
    due = models.DateField()
    plan_by = models.DateField()  # last day on which work can really be done for it
    provisional = models.BooleanField(default=False)  # past the known holidays (record.md 10)
    rule_version = models.CharField(max_length=120)
    calendar_version = models.CharField(max_length=120)
    started_by_type = models.CharField(max_length=40)
    started_by_id = models.UUIDField()
    stopped_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by_type = models.CharField(max_length=40, blank=True)
    stopped_by_id = models.UUIDField(null=True)
    delay_why = models.CharField(max_length=12, choices=DelayWhy.choices, blank=True)  # what the resident reads
    delay_reason = models.CharField(max_length=200, blank=True)  # for colleagues
    delay_new_day = models.DateField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True, stopped_by_id__isnull=True, stopped_at__isnull=True)
                | Q(stopped_on__isnull=False, stopped_by_id__isnull=False, stopped_at__isnull=False),
                name="clock_stopped_by_a_fact",
            ),
            models.CheckConstraint(condition=Q(due__gte=F("starts_on")), name="clock_due_after_start"),
            models.CheckConstraint(
                condition=Q(delay_new_day__isnull=True) | ~Q(delay_reason="") | ~Q(delay_why=""),
                name="clock_delay_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["organisation", "dossier", "kind", "started_by_id"], name="clock_started_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "dossier", "due"], condition=Q(stopped_on__isnull=True), name="clock_running"
            ),
            models.Index(
                fields=["organisation", "kind", "dossier"], condition=Q(stopped_on__isnull=True), name="clock_asks"
            ),
            models.Index(fields=["organisation", "kind", "starts_on"], name="clock_kind_start"),
        ]


class Threat(InCompartment, Fact):
    """Something that threatens somebody now. Only the statutory kinds fix the statutory 3 working days."""

    kind = models.CharField(max_length=24)  # keys of rules.terms.STATUTORY_THREATS and LOCAL_THREATS
    statutory = models.BooleanField()
    expected_on = models.DateField(null=True)
    company = EncryptedTextField(blank=True)
    over = models.BooleanField(default=False)  # a later fact says the threat has passed

    class Meta(Fact.Meta):
        constraints = [*Fact.Meta.constraints, *InCompartment.Meta.constraints]


class Consent(InCompartment, VersionedModel):
    """Consent to share: with whom, for what, which data, until when. Checked live at each request."""

    given_to = models.CharField(max_length=120)
    partner_id = models.UUIDField(null=True)
    purposes = ArrayField(models.CharField(max_length=24))
    data_groups = ArrayField(models.CharField(max_length=24))
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    proof_document_id = models.UUIDField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="consent_ends"),
        ]


class DossierMerge(Fact):
    """Two sign-ups of the same person: `source` goes on in `target`. A superseding row with `undone` parts them."""

    source = TenantForeignKey(Dossier, related_name="merged_into")
    target = TenantForeignKey(Dossier, related_name="merged_from")
    undone = models.BooleanField(default=False)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=~Q(source=F("target")), name="merge_two_dossiers"),
            # One chain a file: the first joining, and after it only what supersedes the last row. So a file goes on
            # in one other at most, whatever happens at the same moment.
            models.UniqueConstraint(
                fields=["organisation", "source"], condition=Q(supersedes__isnull=True), name="merge_one_chain"
            ),
        ]


class MergeTrace(TenantModel):
    """One row that a merge changed, with what it was before: undoing the merge puts exactly that back.

    `before` holds dates, ids and states, never words or names.
    """

    merge = TenantForeignKey(DossierMerge, related_name="traces")
    object_type = models.CharField(max_length=24)
    object_id = models.UUIDField()
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "merge", "object_type", "object_id"], name="merge_trace_once"
            )
        ]


class Ending(InCompartment, Fact):
    """The end of the help. Before a talk only on the resident's own explicit words, written down (4.1)."""

    reason = models.CharField(max_length=32)
    own_words = EncryptedTextField()
    before_talk = models.BooleanField()
    withdrawn = models.BooleanField(default=False)  # a later fact opens the file again

    class Meta(Fact.Meta):
        constraints = [*Fact.Meta.constraints, *InCompartment.Meta.constraints]


class SearchEntry(VersionedModel):
    """What can be searched of a dossier, one row per party; read only through the search function (stack.md 9)."""

    dossier = TenantForeignKey(Dossier, related_name="search_entries")
    party = TenantForeignKey(Party, related_name="search_entries")
    name_key = models.CharField(max_length=240, blank=True)
    phones = ArrayField(models.CharField(max_length=16), default=list)
    postcode = models.CharField(max_length=10, blank=True)
    birth_date = models.DateField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "dossier", "party"], name="search_entry_once")]
