"""A password that anybody could guess from the work itself is refused."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    "password",
    ["Schuldhulp2026!!", "gemeente-welkom-2026", "WachtwoordWinter1", "houvast houvast houvast", "Zomer2026Zomer2026"],
)
def test_words_of_this_work_are_not_a_password(password):
    with pytest.raises(ValidationError, match="woorden die bij dit werk horen"):
        validate_password(password)


@pytest.mark.parametrize("password", ["kort", "veertien teken"])
def test_fewer_than_fifteen_signs_is_too_short(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["fiets lantaarn kade zalm", "Mijn gemeente heeft groene lantaarns", "qX7-vT2-mB9-kL4-zz"]
)
def test_words_that_have_nothing_to_do_with_each_other_are_fine(password):
    validate_password(password)
