"""The living page in a real browser: axe, reflow, keyboard, forced colours, print, the content policy."""

import pytest

from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.context import tenant
from houvast.web.ui import theme
from tests.support.houses import build_house
from tests.support.looks import violations

STATES = ("gevuld", "fout", "leeg", "lang")
PAGES = [
    "/ui/",
    *(f"/ui/inwoner/{language}/?staat={state}" for language in ("nl", "ar", "ti") for state in STATES),
    *(f"/ui/medewerker/?staat={state}" for state in STATES),
]
# WCAG 1.4.12, put in by the document itself because the content policy allows no inline style.
SPACING = """() => { const s = new CSSStyleSheet(); s.replaceSync(
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}');
  document.adoptedStyleSheets = [s]; }"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address(live_server, settings, transactional_db):
    """The living page of a demo; it is closed outside demo and administration."""
    settings.DEMO = True
    build_house()
    return lambda path: live_server.url + path


@pytest.fixture
def console(page):
    """What the browser complained about."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_the_browser_has_no_complaint(page, address, console, path):
    answer = page.goto(address(path))
    assert answer.status == 200
    assert violations(page) == []
    assert console == []


def test_axe_does_find_a_page_that_is_broken_on_purpose(page, address):
    page.goto(address("/ui/medewerker/"))
    page.evaluate(
        """() => { const main = document.querySelector('main');
        main.innerHTML = '<img src="/static/ui/logo.svg"><input type="text"><a href="#x"></a>';
        document.documentElement.removeAttribute('lang'); }"""
    )
    found = " ".join(violations(page))
    for rule in ("image-alt", "label", "link-name", "html-has-lang"):
        assert rule in found


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", [p for p in PAGES if "inwoner" in p])
def test_a_resident_never_scrolls_sideways(page, address, path, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address(path))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(SPACING)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_text_of_twice_the_size_still_fits_the_phone(page, address, language):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address(f"/ui/inwoner/{language}/?staat=fout"))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [320, 1024, 1280, 1440])
@pytest.mark.parametrize("state", STATES)
def test_staff_never_scroll_the_page_sideways(page, address, state, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address(f"/ui/medewerker/?staat={state}"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/ui/inwoner/nl/?staat=fout", "/ui/medewerker/"])
def test_the_keyboard_starts_with_the_skip_link_and_every_stop_is_seen(page, address, path):
    page.goto(address(path))
    page.evaluate("document.activeElement.blur(); window.getSelection().removeAllRanges()")
    page.locator("body").evaluate("b => { b.tabIndex = -1; b.focus(); b.removeAttribute('tabindex'); }")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhoud"
    for _ in range(40):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => { const a = document.activeElement; if (a === document.body) return '';
            const row = a.closest('.app-option, .app-chip, .app-way') || a, s = getComputedStyle(row);
            const ring = [getComputedStyle(a), getComputedStyle(a, '::after'), s].some(c => c.outlineStyle !== 'none');
            const box = row.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
            const top = document.elementFromPoint(x, y);
            const seen = !top || row.contains(top) || top.contains(row);
            return ring && seen ? '' : row.outerHTML.slice(0, 160); }"""
        )
        assert hidden == ""


def test_an_error_summary_takes_the_focus_and_leads_to_the_field(page, address):
    page.goto(address("/ui/inwoner/nl/?staat=fout"))
    assert page.evaluate("document.activeElement.id") == "fouten"
    assert page.title().startswith("Fout: ")
    page.locator("#fouten a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_number"


def test_the_field_of_an_option_shows_only_when_it_is_chosen(page, address):
    page.goto(address("/ui/inwoner/nl/"))
    assert page.locator("#id_number").is_visible()
    assert not page.locator("#id_address").is_visible()
    page.locator("#id_channel_1").check()
    assert page.locator("#id_address").is_visible()
    assert not page.locator("#id_number").is_visible()


def test_the_question_stays_answerable_without_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address("/ui/inwoner/nl/"))
    page.locator("#id_channel_1").check()
    assert page.locator("#id_address").is_visible()
    context.close()


def test_arabic_is_mirrored_and_phone_numbers_are_not(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address("/ui/inwoner/ar/"))
    logo = page.locator(".app-brand__logo").bounding_box()
    assert logo["x"] > 300
    assert page.locator("bdi").first.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert (
        page.locator(".app-way .app-icon--turns").first.evaluate("e => getComputedStyle(e).transform")
        == "matrix(-1, 0, 0, 1, 0, 0)"
    )


@pytest.mark.parametrize(
    ("language", "scripts"), [("nl", {"fira"}), ("ar", {"fira", "arabic"}), ("ti", {"fira", "ethiopic"})]
)
def test_only_the_fonts_of_the_language_are_fetched(page, address, language, scripts):
    fetched: list[str] = []
    page.on("request", lambda r: fetched.append(r.url.rsplit("/", 1)[1]) if r.url.endswith(".woff2") else None)
    page.goto(address(f"/ui/inwoner/{language}/"), wait_until="networkidle")
    assert {name.split("-")[0] for name in fetched} == scripts
    assert "arabic-500.woff2" not in fetched, "three weights are enough beside another family"


@pytest.mark.parametrize("height", [(40, "gewoon"), (31, "dicht"), (48, "ruim")])
def test_density_changes_the_height_of_the_rows(page, address, height):
    pixels, mode = height
    page.set_viewport_size({"width": 1900, "height": 900})  # wide enough for one line a row
    page.goto(address(f"/ui/medewerker/?dichtheid={mode}"))
    row = page.locator(".app-worklist tbody tr:not(.app-worklist__group)").nth(2)
    assert abs(row.bounding_box()["height"] - pixels) <= 1


def test_targets_are_large_enough_for_a_thumb(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address("/ui/inwoner/nl/"))
    for selector, least in (
        (".app-page .app-button", 52),
        (".app-option", 56),
        (".app-back, .app-langmenu summary", 44),
    ):
        for one in page.locator(selector).all():
            if one.is_visible():
                assert one.bounding_box()["height"] >= least, selector


def test_forced_colours_keep_every_state_apart(browser, address):
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(address("/ui/inwoner/nl/"))
    borders = page.locator(".app-must, .app-now, .app-delay").evaluate_all(
        "all => all.map(e => getComputedStyle(e).borderTopWidth)"
    )
    assert set(borders) <= {"2px"}
    done = page.locator(".app-road__step--done .app-road__dot").first.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    later = page.locator(".app-road__step--later .app-road__dot").first.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    assert done != later
    context.close()


def test_on_paper_no_buttons_no_menu_and_badges_with_a_border(page, address):
    page.emulate_media(media="print")
    page.goto(address("/ui/medewerker/"))
    assert not page.locator(".app-menu").is_visible()
    assert not page.locator(".app-button").first.is_visible()
    assert page.locator(".app-badge").first.evaluate("e => getComputedStyle(e).borderTopColor") == "rgb(0, 0, 0)"


def test_leaving_the_page_leaves_no_way_back(page, address):
    page.route("https://www.example.org/**", lambda route: route.fulfill(body="neutraal"))
    page.goto(address("/ui/"))
    page.goto(address("/ui/inwoner/nl/"))
    page.locator("[data-leave]").click()
    page.wait_for_url("https://www.example.org/")
    page.go_back()
    assert "/ui/inwoner/" not in page.url


def test_the_living_page_is_closed_to_the_public_of_a_real_organisation(client, settings, transactional_db):
    settings.DEMO = False
    build_house(demo=False)
    assert client.get("/ui/", HTTP_HOST="voorbeeldstad.localhost").status_code == 404


def test_a_municipality_is_served_its_own_colours_and_only_under_its_hash(client, transactional_db):
    house = build_house()
    with tenant(house.id):
        Municipality.objects.update(theme_brand="#123456")
    wanted = theme.address(theme.Theme(brand="#123456"))
    answer = client.get(wanted, HTTP_HOST="voorbeeldstad.localhost")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert b"--app-brand:#123456" in answer.content
    assert client.get("/thema/000000000000.css", HTTP_HOST="voorbeeldstad.localhost").status_code == 404
