"""What a municipality may change, and the contrast that refuses."""

import pytest

from houvast.web.ui import theme
from houvast.web.ui.theme_form import ThemeForm


def test_contrast_is_that_of_wcag():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#0b5a52", "#ffffff") == pytest.approx(8.1, abs=0.05)
    assert theme.contrast("#17242c", "#f4b740") == pytest.approx(8.8, abs=0.05)
    assert theme.contrast("#ffffff", "#ffffff") == pytest.approx(1)


def test_the_standard_look_passes_every_check():
    assert theme.failures(theme.STANDARD) == []
    assert theme.address(theme.STANDARD) == "", "the standard look needs no sheet"


def test_a_brand_colour_that_is_too_light_is_refused_with_the_figures_of_the_table():
    light = theme.Theme(brand="#3fa796")
    lines = {check.where: check for check in theme.checks(light)}
    assert lines["Knop: tekst op merkkleur"].ratio_words == "2,9 : 1"
    assert not lines["Knop: tekst op merkkleur"].good
    assert not lines["Link op papier"].good
    assert lines["Voet: tekst op donker"].good
    assert lines["Rand van veld"].needed_words == "3"


def test_the_proposal_is_darker_of_the_same_hue_and_passes():
    proposal = theme.proposal(theme.Theme(brand="#3fa796"))
    assert theme.failures(proposal) == []
    assert theme.luminance(proposal.brand) < theme.luminance("#3fa796")
    assert theme.contrast("#ffffff", proposal.brand) < 6.5, "no darker than it needs to be"


@pytest.mark.parametrize("brand", ["#ffffff", "#ffff00", "#ff0000", "#00ff00", "#808080", "#3fa796"])
def test_every_colour_has_a_proposal_that_may_be_saved(brand):
    assert theme.failures(theme.proposal(theme.Theme(brand=brand, brand_dark=brand, sun="#111111"))) == []


def test_a_failing_figure_never_reads_as_a_passing_one():
    check = theme.Check("x", "x", "#777777", "#ffffff", 4.5)
    assert check.ratio < 4.5
    assert check.ratio_words == "4,4 : 1"


def test_hover_is_darker_and_tint_is_a_tenth_on_white():
    assert theme.luminance(theme.hover("#0b5a52")) < theme.luminance("#0b5a52")
    assert theme.tint("#000000") == "#e6e6e6"


@pytest.mark.parametrize("bad", ["red", "#12345", "#12345g", "#0b5a52;}", "", "url(x)"])
def test_only_a_colour_gets_into_the_sheet(bad):
    with pytest.raises(ValueError):
        theme.normal(bad)
    with pytest.raises(ValueError):
        theme.Theme(brand=bad)


def test_colours_are_read_in_the_ways_people_write_them():
    assert theme.normal(" 0B5A52 ") == "#0b5a52"
    assert theme.normal("#abc") == "#aabbcc"


def test_the_sheet_sets_only_what_a_theme_may_change():
    sheet = theme.css(theme.Theme(brand="#123456", radius=0))
    assert sheet.startswith(":root{--app-brand:#123456;")
    for fixed in ("late", "today", "soon", "later", "paused", "safe", "ink"):
        assert f"--app-{fixed}" not in sheet
    assert "--app-radius:0px" in sheet
    assert theme.address(theme.Theme(brand="#123456")) != theme.address(theme.Theme(brand="#123457"))


# --- the form ---

GOOD = {"brand": "#0b5a52", "brand_dark": "#083f3a", "sun": "#f4b740", "radius": "8"}


def test_the_form_takes_a_look_that_can_be_read():
    form = ThemeForm({**GOOD, "brand": "#1F5F8B", "radius": "4"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["brand"] == "#1f5f8b"
    assert form.cleaned_data["radius"] == 4
    assert form.proposal() is None


def test_the_form_refuses_a_light_colour_keeps_it_and_offers_one_that_passes():
    form = ThemeForm({**GOOD, "brand": "#3fa796"})
    assert not form.is_valid()
    assert form.errors["brand"][0].startswith("Deze kleur kan nog niet. #3fa796 heeft te weinig contrast.")
    assert form.proposal().brand in form.errors["brand"][0]
    assert 'value="#3fa796"' in str(form["brand"])
    assert ThemeForm({**GOOD, "brand": form.proposal().brand}).is_valid()


@pytest.mark.parametrize("bad", ["rood", "#12", "#0b5a5g", "#0b5a52;}", "\x00", "a" * 500])
def test_what_is_no_colour_is_refused_in_plain_words_and_shows_no_table(bad):
    form = ThemeForm({**GOOD, "sun": bad})
    assert not form.is_valid()
    assert form.checks() == []


@pytest.mark.parametrize("bad", ["", "3", "-1", "x"])
def test_corners_are_one_of_three(bad):
    assert "radius" in ThemeForm({**GOOD, "radius": bad}).errors


def test_an_empty_form_shows_the_look_as_it_is():
    form = ThemeForm(initial={"brand": "#123456", "brand_dark": "#083f3a", "sun": "#f4b740", "radius": 4})
    assert form.wanted() == theme.Theme(brand="#123456", radius=4)
    assert len(form.checks()) == 8
