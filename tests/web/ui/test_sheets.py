"""Style sheets, fonts, icons and pictures: logical directions, contrast, size, origin."""

import gzip
import importlib.util
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import houvast.web.ui
from houvast.web.ui import living
from houvast.web.ui.page import PageContext
from houvast.web.ui.theme import contrast

UI = Path(houvast.web.ui.__file__).parent
STATIC = UI / "static" / "ui"
ROOT = UI.parents[3]
OWN_SHEETS = ("app.css", "staff.css")
APP = (STATIC / "app.css").read_text()
KB = 1024


def without_comments(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(), flags=re.S)


# --- directions and shapes ---

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom)\s*:"
    r"|(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)"
    r"|(?<![\w-])(?:min-|max-)?(?:width|height)\s*:(?!\s*[\d.]+(?:rem|px)\s*\))"
    r"|(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius\s*:"
)


@pytest.mark.parametrize("name", OWN_SHEETS)
def test_a_sheet_knows_start_and_end_but_no_left_or_right(name):
    assert PHYSICAL.findall(without_comments(name)) == []


@pytest.mark.parametrize(
    "bad", ["a{margin-left:1px}", "a{left:0}", "a{text-align:right}", "a{width:3px}", "a{float: left}"]
)
def test_the_check_on_directions_finds_a_wrong_one(bad):
    assert PHYSICAL.search(bad)


@pytest.mark.parametrize("name", OWN_SHEETS)
def test_height_is_shown_by_border_and_ground_never_by_shadow_or_gradient(name):
    sheet = without_comments(name)
    shadows = set(re.findall(r"(?:box|text)-shadow\s*:\s*([^;}]+)", sheet)) - {"none"}
    assert shadows <= {"0 0 0 7px var(--app-halo)"}, "only the halo of focus"
    assert "gradient" not in sheet


@pytest.mark.parametrize("name", OWN_SHEETS)
def test_every_own_class_carries_our_prefix(name):
    sheet = re.sub(r"url\([^)]*\)|@[\w-]+[^{;]*\([^)]*\)", "", without_comments(name))
    selectors = re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", sheet))
    foreign = {s for s in selectors if not s.startswith("app-")}
    assert foreign <= {"nl-button", "utrecht-textbox", "utrecht-textarea", "utrecht-select"}


# --- colours ---


def tokens() -> dict[str, str]:
    root = APP[APP.index(":root {") : APP.index("}", APP.index(":root {"))]  # print sets some of them again
    found = dict(re.findall(r"(--app-[\w-]+):\s*(#[0-9a-f]{3,6})\b", root))
    return {k: v if len(v) == 7 else "#" + "".join(c * 2 for c in v[1:]) for k, v in found.items()}


TEXT_PAIRS = [
    ("ink", "surface"), ("ink", "page"), ("ink", "desk"), ("ink", "sand"), ("ink", "brand-tint"), ("ink", "sun"),
    ("ink", "sun-tint"), ("ink-soft", "surface"), ("ink-soft", "page"), ("ink-soft", "desk"), ("brand", "surface"),
    ("ink-soft", "brand-tint"), ("ink-soft", "sun-tint"), ("brand", "page"), ("brand", "desk"), ("brand", "brand-tint"),
    ("on-brand", "brand"), ("on-brand", "brand-hover"), ("on-brand", "brand-dark"), ("brand-dark", "surface"),
    ("brand-hover", "brand-tint"), ("surface", "ink"), ("surface", "late"), ("late", "surface"), ("late", "page"),
    ("today", "surface"), ("sun-tint", "brand-dark"), ("ink", "late-fill"), ("ink", "paused-fill"),
    *((kind, f"{kind}-fill") for kind in ("late", "today", "soon", "later", "none", "paused", "safe")),
]  # fmt: skip
SHAPE_PAIRS = [
    ("line-strong", "surface"),
    ("line-strong", "page"),
    ("brand", "surface"),
    ("ink-soft", "surface"),
    ("focus", "halo"),
]


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(text, ground):
    known = tokens()
    assert contrast(known[f"--app-{text}"], known[f"--app-{ground}"]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_a_border_can_be_seen_on_its_ground(shape, ground):
    known = tokens()
    assert contrast(known[f"--app-{shape}"], known[f"--app-{ground}"]) >= 3


def test_the_colours_are_those_of_the_design():
    known = tokens()
    for name, value in {"ink": "#17242c", "brand": "#0b5a52", "brand-dark": "#083f3a", "sun": "#f4b740",
                        "page": "#faf7f1",
                        "late": "#a3201d", "today": "#8a3d00", "soon": "#675000", "later": "#12603a", "none": "#4a5861",
                        "paused": "#1c4f8f", "safe": "#75246a", "halo": "#ffdd33"}.items():  # fmt: skip
        assert known[f"--app-{name}"] == value


def test_plum_is_for_safe_contact_only():
    for name in OWN_SHEETS:
        for rule in re.findall(r"([^{}]+)\{[^{}]*--app-safe[^{}]*\}", without_comments(name)):
            assert "safe" in rule or rule.strip() == ":root"


def test_no_violet_of_the_borrowed_theme_is_left():
    violet = set(re.findall(r"--voorbeeld-kleuren-violet-\d+", (STATIC / "house.css").read_text()))
    mapped = set(re.findall(r"(--voorbeeld-kleuren-violet-\d+):", APP))
    assert violet <= mapped


# --- size ---


def first_visit(language: str) -> dict[str, int]:
    """Compressed bytes of a first resident page with every component: page, sheets, script, fonts that it uses."""
    content = living.resident(language if language in living.LANGUAGES else "nl", "gevuld")
    page = PageContext(language=language, phone=living.PHONE, municipality="Gemeente Voorbeeldstad", leave_shown=True)
    html = render_to_string("ui/living/resident.html", {**content, "page": page}).encode()
    weights = {"ar": (400, 600, 700), "ti": (400, 700)}.get(language, (400, 500, 600, 700))
    fonts = [f"fira-latin-{w}" for w in (400, 500, 600, 700)]
    extra = {"ar": "arabic", "uk": "fira-cyrillic", "tr": "fira-ext", "pl": "fira-ext", "ti": "ethiopic"}.get(language)
    if extra:
        fonts += [f"{extra}-{w}" for w in weights]
    sizes = {"html": len(gzip.compress(html, 6)), "logo.svg": (STATIC / "logo.svg").stat().st_size}
    for name in ("house.css", "app.css", "houvast.js"):
        sizes[name] = len(gzip.compress((STATIC / name).read_bytes(), 9))
    sizes |= {name: (STATIC / "fonts" / f"{name}.woff2").stat().st_size for name in fonts}
    return sizes


@pytest.mark.parametrize("language", ["nl", "en", "ar", "tr", "pl", "uk", "ti"])
def test_a_first_visit_of_a_resident_stays_within_120_kb(language):
    sizes = first_visit(language)
    assert sum(sizes.values()) <= 120 * KB, sizes


def test_no_more_than_three_things_block_the_first_view():
    page = render_to_string("ui/resident.html", {"page": PageContext(theme_url="/thema/x.css")})
    assert page.count('rel="stylesheet"') == 3
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/ui/houvast.js" defer>']


def test_the_own_script_is_small_and_keeps_nothing():
    script = (STATIC / "houvast.js").read_text()
    assert len(script.encode()) < 3 * KB
    for forbidden in (
        "localStorage",
        "sessionStorage",
        "document.cookie",
        "fetch(",
        "XMLHttpRequest",
        "eval",
        "innerHTML",
    ):
        assert forbidden not in script


# --- origin ---


def vendor():
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor" / "vendor.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_house_sheet_is_made_of_the_kept_sheets_and_nothing_else():
    maker = vendor()
    names = [name for name in maker.pinned() if name.endswith("-css")]
    sheets = {name: (UI / "vendored" / name.lstrip("@") / "index.css").read_text() for name in names}
    order = sorted(sheets, key=lambda n: (n.split("/")[1] not in maker.SHEETS_FIRST, names.index(n)))
    house = (STATIC / "house.css").read_text()
    assert house.endswith(maker.squeeze("\n".join(sheets[name] for name in order)) + "\n")


def test_everything_borrowed_is_pinned_and_keeps_its_licence():
    for name, (version, integrity) in vendor().pinned().items():
        assert version and integrity.startswith("sha512-")
        assert list((UI / "vendored" / name.lstrip("@")).glob("LICEN*")), name


@pytest.mark.parametrize("sheet", ["house.css", *OWN_SHEETS])
def test_nothing_is_fetched_from_elsewhere(sheet):
    for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", (STATIC / sheet).read_text()):
        assert (STATIC / address).is_file(), address
    assert "@import" not in (STATIC / sheet).read_text()


def test_proprietary_house_styles_are_not_among_them():
    pinned = set(vendor().pinned())
    assert not pinned & {
        "@utrecht/design-tokens",
        "@amsterdam/design-system-tokens",
        "@rijkshuisstijl-community/design-tokens",
    }


# --- icons and pictures ---


def icons() -> set[str]:
    return {path.stem for path in (UI / "templates" / "ui" / "icons").glob("*.svg")}


def test_the_kept_icons_are_the_listed_ones():
    listed = {
        n for n in (ROOT / "tools" / "vendor" / "icons.txt").read_text().split("\n") if n and not n.startswith("#")
    }
    assert icons() == listed


def test_no_icon_is_kept_that_nothing_uses():
    sources = [path for path in (ROOT / "src" / "houvast").rglob("*") if path.suffix in (".py", ".html")]
    written = "\n".join(path.read_text() for path in sources)
    assert [name for name in sorted(icons()) if not re.search(rf"[\"']{name}[\"']", written)] == []


def test_every_icon_a_template_names_is_kept():
    for path in (ROOT / "src" / "houvast" / "web").rglob("templates/**/*.html"):
        for name in re.findall(r"\{% icon \"([\w-]+)\"", path.read_text()):
            assert name in icons(), f"{path.name}: {name}"


@pytest.mark.parametrize("path", sorted((UI / "templates" / "ui" / "pictures").glob("*.svg")), ids=lambda p: p.stem)
def test_a_picture_says_what_it_means_and_with_whom_it_was_tested(path):
    text = path.read_text()
    assert text.startswith(f"{{# id: {path.stem} · betekenis: ")
    assert "· getest met: " in text
    assert 'aria-hidden="true"' in text
    assert "<text" not in text, "no text in pictures"
