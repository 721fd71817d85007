"""The component tags and the base pages, rendered."""

import inspect
import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.template import Context, Template, engines
from django.template.loader import render_to_string
from django.utils import translation

import houvast.web.ui
from houvast.web.ui import marks, shapes
from houvast.web.ui.page import Language, MenuItem, PageContext, initials_of, own_name, page_for_error
from houvast.web.ui.templatetags import houvast as tags
from tests.web.ui.test_forms import Ask, filled

UI = Path(houvast.web.ui.__file__).parent
STATUSES = (400, 403, 404, 409, 413, 429, 500, 503)


def show(source: str, **context: object) -> str:
    return Template("{% load houvast %}" + source).render(Context(context))


def test_no_tag_asks_for_more_than_six_things():
    for room in (marks, *tags.FACES):
        for name, tag in vars(room).items():
            if inspect.isfunction(tag) and tag.__module__ == room.__name__ and not name.startswith("_"):
                asked = [p for p in inspect.signature(tag).parameters if p not in ("context", "content")]
                assert len(asked) <= 6, name


@pytest.mark.parametrize("kind", list(marks.BADGE_ICONS))
def test_a_badge_says_its_date_in_colour_icon_and_words(kind):
    page = show("{% deadline b %}", b=shapes.DeadlineBadge(kind, "do 26 nov"))
    assert f"app-badge--{kind}" in page
    assert "<svg" in page
    assert "do 26 nov" in page


def test_no_badge_without_a_date():
    assert show("{% deadline b %}", b=None) == ""


def test_icons_are_silent_beside_words_and_only_arrows_turn():
    assert 'aria-hidden="true"' in show('{% icon "phone" %}')
    assert "turns" not in show('{% icon "phone" %}{% icon "clock" %}{% icon "check" %}')
    assert show('{% icon "arrow-right" %}{% icon "send" %}').count("app-icon--turns") == 2


def test_the_road_names_the_step_of_now_and_does_not_lean_on_colour():
    steps = [
        shapes.RoadStep("Aangemeld", "done", "maandag"),
        shapes.RoadStep("Gebeld", "now"),
        shapes.RoadStep("Plan", "later"),
    ]
    page = show("{% road steps %}", steps=steps)
    assert page.count('aria-current="step"') == 1
    assert ", klaar" in page
    assert re.search(r"Gebeld\s*<span class=\"app-tag\">nu</span>", page)


def test_the_now_card_says_the_date_in_full_and_hides_the_leaf():
    card = shapes.NowCard("Wij bellen je uiterlijk", "woensdag 25 november", date(2026, 11, 25))
    page = show("{% nowcard card %}", card=card)
    assert "woensdag 25 november" in page
    assert '<span class="app-leaf" aria-hidden="true">' in page
    assert "Je hoeft niets te doen." in page


def test_the_now_card_says_what_the_resident_does():
    page = show("{% nowcard card %}", card=shapes.NowCard("Wij praten samen", must="kies een dag."))
    assert "Jij doet dit: kies een dag." in page


def test_the_leaf_speaks_the_language_of_the_page():
    with translation.override("ar"):
        assert "الأربعاء" in show("{% leaf day %}", day=date(2026, 11, 25))


def test_a_phone_number_stays_left_to_right():
    assert show('{% phone "+31123456789" %}') == '<a href="tel:+31123456789"><bdi dir="ltr">0123 45 67 89</bdi></a>'


def test_words_of_people_are_escaped_everywhere():
    evil = "<script>alert(1)</script>"
    row = shapes.WorkRow(evil, "/x/", shapes.DeadlineBadge("late", evil), evil, 1, evil, evil, number=evil, second=evil)
    pages = [
        show("{% worklist groups %}", groups=[shapes.WorkGroup(evil, 1, [row], evil)]),
        show("{% summary rows %}", rows=[shapes.SummaryRow(evil, evil, "/x/")]),
        show("{% log lines %}", lines=[shapes.LogLine(evil, evil, small=evil)]),
        show("{% alert %}{{ evil }}{% endalert %}", evil=evil),
        show("{% panel evil %}{{ evil }}{% endpanel %}", evil=evil),
        show("{% empty evil text=evil %}{% endempty %}", evil=evil),
        show("{% datatable columns rows evil %}", columns=[shapes.Column(evil)], rows=[[evil]], evil=evil),
        show("{% miniroad 1 evil %}{% language_tag evil %}", evil=evil),
        show("{% safe_bar evil %}{% button evil %}{% linkbutton evil evil %}", evil=evil),
    ]
    for page in pages:
        assert "<script" not in page
        assert "&lt;script&gt;" in page


def test_a_work_list_counts_what_else_is_due_and_marks_safe_contact():
    row = shapes.WorkRow("Haddad, A.", "/d/", shapes.DeadlineBadge("late", "3 dagen te laat"), "Voorstel", 6, "Bellen",
                         "jij", "ar", interpreter=True, safe=True, more=2)  # fmt: skip
    page = show("{% worklist groups %}", groups=[shapes.WorkGroup("Te laat", 1, [row])])
    assert ">+2<" in page
    assert "let op" in page
    assert "ar · tolk" in page
    assert '<th scope="row">' in page


def test_a_measure_under_its_norm_is_told_by_shape_and_words():
    under = show("{% bullet b %}", b=shapes.Bullet(0.94, 0.95, "94%", "norm 95%"))
    good = show("{% bullet b %}", b=shapes.Bullet(0.96, 0.95, "96%", "norm 95%"))
    assert "app-chart__slant" in under and "app-chart__slant" not in good
    assert under.count("app-icon") == 1 and "norm 95%" in under


def test_a_chart_carries_its_figures_as_a_table():
    series = shapes.Series("94% op tijd.", [("okt", 0.95, "95%"), ("nov", 0.94, "94%")], 0.95, "norm 95%")
    page = show("{% linechart s %}", s=series)
    assert '<svg class="app-chart"' in page and "<title>94% op tijd.</title>" in page
    assert '<td class="app-amount">95%</td>' in page
    funnel = show(
        "{% funnel steps 'Samen' %}", steps=[shapes.FunnelStep("Aangemeld", 10), shapes.FunnelStep("Plan", 5, "weg")]
    )
    assert "5 · 50%" in funnel and "<td>weg</td>" in funnel


@pytest.mark.parametrize("values", [[], [0.5], [0, 0, 0]])
def test_a_chart_of_little_or_nothing_still_draws(values):
    show("{% sparkline v %}", v=values)
    show("{% linechart s %}", s=shapes.Series("Niets", [(str(i), v, str(v)) for i, v in enumerate(values)]))


def test_over_fourteen_creditors_only_the_sentence_stays():
    assert "app-answers" not in show("{% answers 15 %}")
    assert show("{% answers 2 1 1 1 %}").count("<li") == 5


# --- pages ---


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_needs_nothing_at_all(status):
    page = render_to_string(f"{status}.html")
    assert '<html lang="nl" dir="ltr"' in page
    assert "<h1>" in page and "app-button--primary" in page


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_gives_a_phone_number_a_code_and_two_ways_on(status):
    page = PageContext(phone="0123 45 67 89", phone_tel="+31123456789", code_url="/mijn/terug/")
    shown = render_to_string(f"{status}.html", {"page": page, "status": status, "reference": "7F2C"})
    assert shown.count("0123 45 67 89") == 2, "as a button and in the foot"
    assert f"{status} · 7F2C" in shown
    assert "app-picture" in shown


@pytest.mark.parametrize("status", STATUSES)
def test_staff_read_an_error_in_their_own_look(status):
    shown = render_to_string(f"{status}.html", {"page": PageContext(staff=True), "status": status})
    assert "app-bare" in shown and "Liever bellen?" not in shown


def test_an_error_page_comes_when_the_page_cannot_be_filled(settings, rf):
    settings.HOUVAST_PAGE_FILLERS = ["tests.web.ui.test_tags.broken_filler"]
    page = page_for_error(rf.get("/"), 404)
    assert page.language == "nl"


def broken_filler(request: object, page: PageContext) -> None:
    raise RuntimeError("the database is away")


def test_from_500_on_the_page_asks_nobody(settings, rf):
    settings.HOUVAST_PAGE_FILLERS = ["tests.web.ui.test_tags.broken_filler"]
    assert page_for_error(rf.get("/werk/"), 500).staff


def test_the_page_title_says_that_something_is_wrong():
    form = Ask(filled(channel=""))
    page = render_to_string("ui/resident.html", {"form": form, "page": PageContext()})
    assert "<title>Fout: " in page
    assert "<title>Fout" not in render_to_string("ui/resident.html", {"form": Ask(), "page": PageContext()})


def test_the_language_button_shows_each_name_in_its_own_script():
    page = PageContext(
        language="ar", languages=(Language("nl", own_name("nl"), "/"), Language("ar", own_name("ar"), "/ar/", True))
    )
    shown = render_to_string("ui/resident.html", {"page": page})
    assert 'lang="ar" hreflang="ar" dir="rtl" aria-current="true">العربية' in shown
    assert "app-system-font" in shown
    assert '<html lang="ar" dir="rtl"' in shown


def test_the_menu_shows_a_late_count_in_words_too():
    page = PageContext(menu=(MenuItem("day", "Mijn dag", "/werk/", "sun", 3, late=True),), menu_key="day")
    shown = render_to_string("ui/staff.html", {"page": page})
    assert 'href="/werk/" aria-current="page"' in shown
    assert '3<span class="app-hidden"> te laat</span>' in shown


def test_initials_are_of_the_first_and_last_word():
    assert (initials_of("Fatma de Boer"), initials_of("Fatma"), initials_of("")) == ("FB", "F", "")


# --- templates ---


def templates() -> list[Path]:
    return sorted((UI.parent).rglob("templates/**/*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda p: "/".join(p.parts[-3:]))
def test_a_template_has_no_inline_style_script_or_handler_and_trusts_nobody(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text
    assert not re.search(r"\|\s*safe\b|\bautoescape off\b|hx-on", text)


@pytest.mark.parametrize("path", templates(), ids=lambda p: "/".join(p.parts[-3:]))
def test_every_template_can_be_read(path):
    engines["django"].from_string(path.read_text())


def test_an_instant_is_shown_by_the_clock_on_the_wall():
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert show("{{ at|time_words }} {{ at|short_day }} {{ at|full_date }}", at=late) == "0.30 di 1 dec 1 december 2026"
    assert show("{{ at|time_words }}", at=time(9, 5)) == "9.05"
