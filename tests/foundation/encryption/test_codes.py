"""Codes that let people back in: easy to type, out of reach of guessing, useless to a thief of the table."""

import datetime as dt
from collections import deque
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.foundation.encryption import blind_index, one_time_code
from houvast.foundation.encryption.return_code import (
    LIMITS,
    SECRET,
    SELECTOR,
    Limits,
    NotAReturnCode,
    ReturnCode,
    guess_chance_per_year,
    new_return_code,
    read_return_code,
    return_code_digest,
    return_code_matches,
)
from houvast.foundation.randomness import CROCKFORD, SeededRandomness, SystemRandomness

ONE, OTHER = UUID(int=1), UUID(int=2)
CODE = ReturnCode("7K3M", "Q8ZT4NHBX20D")


def test_a_code_is_sixteen_signs_in_four_groups():
    code = new_return_code(SystemRandomness())
    groups = code.text().split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert set("".join(groups)) <= set(CROCKFORD)
    assert groups[0] == code.selector


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-Q8ZT-4NHB-X20D",
        "7k3m q8zt 4nhb x20d",
        "7k3mq8zt4nhbx2od",
        " 7K3M–Q8ZT–4NHB–X2OD\n",
        "7K3M.Q8ZT.4NHB.X20D",
    ],
)
def test_typing_is_forgiven(typed):
    assert read_return_code(typed) == CODE


def test_i_and_l_are_read_as_one_and_o_as_zero():
    assert read_return_code("iIlL oOoO 1111 0000").text() == "1111-0000-1111-0000"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "7K3M",
        "7K3M-Q8ZT-4NHB-X20",
        "7K3M-Q8ZT-4NHB-X20D1",
        "7K3M-Q8ZT-4NHB-X20U",
        "٧" * 16,
        "\x00" * 16,
        "🙂" * 16,
    ],
)
def test_what_cannot_be_a_code_is_refused_with_what_to_do(typed):
    with pytest.raises(NotAReturnCode, match="16 letters en cijfers"):
        read_return_code(typed)


@given(st.integers(min_value=0, max_value=2**32))
def test_every_code_survives_being_shown_and_typed(seed):
    code = new_return_code(SeededRandomness(seed))
    assert read_return_code(code.text().lower()) == code


def test_only_the_right_code_of_the_right_organisation_matches():
    stored = return_code_digest(ONE, CODE)
    assert return_code_matches(ONE, CODE, stored)
    assert not return_code_matches(OTHER, CODE, stored)
    assert not return_code_matches(ONE, ReturnCode("7K3M", "Q8ZT4NHBX201"), stored)
    assert not return_code_matches(ONE, ReturnCode("7K3N", CODE.secret), stored)
    assert not return_code_matches(ONE, CODE, None)


def test_the_stored_form_holds_nothing_of_the_secret_and_hangs_on_its_own_key(settings):
    stored = return_code_digest(ONE, CODE)
    assert CODE.secret.encode() not in stored
    settings.RETURN_CODE_KEY = b"another key of thirty-two bytes!!"
    assert not return_code_matches(ONE, CODE, stored)


def test_a_printed_code_keeps_its_secret():
    assert CODE.secret not in repr(CODE)
    assert CODE.secret not in str(CODE)
    assert CODE.secret not in f"{CODE}"


def test_guessing_a_code_takes_more_than_a_million_years():
    assert len(CROCKFORD) ** SECRET == 2**60
    every_selector = len(CROCKFORD) ** SELECTOR
    assert guess_chance_per_year(1) <= 1e-6
    assert guess_chance_per_year(every_selector) <= 1e-6


def test_the_limit_per_selector_alone_is_enough_even_without_the_brake():
    worst = guess_chance_per_year(len(CROCKFORD) ** SELECTOR, limits=Limits(per_organisation=10**15))
    assert worst <= 1e-6


@pytest.mark.large
def test_a_hundred_thousand_tries_from_many_addresses_let_nobody_in():
    """Given one live code, when 100,000 guesses reach its selector in a day, then few are even looked at."""
    stored = return_code_digest(ONE, CODE)
    guesses = SeededRandomness("guesses")
    looked_at: deque[dt.datetime] = deque(maxlen=LIMITS.per_selector)
    start = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    tried = let_in = 0
    for number in range(100_000):
        moment = start + dt.timedelta(days=1) * number / 100_000
        guess = ReturnCode(CODE.selector, new_return_code(guesses).secret)
        let_in += guess != CODE and return_code_matches(ONE, guess, stored)
        if len(looked_at) < LIMITS.per_selector or looked_at[0] <= moment - LIMITS.selector_window:
            looked_at.append(moment)
            tried += 1
    assert let_in == 0
    assert tried <= LIMITS.per_selector * (dt.timedelta(days=1) / LIMITS.selector_window)


def test_a_one_time_code_is_six_digits_for_ten_minutes():
    code = one_time_code.new_one_time_code(SystemRandomness())
    assert len(code) == 6 and code.isdigit()
    assert dt.timedelta(minutes=10) == one_time_code.VALID


@pytest.mark.parametrize("typed", ["012345", " 012 345 ", "012-345", "٠١٢٣٤٥"])
def test_a_one_time_code_is_read_however_it_is_typed(typed):
    assert one_time_code.read_one_time_code(typed) == "012345"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "½23456", "²23456", "\x0012345"])
def test_what_is_not_six_digits_is_refused(typed):
    with pytest.raises(one_time_code.NotAOneTimeCode, match="6 cijfers"):
        one_time_code.read_one_time_code(typed)


def test_a_one_time_code_is_worth_nothing_elsewhere():
    def digest(organisation=ONE, session="s1", purpose="return", subject=ONE, code="012345"):
        return one_time_code.one_time_code_digest(organisation, session, purpose, subject, code)

    others = {
        digest(organisation=OTHER),
        digest(session="s2"),
        digest(purpose="confirm"),
        digest(subject=OTHER),
        digest(code="012346"),
    }
    assert len(others) == 5
    assert digest() == digest()
    assert digest() not in others
    with pytest.raises(ValueError, match="session"):
        digest(session="")


def test_the_same_number_has_another_index_per_organisation_and_kind():
    phone = blind_index.phone_index(ONE, "+31612345678")
    assert phone == blind_index.phone_index(ONE, "+31612345678")
    assert phone != blind_index.phone_index(OTHER, "+31612345678")
    assert phone != blind_index.phone_index(ONE, "+31612345679")


def test_mail_and_iban_are_found_whatever_their_capitals_and_spaces():
    assert blind_index.mail_index(ONE, " Noor@Example.NL ") == blind_index.mail_index(ONE, "noor@example.nl")
    assert blind_index.iban_index(ONE, "nl91 abna 0417 1643 00") == blind_index.iban_index(ONE, "NL91ABNA0417164300")


@pytest.mark.parametrize(
    ("index", "wrong"),
    [
        (blind_index.phone_index, "0612345678"),
        (blind_index.phone_index, "+31 6 12345678"),
        (blind_index.phone_index, "+٣١٦١٢٣٤٥٦٧٨"),
        (blind_index.mail_index, "noor"),
        (blind_index.mail_index, "noor@@example.nl"),
        (blind_index.mail_index, "no or@example.nl"),
        (blind_index.iban_index, "NL"),
    ],
)
def test_what_is_not_in_normal_form_is_refused_and_not_silently_missed(index, wrong):
    with pytest.raises(blind_index.NotNormal):
        index(ONE, wrong)
