"""What every plan asks of a household in columns: with a partner or not, with children or not."""

from __future__ import annotations

import numpy as np

from houvast.rules.batch.plan import Columns
from houvast.rules.beslagvrije_voet.calculation import SITUATIONS
from houvast.rules.columns import Column

_PARTNER = np.array([partner for partner, _ in SITUATIONS.values()])
_CHILDREN = np.array([children for _, children in SITUATIONS.values()])


def flags_of(rows: Columns, column: str = "situation") -> tuple[Column, Column]:
    """Partner and children from the places of :data:`SITUATIONS`."""
    places = rows.get(column)
    return _PARTNER[places], _CHILDREN[places]
