"""What is sealed can be opened in its own place only, and by whoever holds the key it was sealed with."""

import dataclasses
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from houvast.foundation.encryption.cipher import CannotDecrypt, Keyring, Place, keyring

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
HERE = Place(UUID(int=1), "dossier_note", "text", UUID(int=2))


@given(st.binary(max_size=300))
def test_what_goes_in_comes_out(content):
    ring = Keyring({"k1": OLD})
    assert ring.open(ring.seal(content, HERE), HERE) == content


def test_the_same_content_never_gives_the_same_bytes():
    ring = Keyring({"k1": OLD})
    assert len({ring.seal(b"huurschuld", HERE) for _ in range(500)}) == 500


def test_a_sealed_value_shows_nothing_of_its_content_and_is_small():
    sealed = Keyring({"k1": OLD}).seal(b"999900006", HERE)
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
    ring = Keyring({"k1": OLD})
    with pytest.raises(CannotDecrypt, match="andere plek"):
        ring.open(ring.seal(b"geheim adres", HERE), other)


def test_every_changed_byte_is_noticed():
    ring = Keyring({"k1": OLD})
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
    ring = Keyring({"k1": OLD})
    with pytest.raises(CannotDecrypt) as refusal:
        ring.open(b"gewoon leesbare tekst over een schuld", HERE)
    assert "dossier_note.text" in str(refusal.value)
    assert "schuld" not in str(refusal.value)


def test_with_two_keys_the_old_is_readable_and_the_new_is_written():
    before = Keyring({"k1": OLD}).seal(b"waarde", HERE)
    both = Keyring({"k2": NEW, "k1": OLD})
    assert both.open(before, HERE) == b"waarde"
    assert not both.is_current(before)
    after = both.seal(b"waarde", HERE)
    assert both.is_current(after)
    assert Keyring({"k2": NEW}).open(after, HERE) == b"waarde"


def test_a_value_whose_key_is_gone_is_refused_by_name():
    before = Keyring({"k1": OLD}).seal(b"waarde", HERE)
    with pytest.raises(CannotDecrypt, match="k1"):
        Keyring({"k2": NEW}).open(before, HERE)


def test_another_key_under_the_same_name_opens_nothing():
    before = Keyring({"k1": OLD}).seal(b"waarde", HERE)
    with pytest.raises(CannotDecrypt):
        Keyring({"k1": NEW}).open(before, HERE)


@pytest.mark.parametrize(
    "keys",
    [{}, {"k1": b"short"}, {"k-1": OLD}, {"": OLD}, {"a" * 33: OLD}, {"k1": OLD, "k2": b""}],
    ids=["none", "short", "dash", "no name", "long name", "second empty"],
)
def test_a_wrong_keyring_is_refused_at_the_start(keys):
    with pytest.raises(ImproperlyConfigured):
        Keyring(keys)


def test_the_keyring_of_the_settings_writes_with_the_first_and_reads_with_all(settings):
    settings.FIELD_KEYS = {"k1": OLD}
    before = keyring().seal(b"waarde", HERE)
    settings.FIELD_KEYS = {"k2": NEW, "k1": OLD}
    assert keyring().open(before, HERE) == b"waarde"
    assert keyring().current == "k2"
    settings.FIELD_KEYS = {}
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS"):
        keyring()
