"""The verbs of the file. Each checks rights, checks state, writes, audits, adds to the timeline — in that order."""

from houvast.casework.dossier.services.due import (
    Difference,
    first_due,
    recompute_look_at,
    refresh_look_at,
    run_clocks_again,
    stop_clocks,
)
from houvast.casework.dossier.services.ending import end_on_own_words, reopen
from houvast.casework.dossier.services.finding import index_party
from houvast.casework.dossier.services.lines import (
    RESIDENT,
    STAFF,
    event,
    live_relations,
    locked,
    must_be_open,
    name_of,
    next_number,
    owner_of,
    resident_of,
    team_for_signups,
    team_of,
)
from houvast.casework.dossier.services.owning import hand_over, take_up
from houvast.casework.dossier.services.person import (
    Whose,
    record_address,
    record_birth_date,
    record_bsn,
    show_bsn,
)
from houvast.casework.dossier.services.tasks import finish_all, finish_task, hand_tasks_to, open_task
from houvast.casework.dossier.services.threats import record_threat

__all__ = [
    "RESIDENT",
    "STAFF",
    "Difference",
    "Whose",
    "end_on_own_words",
    "event",
    "finish_all",
    "finish_task",
    "first_due",
    "hand_over",
    "hand_tasks_to",
    "index_party",
    "live_relations",
    "locked",
    "must_be_open",
    "name_of",
    "next_number",
    "open_task",
    "owner_of",
    "recompute_look_at",
    "record_address",
    "record_birth_date",
    "record_bsn",
    "record_threat",
    "refresh_look_at",
    "reopen",
    "resident_of",
    "run_clocks_again",
    "show_bsn",
    "stop_clocks",
    "take_up",
    "team_for_signups",
    "team_of",
]
