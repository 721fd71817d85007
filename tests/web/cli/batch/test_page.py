"""The page of a comparison: one file without network or script, the answer first, every figure as text."""

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tests.support import looks

from houvast.rules import batch
from houvast.rules import beslagvrije_voet as bvv
from houvast.rules.batch.comparison import Comparison, Group
from houvast.web.cli.batch import charts, page
from houvast.web.cli.batch.work import Result

BVV = ("batch", "beslagvrije_voet")


@pytest.fixture
def population(houvast, tmp_path):
    """Three thousand made-up households."""
    path = tmp_path / "bevolking.parquet"
    assert houvast("populatie", 3_000, "-o", path, "--periode", "2026-07")[0] == 0
    return path


@pytest.fixture
def made(houvast, population, tmp_path):
    """The page of those households, 2025 beside 2026."""
    out = tmp_path / "verschil.html"
    assert houvast(*BVV, population, "--verschil", "2025-07", "2026-07", "-o", out)[0] == 0
    return out.read_text(encoding="utf-8")


def test_the_page_asks_nothing_of_a_network_and_runs_nothing(made):
    assert "<script" not in made
    assert " style=" not in made
    assert not re.search(r"""(?:href|src)="(?!data:)""", made)


def test_the_page_begins_with_the_answer(made, houvast, population):
    said = houvast(*BVV, population, "--verschil", "2025-07", "2026-07")[1]
    gains = re.search(r"alle huishoudens +3\.000 +([\d,]+%)", said)[1]
    assert "<h1>Van 3.000 huishoudens gaan er" in made
    assert gains in made
    assert "juli 2025" in made
    assert "vtlb-2026-07@" in made


def test_every_bar_is_in_a_table_too(made):
    svg = made.partition('<svg class="chart chart--wide"')[2].partition("</svg>")[0]
    rows = made.partition("Dezelfde cijfers als tabel")[2].partition("</table>")[0].count('<th scope="row">')
    assert len(re.findall(r'<rect class="chart__(?:lose|gain)"', svg)) == rows > 4


def test_words_of_a_file_are_shown_as_words(houvast, csv, tmp_path):
    lines = ["alleenstaande,30000,2150,<script>alert(1)</script>"] * 12
    source = csv("\n".join(["situation,taxable_income_year,own_net_income_month_incl_vt,wijk", *lines]))
    out = tmp_path / "verschil.html"
    words = (*BVV, source, "--verschil", "2026-01", "2026-07", "--groep", "wijk", "-o", out)
    assert houvast(*words)[0] == 0
    text = out.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_a_page_that_is_there_already_stays_until_somebody_says_so(houvast, population, tmp_path):
    out = tmp_path / "verschil.html"
    out.write_text("oud", encoding="utf-8")
    words = (*BVV, population, "--verschil", "2026-01", "2026-07", "-o", out)
    assert houvast(*words)[0] == 2
    assert out.read_text(encoding="utf-8") == "oud"
    assert houvast(*words, "--overschrijf")[0] == 0
    assert not list(tmp_path.glob(".*"))


def compared(before, after, *groups, whys=()):
    """A page over these amounts, in cents."""
    comparison = Comparison()
    comparison.add(np.array(before), np.array(after), groups)
    result = Result(None, None, calculated=len(before), comparison=comparison)
    result.whys.update(whys)
    result.refused = len(whys)
    sets = tuple(bvv.parameters_for(period=period) for period in ("2026-01", "2026-07"))
    return page.render(batch.plan_named("vtlb"), sets, result, "bron.csv")


def test_when_nothing_changes_the_page_says_so():
    text = compared([100] * 20, [100] * 20)
    assert "Voor geen van de 20 huishoudens verandert er iets" in text
    assert "chart--wide" not in text


def test_when_nobody_loses_the_page_says_so():
    text = compared([100] * 20, [200] * 20)
    assert "Van 20 huishoudens gaan er 20 op vooruit, en niemand op achteruit" in text
    assert "niemand</span>" in text


def test_when_nobody_gains_the_page_says_so():
    assert "gaat niemand erop vooruit, en 20 op achteruit" in compared([200] * 20, [100] * 20)
    assert "De helft van wie achteruitgaat verliest hooguit € 1" in compared([200] * 20, [100] * 20)


def test_rows_that_were_refused_stand_on_the_page_with_their_reason():
    text = compared([100] * 20, [200] * 20, whys=["rent: dit is geen bedrag"])
    assert "1 rijen zijn niet meegeteld" in text
    assert "rent: dit is geen bedrag" in text


def test_a_group_of_few_households_shows_no_figures():
    place = np.array([0] * 15 + [1] * 9)
    text = compared([100] * 24, [200] * 15 + [900] * 9, Group("wijk", ("noord", "zuid"), place))
    south = text.partition('<th scope="row">zuid</th>')[2].partition("</tr>")[0]
    assert "minder dan 10" in south
    assert "€" not in south


def test_a_population_too_small_to_show_has_no_total_row():
    assert 'class="total"' not in compared([100], [200], Group("wijk", ("noord",), np.array([0])))


def test_the_axis_begins_at_zero_on_both_sides_and_the_far_ends_say_more():
    comparison = Comparison()
    before, after = np.full(60_000, 300_000), np.full(60_000, 300_000)
    after[:30_000] += np.arange(30_000) % 9_000
    after[30_000:] -= np.arange(30_000) % 3_000
    after[0] += 150_000
    after[59_999] -= 190_000
    comparison.add(before, after)
    shape = charts.histogram(comparison.bins, comparison.whole)
    words = [word for _, word in shape.ticks]
    assert words.count("0") == 2
    assert words.count("meer") == 2
    places = [float(x) for x, _ in sorted(shape.ticks, key=lambda tick: float(tick[0]))]
    assert min(b - a for a, b in pairwise(places)) > 20
    assert all(0 <= float(bar.x) <= charts.WIDTH for bar in shape.bars)


@pytest.mark.usefixtures("made")
def test_the_page_opens_from_a_disk_and_fits_a_small_screen(browser, tmp_path):
    context = browser.new_context(viewport={"width": 320, "height": 700}, offline=True, java_script_enabled=True)
    sheet = context.new_page()
    failed = []
    sheet.on("requestfailed", lambda request: failed.append(request.url[:60]))
    sheet.goto(f"file://{Path(tmp_path / 'verschil.html')}")
    assert sheet.evaluate("document.documentElement.scrollWidth") <= 320
    assert sheet.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Fira Sans\"'))")
    assert not failed
    assert looks.violations(sheet) == []
    context.close()
