"""What is known of a person, in the data register."""

from collections.abc import Mapping
from typing import Final

from django.db.models import Model

from houvast.casework.residents.models import PersonFact
from houvast.foundation.register.entries import PERSON, Line, Table, fields, table

BASES: Final[Mapping[type[Model], Mapping[str, Line]]] = {PersonFact: fields("person B pseudonymised")}

REGISTER: Final[Mapping[str, Table]] = {
    "Person": table(
        PERSON,
        "dossier",
        """
        created_at  B  pseudonymised  keep_count
        """,
    ),
    "PersonName": table(
        PERSON,
        "dossier",
        """
        call_name   B  never
        given_name  B  never
        infix       B  never
        surname     B  never
        salutation  B  never
        sort_key    B  never
        """,
    ),
    "BirthDate": table(
        PERSON,
        "dossier",
        """
        year  B  pseudonymised
        day   B  never
        """,
    ),
    "Address": table(
        PERSON,
        "dossier",
        """
        no_fixed_address  C  pseudonymised
        street            C  never
        postcode          B  never
        city              B  never
        secret            D  never  plain: verzenden en zoeken moeten het in hetzelfde statement weten
        """,
    ),
    "Bsn": table(
        PERSON,
        "dossier",
        """
        number  D  never
        index   D  never  plain: is zelf al een HMAC met een sleutel per organisatie; zo is het BSN te vinden
        """,
    ),
    "ContactPoint": table(
        PERSON,
        "dossier",
        """
        person        B  pseudonymised
        kind          A  open
        value         B  never
        postal        C  never
        state         B  pseudonymised
        created_at    B  pseudonymised
        confirmed_at  B  pseudonymised
        quiet_until   B  pseudonymised
        """,
    ),
    "ContactWish": table(
        PERSON,
        "dossier",
        """
        preferred          B  pseudonymised
        contact_point      B  never
        comes_by           B  pseudonymised
        hours              B  pseudonymised
        hours_note         B  never
        phone_allowed      B  pseudonymised
        text_allowed       B  pseudonymised
        mail_allowed       B  pseudonymised
        post_allowed       B  pseudonymised
        voicemail_allowed  B  pseudonymised
        safe_contact       D  never  plain: de verzender leest het bij elk bericht; de reden zelf is versleuteld
        safe_contact_note  D  never
        language           B  pseudonymised
        language_level     C  pseudonymised
        interpreter        B  pseudonymised
        """,
    ),
}
