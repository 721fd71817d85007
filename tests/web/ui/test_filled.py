"""Patterns that are filled in escape what Django would escape."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from houvast.web.ui.filled import filled, joined

PATTERN = '<td title="{}">{}</td>'
VALUES = st.one_of(st.text(), st.integers(), st.sampled_from(["<script>", "a & b", "\"'", "&amp;"]))


@given(VALUES, VALUES)
def test_a_pattern_says_what_the_usual_function_says(one, other):
    assert filled(PATTERN, one, other) == format_html(PATTERN, one, other)
    assert filled(PATTERN, one, filled("<b>{}</b>", other)) == format_html(
        PATTERN, one, format_html("<b>{}</b>", other)
    )


@given(st.lists(VALUES))
def test_rows_after_each_other_are_escaped_unless_they_were_filled(values):
    rows = [*values, *(filled("<tr>{}</tr>", one) for one in values)]
    assert joined(rows) == format_html_join("", "{}", ((one,) for one in rows))
    assert isinstance(joined(rows), SafeString)
