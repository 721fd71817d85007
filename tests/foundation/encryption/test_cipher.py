"""What is sealed can be opened in its own place only, and by whoever holds the key it was sealed with."""

import dataclasses
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from houvast.foundation.encryption.cipher import CannotDecrypt, Keyring, Place
from houvast.foundation.encryption.keys import field_keys_from_text, key_from_text

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
HERE = Place(UUID(int=1), "dossier_note", "text", UUID(int=2))


@given(st.binary(max_size=300))
def test_what_goes_in_comes_out(content):
    ring = Keyring({"k1": OLD}, "k1")
    assert ring.open(ring.seal(content, HERE), HERE) == content


def test_the_same_content_never_gives_the_same_bytes():
    ring = Keyring({"k1": OLD}, "k1")
    assert len({ring.seal(b"huurschuld", HERE) for _ in range(500)}) == 500


def test_a_sealed_value_shows_nothing_of_its_content_and_is_small():
    sealed = Keyring({"k1": OLD}, "k1").seal(b"999900006", HERE)
    assert b"9999" not in sealed
    assert len(sealed) == 1 + 2 + 12 + 9 + 16


@pytest.mark.parametrize(
    "other",
    [
        dataclasses.replace(HERE, organisation_id=UUID(int=9)),
        dataclasses.replace(HERE, table="dossier_party"),
        dataclasses.replace(HERE, field="address"),
        dataclasses.replace(HERE, row_id=UUID(int=9)),
    ],
    ids=["another organisation", "another table", "another field", "another row"],
)
def test_a_value_copied_elsewhere_cannot_be_opened_there(other):
    ring = Keyring({"k1": OLD}, "k1")
    with pytest.raises(CannotDecrypt, match="andere plek"):
        ring.open(ring.seal(b"geheim adres", HERE), other)


def test_every_changed_byte_is_noticed():
    ring = Keyring({"k1": OLD}, "k1")
    sealed = ring.seal(b"geheim", HERE)
    for position in range(len(sealed)):
        for flip in (1, 128):
            changed = bytearray(sealed)
            changed[position] ^= flip
            with pytest.raises(CannotDecrypt):
                ring.open(bytes(changed), HERE)
    for length in range(len(sealed)):
        with pytest.raises(CannotDecrypt):
            ring.open(sealed[:length], HERE)


def test_a_refusal_names_the_place_and_never_the_value():
    ring = Keyring({"k1": OLD}, "k1")
    with pytest.raises(CannotDecrypt) as refusal:
        ring.open(b"gewoon leesbare tekst over een schuld", HERE)
    assert "dossier_note.text" in str(refusal.value)
    assert "schuld" not in str(refusal.value)


def test_with_two_keys_the_old_is_readable_and_the_new_is_written():
    before = Keyring({"k1": OLD}, "k1").seal(b"waarde", HERE)
    both = Keyring({"k1": OLD, "k2": NEW}, "k2")
    assert both.open(before, HERE) == b"waarde"
    assert not both.is_current(before)
    after = both.seal(b"waarde", HERE)
    assert both.is_current(after)
    assert Keyring({"k2": NEW}, "k2").open(after, HERE) == b"waarde"


def test_a_value_whose_key_is_gone_is_refused_by_name():
    before = Keyring({"k1": OLD}, "k1").seal(b"waarde", HERE)
    with pytest.raises(CannotDecrypt, match="k1"):
        Keyring({"k2": NEW}, "k2").open(before, HERE)


def test_another_key_under_the_same_name_opens_nothing():
    before = Keyring({"k1": OLD}, "k1").seal(b"waarde", HERE)
    with pytest.raises(CannotDecrypt):
        Keyring({"k1": NEW}, "k1").open(before, HERE)


@pytest.mark.parametrize(
    ("keys", "current"),
    [
        ({}, ""),
        ({"k1": OLD}, "k2"),
        ({"k1": b"short"}, "k1"),
        ({"k-1": OLD}, "k-1"),
        ({"": OLD}, ""),
        ({"a" * 33: OLD}, "a" * 33),
    ],
)
def test_a_wrong_keyring_is_refused_at_the_start(keys, current):
    with pytest.raises(ImproperlyConfigured):
        Keyring(keys, current)


def test_keys_are_read_from_text():
    text = "k1=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=, k2=ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
    assert field_keys_from_text(text) == {"k1": OLD, "k2": NEW}


@pytest.mark.parametrize("text", ["k1", "=AAEC", "k1=AAEC", "k1=not base64!", "k1=é"])
def test_keys_in_a_wrong_form_are_refused_without_being_shown(text):
    with pytest.raises(ImproperlyConfigured) as refusal:
        field_keys_from_text(text)
    assert "AAEC" not in str(refusal.value)
    assert "not base64" not in str(refusal.value)


def test_a_key_named_twice_is_refused():
    one = "k1=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    with pytest.raises(ImproperlyConfigured, match="twee keer"):
        field_keys_from_text(f"{one},{one}")
    with pytest.raises(ImproperlyConfigured, match="HOUVAST_INDEX_KEY"):
        key_from_text("AAEC", "HOUVAST_INDEX_KEY")
