"""Pages on paper: their words can be read back, they are one page, and nothing typed becomes a command."""

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from houvast.foundation.paper import PaperError, press, print_pdf
from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import letters, settlement, sheets, vtlb

DAY = date(2026, 11, 24)
PERIOD = bvv.parameters_for(period="2026-07")
CHECK = bvv.check_given(
    {
        "situation": "alleenstaande", "taxable_income_year": "29000", "own_net_income_month_incl_vt": "2090",
        "held_back_month": "778", "months": 4, "by": "Deurwaarder Jansen",
    },
    PERIOD,
)  # fmt: skip
SHEET = sheets.sheet_of(CHECK)


def read(page):
    reader = pypdf.PdfReader(io.BytesIO(page))
    return reader, "\n".join(one.extract_text() for one in reader.pages).replace("\u00a0", " ")


def test_the_sheet_of_a_seizure_is_one_tagged_page_with_its_answer_and_every_step():
    reader, text = read(print_pdf("sheet", SHEET.as_data(), DAY))
    assert len(reader.pages) == 1
    assert "Elke maand wordt er € 161,92 te veel ingehouden." in text
    assert "€ 616,08 per maand" in text and "Rv 475dc" in text
    assert reader.metadata.title == "Klopt het beslag?"
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nl"
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


def test_only_our_own_fonts_are_in_it():
    reader, _ = read(print_pdf("sheet", SHEET.as_data(), DAY))
    fonts = {str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert fonts and all("FiraSans" in name for name in fonts)


def test_the_letter_is_one_page_and_says_what_the_text_says():
    letter = letters.to_bailiff(CHECK, DAY)
    reader, text = read(print_pdf("letter", letter.as_data(), DAY))
    assert len(reader.pages) == 1
    flat = " ".join(text.split())
    for words in (*letter.paragraphs, *letter.after, letter.subject):
        assert words in flat


def test_a_vtlb_with_everything_and_a_proposal_over_many_claims_still_are_one_page():
    household = {
        "situation": "gehuwd_met_kinderen", "taxable_income_year": "41000", "net_income_incl_vt": "2990",
        "premium": "320", "zorgtoeslag": "100", "rent": "800", "huurtoeslag": "0", "kgb_received": "200",
        "children": 3, "eigen_risico": True, "eigen_risico_bought_off": True, "work_hours_week": 30,
        "other_corrections": {f"correctie {n}": "10" for n in range(5)},
    }  # fmt: skip
    claims = [{"id": str(n), "rank": "concurrent", "amount": str(100 + n)} for n in range(500)]
    offer = settlement.offer_given({"income": "1910", "vtlb": "1760", "claims": claims})
    for result in (vtlb.calculate(household, PERIOD), offer):
        reader, text = read(print_pdf("sheet", sheets.sheet_of(result).as_data(), DAY))
        assert len(reader.pages) == 1
        assert sheets.DISCLAIMER in " ".join(text.split())


def test_a_page_from_right_to_left_keeps_its_amounts_in_order():
    sheet = replace(SHEET, language="ar", direction="rtl", title="هل الحجز صحيح؟", outcome="€ 161,92 أكثر من اللازم")
    reader, text = read(print_pdf("sheet", sheet.as_data(), DAY))
    fonts = {str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert any("NotoSansArabic" in name for name in fonts)
    assert "161,92" in text and reader.trailer["/Root"]["/Lang"] == "ar"


@pytest.mark.parametrize(
    ("language", "title", "font"),
    [("uk", "Чи правильна сума? їжґє", "FiraSansCyrillic"), ("ti", "እዚ ትኽክል ድዩ?", "NotoSansEthiopic")],
)
def test_a_page_in_another_script_is_in_the_letters_of_that_script(language, title, font):
    reader, _text = read(print_pdf("sheet", replace(SHEET, language=language, title=title).as_data(), DAY))
    fonts = {str(one.get_object()["/BaseFont"]) for one in reader.pages[0]["/Resources"]["/Font"].values()}
    assert any(font in name for name in fonts)


def test_what_somebody_types_stays_text():
    typed = '#read("/etc/passwd") #import "@local/x:1.0.0" $x$ *vet* \\ <label> @ref "'
    letter = replace(letters.to_bailiff(CHECK, DAY), receiver=(typed,))
    _, text = read(print_pdf("letter", letter.as_data(), DAY))
    assert '#read("/etc/passwd")' in text and "*vet*" in text and "root:" not in text


def test_the_same_page_gives_the_same_bytes():
    assert print_pdf("sheet", SHEET.as_data(), DAY) == print_pdf("sheet", SHEET.as_data(), DAY)


def test_a_page_that_cannot_be_set_is_refused_and_the_next_one_works():
    with pytest.raises(PaperError, match="KeyError"):
        print_pdf("no such page", SHEET.as_data(), DAY)
    with pytest.raises(PaperError):
        print_pdf("sheet", {"title": "half"}, DAY)
    assert print_pdf("sheet", SHEET.as_data(), DAY).startswith(b"%PDF")


def test_a_typesetter_that_died_is_started_again():
    print_pdf("sheet", SHEET.as_data(), DAY)
    press._press._child.kill()
    press._press._child.wait()
    assert print_pdf("sheet", SHEET.as_data(), DAY).startswith(b"%PDF")
