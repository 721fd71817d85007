"""How long a step usually takes here: the middle of the organisation's own newest files, never a promise."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from houvast.casework.dossier import clocks
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.tenancy.context import current_organisation_id

ENOUGH = 20  # fewer files say little, and might show one person's pace
NEWEST = 200  # the cost of a page does not grow with the years
LOOK_BACK = dt.timedelta(days=365)


@dataclass(frozen=True)
class Usual:
    """Days from sign-up to a step; None where there are too few files to say."""

    contact: int | None
    talk: int | None


# The newest files of each kind of which the step is done or overdue by now: leaving out who still waits would make
# us look faster than we are. Who waits counts with the days he waited so far.
_MIDDLE = """
SELECT kind, percentile_disc(0.5) WITHIN GROUP (ORDER BY days) FROM (
    SELECT wanted.kind, newest.days FROM unnest(%(kinds)s::text[]) AS wanted (kind) CROSS JOIN LATERAL (
        SELECT coalesce(stopped_on, %(today)s) - starts_on AS days FROM dossier_clock
        WHERE organisation_id = %(organisation)s AND kind = wanted.kind AND starts_on >= %(since)s
            AND (stopped_by_type = 'contact_attempt' OR (stopped_on IS NULL AND due < %(today)s))
        ORDER BY starts_on DESC LIMIT %(newest)s
    ) AS newest
) AS counted GROUP BY kind HAVING count(*) >= %(enough)s
"""


def usual_days(clock: WallClock) -> Usual:
    """One statement over at most 400 rows."""
    today = clock.today()
    values: dict[str, Any] = {
        "kinds": [clocks.CONTACT, clocks.INTAKE],
        "organisation": current_organisation_id(),
        "today": today,
        "since": today - LOOK_BACK,
        "newest": NEWEST,
        "enough": ENOUGH,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MIDDLE, values)
        found = dict(cursor.fetchall())
    return Usual(found.get(clocks.CONTACT), found.get(clocks.INTAKE))
