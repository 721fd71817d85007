"""The component tags of design/look.md 6: `{% load houvast %}`.

Screens use these and never the classes beneath them. Each tag takes a frozen shape of
`houvast.web.ui.shapes` or a few words, at most six parameters. One module per face; all write in one library,
so that a template loads one name.
"""

from __future__ import annotations

from houvast.web.ui import marks, rows
from houvast.web.ui.templatetags.houvast import beheer, charts, common, creditor, forms, resident, staff, words
from houvast.web.ui.templatetags.houvast.library import library as register

FACES = (beheer, charts, common, creditor, forms, resident, staff, words)

for mark in (
    marks.icon,
    marks.picture,
    marks.deadline,
    marks.language_tag,
    marks.miniroad,
    marks.state,
    marks.safe_mark,
    marks.tries,
    marks.avatar,
    marks.menu,
    rows.work_row,
):
    register.simple_tag(mark)
