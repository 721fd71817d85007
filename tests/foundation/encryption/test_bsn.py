"""A BSN is checked before it is kept, found without being readable, and shown with five dots."""

from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from houvast.foundation.encryption.bsn import (
    NeedsConfirmation,
    NotABsn,
    bsn_index,
    is_test_number,
    masked_bsn,
    read_bsn,
)

ONE, OTHER = UUID(int=1), UUID(int=2)
TEST_BSN = "999900006"
LEADING_ZERO = "012345672"


@pytest.mark.parametrize("typed", [TEST_BSN, "9999.00.006", " 9999 00 006 ", "9999-00-006", "9999\u00a000\u00a0006"])
def test_a_bsn_is_read_however_it_is_laid_out(typed):
    assert read_bsn(typed) == TEST_BSN


def test_eight_digits_get_their_zero_only_after_somebody_confirms_it():
    with pytest.raises(NeedsConfirmation) as question:
        read_bsn(LEADING_ZERO[1:])
    assert question.value.suggestion == LEADING_ZERO
    assert LEADING_ZERO in str(question.value)
    assert read_bsn(LEADING_ZERO[1:], zero_confirmed=True) == LEADING_ZERO
    assert read_bsn(LEADING_ZERO) == LEADING_ZERO


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "0",
        "000000000",
        "12345678",
        "1234567",
        "999900007",
        "9999000060",
        "99990000a",
        "٩٩٩٩٠٠٠٠٦",
        "٩" * 9,
        "9999_0006",
        "99990000\x00",
    ],
)
def test_what_cannot_be_a_bsn_is_refused_in_dutch(typed):
    with pytest.raises(NotABsn, match="BSN"):
        read_bsn(typed, zero_confirmed=True)


@given(st.text(max_size=12))
def test_any_text_gives_nine_good_digits_or_a_clear_refusal(typed):
    try:
        bsn = read_bsn(typed)
    except (NotABsn, NeedsConfirmation):
        return
    digits = [int(sign) for sign in bsn]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    assert len(digits) == 9
    assert sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0


def test_one_wrong_digit_is_always_noticed():
    for position in range(9):
        for digit in "0123456789":
            changed = TEST_BSN[:position] + digit + TEST_BSN[position + 1 :]
            if changed != TEST_BSN:
                with pytest.raises(NotABsn):
                    read_bsn(changed)


def test_test_numbers_are_refused_where_real_people_are(settings):
    settings.TEST_BSN_ALLOWED = False
    assert is_test_number(TEST_BSN)
    with pytest.raises(NotABsn, match="testnummer"):
        read_bsn(TEST_BSN)
    assert read_bsn(LEADING_ZERO) == LEADING_ZERO


def test_a_masked_bsn_shows_four_digits():
    assert masked_bsn(TEST_BSN) == "•••••0006"


def test_the_index_is_the_same_for_the_same_person_and_another_in_another_organisation():
    assert bsn_index(ONE, TEST_BSN) == bsn_index(ONE, TEST_BSN)
    assert bsn_index(ONE, TEST_BSN) != bsn_index(OTHER, TEST_BSN)
    assert bsn_index(ONE, TEST_BSN) != bsn_index(ONE, LEADING_ZERO)
    assert len(bsn_index(ONE, TEST_BSN)) == 32


def test_the_index_hangs_on_the_key_of_the_installation(settings):
    before = bsn_index(ONE, TEST_BSN)
    settings.BSN_INDEX_KEY = b"another key of thirty-two bytes!!"
    assert bsn_index(ONE, TEST_BSN) != before
    settings.BSN_INDEX_KEY = b"too short"
    with pytest.raises(ImproperlyConfigured, match="BSN_INDEX_KEY"):
        bsn_index(ONE, TEST_BSN)


@pytest.mark.parametrize("wrong", ["12345672", "9999 00006", "٩٩٩٩٠٠٠٠٦", ""])
def test_only_nine_digits_are_indexed(wrong):
    with pytest.raises(NotABsn):
        bsn_index(ONE, wrong)
