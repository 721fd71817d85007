"""What a dossier and all that hangs on it are in the data register."""

from collections.abc import Mapping
from typing import Final

from django.db.models import Model

from houvast.casework.dossier.models import InCompartment
from houvast.foundation.register.entries import DOSSIER, PARTY, Line, Table, fields, table

BASES: Final[Mapping[type[Model], Mapping[str, Line]]] = {
    InCompartment: fields(
        """
        dossier  B  pseudonymised
        party    B  pseudonymised
        joint    A  open
        """
    )
}

REGISTER: Final[Mapping[str, Table]] = {
    "Dossier": table(
        DOSSIER,
        "dossier",
        """
        number                 B  never
        municipality           A  open           keep_count
        municipality_known_by  A  open
        opened_at              B  pseudonymised
        opened_on              B  pseudonymised  keep_count
        look_at                A  never
        look_at_source         A  never
        closed_on              B  pseudonymised  keep_count
        """,
    ),
    "Party": table(
        PARTY,
        "dossier",
        """
        dossier      B  pseudonymised
        person       B  pseudonymised
        role         B  pseudonymised
        valid_from   B  pseudonymised
        valid_until  B  pseudonymised
        """,
    ),
    "Event": table(
        PARTY,
        "dossier",
        """
        kind         B  pseudonymised
        happened_at  B  pseudonymised
        recorded_at  B  pseudonymised
        actor_kind   A  open
        account_id   B  never
        object_type  A  open
        object_id    B  never
        visible_to   A  open
        words        C  never
        """,
    ),
    "Task": table(
        PARTY,
        "dossier",
        """
        kind         B  pseudonymised
        what         C  never
        account_id   B  never
        team         A  open
        owner_role   A  open
        due          B  pseudonymised
        term_rule    A  open
        source_type  A  open
        source_id    B  never
        created_at   B  pseudonymised
        outcome      B  pseudonymised
        finished_at  B  pseudonymised
        finished_by  B  never
        """,
    ),
    "Clock": table(
        PARTY,
        "dossier",
        """
        kind              B  pseudonymised  keep_count
        layer             A  open
        starts_on         B  pseudonymised  keep_count
        due               B  pseudonymised  keep_count
        plan_by           A  never
        provisional       A  open
        rule_version      A  open
        calendar_version  A  open
        started_by_type   A  open
        started_by_id     B  never
        stopped_on        B  pseudonymised  keep_count
        stopped_at        B  pseudonymised
        stopped_by_type   A  open
        stopped_by_id     B  never
        delay_why         B  pseudonymised
        delay_reason      C  never
        delay_new_day     B  pseudonymised
        """,
    ),
    "Threat": table(
        PARTY,
        "dossier",
        """
        kind         C  pseudonymised
        statutory    C  pseudonymised
        expected_on  C  pseudonymised
        company      C  never
        over         C  pseudonymised
        """,
    ),
    "Consent": table(
        PARTY,
        "dossier",
        """
        given_to           C  never
        partner_id         C  never
        purposes           B  pseudonymised
        data_groups        B  pseudonymised
        valid_from         B  pseudonymised
        valid_until        B  pseudonymised
        revoked_at         B  pseudonymised
        proof_document_id  B  never
        """,
    ),
    "DossierMerge": table(
        DOSSIER,
        "dossier",
        """
        source  B  pseudonymised
        target  B  pseudonymised
        undone  A  open
        """,
    ),
    "MergeTrace": table(
        DOSSIER,
        "dossier",
        """
        merge        B  never
        object_type  A  open
        object_id    B  never
        before       B  never
        """,
    ),
    "Ending": table(
        PARTY,
        "dossier",
        """
        reason       C  pseudonymised  keep_count
        own_words    C  never
        before_talk  B  pseudonymised  keep_count
        withdrawn    A  open
        """,
    ),
    "SearchEntry": table(
        PARTY,
        "dossier",
        """
        dossier     B  never
        party       B  never
        name_key    B  never
        phones      B  never
        postcode    B  never
        birth_date  B  never
        """,
    ),
}
