"""The weeks of the numbers page, filled in as a pattern, as all long lists (ui.filled): a year has 52 of them."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from houvast.web.quality.figures import Line
from houvast.web.ui.filled import filled, joined

ROW = (
    '<tr><th scope="row">{}</th><td class="app-amount">{}</td><td class="app-amount">{}</td>'
    '<td class="app-amount">{}</td><td class="app-amount">{}</td><td class="app-amount">{}</td>'
    '<td class="app-amount">{}</td></tr>\n'
)
NAME = '<a href="{}">{}</a>'
BEHIND = '<a href="{}" aria-label="{} {} in {}">{}</a>'


def week_rows(lines: Iterable[Line]) -> SafeString:
    """The body of the table."""
    return joined([_row(one) for one in lines])


def _row(line: Line) -> SafeString:
    return filled(
        ROW,
        filled(NAME, line.url, line.name) if line.url else line.name,
        line.signups,
        _leading(line.kept_url, line.kept, "gehouden", line.name),
        _leading(line.list_url, line.broken, "niet gehouden", line.name),
        line.running,
        line.share,
        line.contact,
    )


def _leading(url: str, number: str, what: str, name: str) -> str:
    """A number, leading to the list behind it where there is one."""
    return filled(BEHIND, url, number, what, name, number) if url else number
