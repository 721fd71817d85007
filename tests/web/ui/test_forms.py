"""The form base and its renderer: what bad input gets (security.md 12), and what assistive technology hears."""

import datetime
import re

import pytest
from django import forms
from django.http import QueryDict

from houvast.web.ui.forms import (
    Chips,
    DateInThreeFields,
    HouvastForm,
    Note,
    OptionChecks,
    OptionRadios,
)
from houvast.web.ui.templatetags.houvast.forms import _error_lines


class Ask(HouvastForm):
    """A form with one field of each kind."""

    channel = forms.ChoiceField(
        label="Hoe?",
        help_text="Kies er een.",
        choices=[("call", "Bellen"), ("mail", "Mailen")],
        widget=OptionRadios(subfields={"call": "number"}, icons={"call": "phone"}, hints={"mail": "duurt langer"}),
    )
    number = forms.CharField(label="Nummer", required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    name = forms.CharField(label="Naam", help_text="Je voornaam is genoeg.", required=False, max_length=100)
    haste = forms.MultipleChoiceField(
        label="Haast?",
        required=False,
        choices=[("power", "Stroom"), ("no", "Nee")],
        widget=OptionChecks(pictures={"power": "stroom"}, notes={"power": Note("ui/components/must.html")}),
    )
    born = DateInThreeFields(label="Geboren", required=False)
    story = forms.CharField(label="Verhaal", required=False, widget=forms.Textarea)


def post(text: str) -> QueryDict:
    return QueryDict(text)


def filled(**extra: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"channel": "call", **extra})
    return data


# --- bad input ---


@pytest.mark.parametrize(
    "text",
    [
        "Jan\x00sen",
        "Jan\x07sen",
        "Jan\x1b[31m",
        "Jan\udcffsen",
        "Jan\ud800",
        "Jan\ufffdsen",
        "Jan\x7fsen",
        "Jan\x9bsen",
    ],
    ids=["nul", "bell", "escape", "lone low surrogate", "lone high surrogate", "broken utf-8", "delete", "c1"],
)
def test_a_sign_that_cannot_be_read_is_refused_in_plain_words(text):
    form = Ask(filled(name=text))
    assert not form.is_valid()
    assert form.errors["name"] == [
        "Er staat een teken in dat wij niet kunnen lezen. Haal het weg en probeer het opnieuw."
    ]


@pytest.mark.parametrize("text", ["Jan\udcffsen", "Jan\ud800", "\ud83d"], ids=["low", "high", "half an emoji"])
def test_a_half_code_point_never_breaks_the_answer(text):
    page = str(Ask(filled(name=text, story=text)))
    page.encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("O", "O"),
        ("Ng", "Ng"),
        ("é" * 100, "é" * 100),
        ("Zoe\u0308", "Zoë"),
        ("أميرة حداد", "أميرة حداد"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ትግርኛ", "ትግርኛ"),
        ("Jan 🙂", "Jan 🙂"),
        ("\u202d0612345678\u202c", "0612345678"),
        ("\u2066evil\u202etxt\u2069", "eviltxt"),
        ("\ufeffSanne\u200e", "Sanne"),
        ("  Sanne  ", "Sanne"),
        ("'; drop table--", "'; drop table--"),
        ("<b>Sanne</b>", "<b>Sanne</b>"),
    ],
)
def test_every_name_people_have_is_accepted_and_hidden_direction_marks_are_dropped(typed, kept):
    form = Ask(filled(name=typed))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == kept


def test_lines_are_kept_in_a_story():
    form = Ask(filled(story="een\r\ntwee\tdrie"))
    assert form.is_valid()
    assert form.cleaned_data["story"] == "een\r\ntwee\tdrie"


def test_too_long_says_how_long_it_may_be_and_is():
    form = Ask(filled(name="a" * 101))
    assert form.errors["name"] == ["Dit is te lang. Er passen 100 tekens in. Nu zijn het er 101."]


def test_a_text_field_without_a_length_has_one():
    assert "number" in Ask(filled(number="1" * 201)).errors
    assert "story" in Ask(filled(story="a" * 5001)).errors
    assert Ask(filled(story="a" * 5000)).is_valid()


@pytest.mark.parametrize("extra", ["is_admin=1", "channel2=call", "born=2000-01-01", "organisation_id=x"])
def test_a_field_the_form_does_not_have_is_refused(extra):
    form = Ask(post(f"channel=call&{extra}"))
    assert not form.is_valid()
    assert form.non_field_errors() == ["Deze pagina is veranderd. Kijk je antwoorden na en verstuur ze nog een keer."]


def test_the_security_token_and_the_parts_of_a_date_are_known():
    form = Ask(post("channel=call&csrfmiddlewaretoken=x&born_day=3&born_month=2&born_year=1980"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == datetime.date(1980, 2, 3)


def test_a_form_can_name_what_its_page_carries_besides():
    class WithDraft(Ask):
        also_known = frozenset({"concept"})

    assert WithDraft(post("channel=call&concept=1")).is_valid()


@pytest.mark.parametrize("channel", ["", "fax", "call\x00", "<script>"])
def test_a_wrong_choice_is_refused_without_repeating_it(channel):
    form = Ask(filled(channel=channel))
    assert form.errors["channel"][0] in ("Kies een antwoord.", "Kies een van de antwoorden.")


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("31", "2", "2020"), ("x", "1", "2020"), ("", "", "2020"), ("1-1", "1", "2020"), ("1", "1", "20")],
)
def test_a_date_that_is_none_comes_back_as_it_was_typed(day, month, year):
    form = Ask(filled(born_day=day, born_month=month, born_year=year))
    assert form.errors["born"] == ["Dit is geen goede datum. Vul dag, maand en jaar in, zoals 25 11 2026."]


def test_typed_text_comes_back_with_the_error():
    page = Ask(filled(name="a" * 101, born_day="31", born_month="2", born_year="2020")).render()
    assert "a" * 101 in page
    assert 'name="born_day" id="id_born_day" value="31"' in page


# --- what assistive technology hears ---


def group(field: str, **extra: str) -> str:
    return Ask(filled(**extra))[field].as_field_group()


def test_label_help_and_error_belong_to_the_field():
    page = group("name", name="a" * 101)
    assert '<label class="utrecht-form-label app-field__label" for="id_name">Naam' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_name_helptext">Je voornaam is genoeg.' in page
    assert 'id="id_name_error"' in page


def test_options_stand_in_a_fieldset_with_the_question_as_legend():
    page = group("channel", channel="")
    assert re.search(r"<fieldset[^>]*aria-describedby=\"id_channel_helptext id_channel_error\"", page)
    assert "<legend>Hoe?</legend>" in page
    assert page.count('aria-invalid="true"') == 2
    assert "duurt langer" in page


def test_the_field_of_an_option_stands_right_under_it_and_nowhere_else():
    form = Ask(filled())
    page = form.render()
    assert page.index("Bellen") < page.index('name="number"') < page.index("Mailen")
    assert page.count('name="number"') == 1
    assert [bound.name for bound in form.top_fields()] == ["channel", "name", "haste", "born", "story"]


def test_a_note_opens_under_its_option():
    page = group("haste")
    assert page.index("Stroom") < page.index("Je hoeft niets te doen.") < page.index("Nee")


def test_required_is_told_without_stopping_the_browser():
    class Must(HouvastForm):
        name = forms.CharField(label="Naam")

    page = Must({})["name"].as_field_group()
    assert 'aria-required="true"' in page
    assert " required" not in page
    assert "Vul dit in." in page


def test_staff_forms_mark_what_may_stay_empty():
    class Staff(HouvastForm):
        mark_optional = "(mag leeg)"
        name = forms.CharField(label="Naam", required=False)
        number = forms.CharField(label="Nummer")

    form = Staff()
    assert "(mag leeg)" in form["name"].as_field_group()
    assert "(mag leeg)" not in form["number"].as_field_group()


def test_chips_are_labels_with_a_real_control():
    class Staff(HouvastForm):
        door = forms.ChoiceField(choices=[("desk", "Balie")], widget=Chips(icons={"desk": "door-open"}))

    page = Staff()["door"].as_field_group()
    assert 'type="radio"' in page
    assert 'class="app-chip"' in page


def test_the_summary_links_to_the_first_control_of_each_question():
    form = Ask(filled(channel="", born_day="40", name="a" * 101))
    assert [target for target, _ in _error_lines(form)] == ["id_channel_0", "id_name", "id_born_day"]


def test_an_error_that_fits_any_question_names_its_question_in_the_summary():
    lines = dict(_error_lines(Ask(filled(channel="", born_day="40"))))
    assert lines["id_channel_0"] == "Hoe: Kies een antwoord."
    assert lines["id_born_day"].startswith("Dit is geen goede datum")


def test_typed_html_stays_text():
    assert "<b>Sanne" not in Ask(filled(name="<b>Sanne</b>" * 20)).render()
