"""Rows of the long lists, as patterns that are filled in."""

from __future__ import annotations

import functools
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString

from houvast.web.ui import shapes
from houvast.web.ui.filled import filled
from houvast.web.ui.marks import deadline, language_tag, miniroad, safe_mark

NO_ID = UUID(int=0)
WORK_ROW = (
    '<tr{}><td>{}</td><th scope="row"><a class="app-worklist__name" href="{}" data-row>{}</a>{}</th><td>{}</td>'
    '<td>{}</td><td class="app-worklist__step">{}{}</td><td class="app-soft">{}</td><td>{}</td>'
    '<td class="app-worklist__number app-soft">{}</td></tr>\n'
)
CHOSEN = filled(' class="{}"', "app-chosen")


def work_row(row: shapes.WorkRow, chosen: str) -> SafeString:
    """One row of the work list; `chosen` is the address of the row that has the focus."""
    return filled(
        WORK_ROW,
        CHOSEN if row.url == chosen else "",
        deadline(row.badge),
        row.url,
        row.name,
        _more(row.more) if row.more else "",
        safe_mark(row.safe),
        miniroad(row.phase_at, row.phase),
        row.step,
        filled('<span class="app-worklist__second">{}</span>', row.second) if row.second else "",
        row.who,
        language_tag(row.language, row.interpreter),
        row.number,
    )


@functools.lru_cache(maxsize=64)
def _more(count: int) -> SafeString:
    return filled('<span class="app-worklist__more" title="nog {} met een datum">+{}</span>', count, count)


def address_of(name: str, file_id: UUID) -> str:
    """The address of one file. `reverse` looks the name up anew each time; a list asks it a hundred times."""
    return _address_pattern(name).replace(str(NO_ID), str(file_id))


@functools.lru_cache(maxsize=64)
def _address_pattern(name: str) -> str:
    return reverse(name, args=[NO_ID])
