"""What the tables of an organisation are in the data register: nothing of residents."""

from collections.abc import Mapping
from typing import Final

from houvast.foundation.register.entries import ORGANISATION, Table, table

REGISTER: Final[Mapping[str, Table]] = {
    "Organisation": table(
        ORGANISATION,
        "organisation",
        """
        id                            A  open
        slug                          A  open
        name                          A  open
        host_name                     A  open
        service_name                  A  open
        mail_sender                   A  open
        sms_sender                    A  open
        show_unapproved_translations  A  open
        quick_exit_url                A  open
        address_as_u                  A  open
        office_name                   A  open
        calculating_service           A  open
        demo                          A  open
        created_at                    A  open
        version                       A  never
        """,
    ),
    "Municipality": table(
        ORGANISATION,
        "organisation",
        """
        code                          A  open
        name                          A  open
        host_name                     A  open
        phone                         A  open
        sms_number                    A  open
        mail_address                  A  open
        anonymous_phone               A  open
        theme_brand                   A  open
        theme_brand_dark              A  open
        theme_sun                     A  open
        theme_radius                  A  open
        logo_svg_name                 A  open
        equated_days_are_working_days A  open
        valid_from                    A  open
        valid_until                   A  open
        """,
    ),
    "MunicipalityPostcodes": table(
        ORGANISATION,
        "organisation",
        """
        municipality  A  open
        first         A  open
        last          A  open
        """,
    ),
    "LocalTerm": table(
        ORGANISATION,
        "organisation",
        """
        municipality  A  open
        rule_key      A  open
        length        A  open
        source        A  open
        valid_from    A  open
        valid_until   A  open
        """,
    ),
    "LocalTermProposal": table(
        ORGANISATION,
        "organisation",
        """
        municipality  A  open
        rule_key      A  open
        length        A  open
        source        A  open
        valid_from    A  open
        proposed_by   A  never
        proposed_at   A  open
        state         A  open
        decided_by    A  never
        decided_at    A  open
        """,
    ),
    "VtlbChoice": table(
        ORGANISATION,
        "organisation",
        """
        arbeidstoeslag_cents          A  open
        reserveringstoeslag_cents     A  open
        eigen_risico_when_bought_off  A  open
        negative_reduces_others       A  open
        cap_95_inside                 A  open
        source                        A  open
        decided_by                    A  never
        decided_at                    A  open
        """,
    ),
    "SchemeVersion": table(
        ORGANISATION,
        "organisation",
        """
        scheme        A  open
        number        A  open
        municipality  A  open
        kind          A  open
        name          A  open
        terms         A  open
        where         A  open
        source        A  open
        checked_on    A  open
        valid_from    A  open
        stopped       A  open
        decided_by    A  never
        decided_at    A  open
        """,
    ),
    "Location": table(
        ORGANISATION,
        "organisation",
        """
        municipality  A  open
        name          A  open
        street        A  open
        postcode      A  open
        city          A  open
        directions    A  open
        languages     A  open
        valid_from    A  open
        valid_until   A  open
        """,
    ),
    "Signpost": table(
        ORGANISATION,
        "organisation",
        """
        municipality  A  open
        name          A  open
        code          A  open
        valid_from    A  open
        valid_until   A  open
        """,
    ),
    "OpeningHours": table(
        ORGANISATION,
        "organisation",
        """
        municipality  A  open
        location      A  open
        door          A  open
        weekday       A  open
        opens         A  open
        closes        A  open
        """,
    ),
    "LanguageOffer": table(
        ORGANISATION,
        "organisation",
        """
        municipality  A  open
        language      A  open
        offered       A  open
        phone         A  open
        """,
    ),
    "Team": table(
        ORGANISATION,
        "organisation",
        """
        name           A  open
        municipality   A  open
        takes_signups  A  open
        active         A  open
        """,
    ),
}
