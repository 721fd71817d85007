"""Every field of every table is in the data register, and the register says nothing that is not so."""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from houvast.foundation.documents.models import Document
from houvast.foundation.register import page
from houvast.foundation.register.entries import (
    PERSON,
    RETENTION,
    DataClass,
    Destruction,
    Entry,
    Export,
    WrongLine,
    fields,
    table,
)
from houvast.foundation.register.registry import contradictions, faults, leftovers, missing, register


def test_every_field_has_an_entry():
    assert missing() == [], "een veld zonder regel: schrijf het in register.py naast het model"


def test_the_register_speaks_of_nothing_that_is_gone():
    assert leftovers() == []


def test_no_entry_contradicts_its_class():
    assert contradictions() == []


def test_a_forgotten_table_and_a_forgotten_field_are_found():
    with isolate_apps("houvast.casework.letters") as alone:

        class Forgotten(models.Model):
            __module__ = "houvast.casework.letters.models"
            text = models.TextField()

            class Meta:
                app_label = "letters"

        class Message(models.Model):
            __module__ = "houvast.casework.letters.models"
            body = models.TextField()
            diagnosis = models.TextField()

            class Meta:
                app_label = "letters"

    assert missing(alone) == ["letters.Forgotten.id", "letters.Forgotten.text", "letters.Message.diagnosis"]
    gone = leftovers(alone)
    assert "letters.Message.subject" in gone
    assert "residents.Person" in gone
    assert "letters.Message.body" not in gone


def said(**values) -> Entry:
    given = {
        "data_class": DataClass.SENSITIVE,
        "compartment": PERSON,
        "retention": "dossier",
        "destruction": Destruction.DELETE,
        "export": Export.NEVER,
        "plain": "",
    }
    return Entry(**{**given, **values})


@pytest.mark.parametrize(
    ("values", "sealed", "wrong"),
    [
        ({"data_class": DataClass.MOST_SENSITIVE}, False, "zonder reden"),
        ({"data_class": DataClass.MOST_SENSITIVE, "plain": "omdat"}, True, "reden om niet"),
        ({"plain": "omdat"}, False, "reden om niet"),
        ({"data_class": DataClass.INTERNAL}, True, "toch klasse A"),
        ({"export": Export.OPEN}, False, "niet open"),
        ({"export": Export.PSEUDONYMISED}, True, "nooit mee"),
        ({"data_class": DataClass.MOST_SENSITIVE, "plain": "x", "export": Export.PSEUDONYMISED}, False, "nooit mee"),
    ],
)
def test_an_entry_that_breaks_a_rule_is_found(values, sealed, wrong):
    (found,) = faults(said(**values), sealed=sealed)
    assert wrong in found


def test_an_entry_that_keeps_the_rules_is_not():
    assert faults(said(), sealed=True) == faults(said(), sealed=False) == []
    assert faults(said(data_class=DataClass.MOST_SENSITIVE, plain="omdat"), sealed=False) == []


@pytest.mark.parametrize(
    "written",
    ["street C", "street C never delete later", "street X never", "street C sometimes", "street C never eaten",
     "a B never\na B never"],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_refused(written):
    with pytest.raises(WrongLine):
        fields(written)


def test_a_table_with_an_unknown_retention_is_refused():
    with pytest.raises(WrongLine, match="eeuwig"):
        table(PERSON, "eeuwig", "a B never")


def test_a_table_says_it_once_and_a_line_may_differ():
    entries = register()
    assert entries["residents.Address", "street"].destruction is Destruction.DELETE
    assert entries["documents.Document", "title"].destruction is Destruction.BLANK
    assert entries["residents.Bsn", "number"].data_class is DataClass.MOST_SENSITIVE
    assert entries["residents.Bsn", "person"] == entries["residents.Address", "person"]
    assert entries["dossier.Clock", "dossier"].compartment.value == "party"


def test_the_page_shows_every_table_field_and_reason():
    text = page.as_markdown()
    for (label, name), one in register().items():
        assert f"## {label}\n" in text
        assert f"| {name} | {one.data_class} |" in text
        assert one.plain in text
    for key in RETENTION:
        assert f"| {key} |" in text


def test_a_document_can_only_have_a_retention_the_register_knows():
    longest = Document._meta.get_field("retention_rule").max_length
    assert all(len(key) <= longest for key in RETENTION)
