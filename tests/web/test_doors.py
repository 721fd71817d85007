"""Every address has a door, and the door is kept for every role."""

import pytest

from houvast.web import matrix


def test_no_address_without_a_door():
    assert [one.pattern for one in matrix.addresses() if one.door is None] == []


def test_no_address_without_a_name():
    assert [one.pattern for one in matrix.addresses() if one.name.endswith("None")] == []


def test_the_matrix_page_lists_every_address():
    page = matrix.as_markdown()
    for one in matrix.addresses():
        assert f"`{one.pattern}`" in page


@pytest.mark.parametrize("column", matrix.COLUMNS)
def test_a_public_address_is_open_to_everybody(column):
    for one in matrix.addresses():
        if one.door and one.door.public:
            assert one.opens_for(column)
