"""What stands many times on the pages of the calculation aid, as patterns that are filled in (ui.filled)."""

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.safestring import SafeString

from houvast.web.rekenhulp.outcome import LawLine
from houvast.web.rekenhulp.seizure_forms import NAMES
from houvast.web.ui.filled import filled, joined

HIDDEN = '<input type="hidden" name="{}" value="{}">'
STEP = '<li><b>{}</b>{}<span class="app-lawlist__how">{} ({})</span></li>'


def carried(data: QueryDict, at: int, *, without: Iterable[str] = ()) -> SafeString:
    """The answers so far, to travel along in a form: nothing is kept anywhere. `at` is the page they come from."""
    along = [(name, value) for name in NAMES if name not in without for value in data.getlist(name)]
    return joined(filled(HIDDEN, name, value) for name, value in [("at", at), *along])


def law_lines(steps: Iterable[LawLine]) -> SafeString:
    """Every step of the calculation with the article it rests on."""
    return joined(
        filled(STEP, step.name, f": {step.amount}" if step.amount else "", step.how, step.law) for step in steps
    )
