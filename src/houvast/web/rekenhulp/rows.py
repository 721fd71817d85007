"""What stands many times on the pages of the calculation aid, as patterns that are filled in (ui.filled)."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from houvast.web.rekenhulp.outcome import LawLine
from houvast.web.ui.filled import filled, joined

HIDDEN = '<input type="hidden" name="{}" value="{}">'
STEP = '<li><b>{}</b>{}<span class="app-lawlist__how">{} ({})</span></li>'


def hidden(pairs: Iterable[tuple[str, object]]) -> SafeString:
    """Names and values that travel along in a form."""
    return joined(filled(HIDDEN, name, value) for name, value in pairs)


def law_lines(steps: Iterable[LawLine]) -> SafeString:
    """Every step of the calculation with the article it rests on."""
    return joined(
        filled(STEP, step.name, f": {step.amount}" if step.amount else "", step.how, step.law) for step in steps
    )
