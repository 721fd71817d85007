"""Fetch, check, cut and keep what the faces of Houvast carry from elsewhere.

Run by a maintainer, never by an installation: `python tools/vendor/vendor.py [--cache DIR]`.
It needs npm, fonttools and brotli. Per package of vendor.txt it runs `npm pack` (never `npm install`: the
dependency trees clash), compares the integrity, and then keeps only CSS, fonts, icons and licence texts:

* `vendored/<package>/`   the style sheets as published and the licence, for review and for the notices;
* `static/ui/house.css`   the design tokens that are reachable from those sheets, then the sheets;
* `static/ui/fonts/`      fonts cut per script, unhinted;
* `static/ui/htmx.min.js` one file;
* `templates/ui/icons/`   the icons named in icons.txt.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
UI = HERE.parents[1] / "src" / "houvast" / "web" / "ui"
STATIC = UI / "static" / "ui"
SHEETS_FIRST = ("root-css", "page-layout-css", "heading-css", "paragraph-css", "link-css")

LATIN = "U+0020-007E,U+00A0-00FF,U+0131,U+2013,U+2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+20AC,U+2190-2193,U+2212"
LATIN_EXT = "U+0100-0130,U+0132-017F,U+0218-021B"
CYRILLIC = "U+0400-045F,U+0490-0491,U+2116"
ARABIC = "U+060C,U+061B,U+061F,U+0621-063A,U+0640-0655,U+0660-066D,U+0670,U+200C-200F"
ETHIOPIC = "U+1200-137C"
FONTS = (  # package, published file, kept file, ranges, features
    (
        "@fontsource/fira-sans",
        "fira-sans-latin-{w}",
        "fira-latin-{w}",
        LATIN,
        "kern,liga,tnum,lnum,mark,ccmp",
    ),
    ("@fontsource/fira-sans", "fira-sans-latin-ext-{w}", "fira-ext-{w}", LATIN_EXT, "kern,liga,mark,ccmp"),
    ("@fontsource/fira-sans", "fira-sans-cyrillic-{w}", "fira-cyrillic-{w}", CYRILLIC, "kern,liga,mark,ccmp"),
    ("@fontsource/noto-sans-arabic", "noto-sans-arabic-arabic-{w}", "arabic-{w}", ARABIC, "*"),
    (
        "@fontsource/noto-sans-ethiopic",
        "noto-sans-ethiopic-ethiopic-{w}",
        "ethiopic-{w}",
        ETHIOPIC,
        "mark,ccmp",
    ),
)
WEIGHTS = {"ethiopic-{w}": (400, 700)}


def pinned() -> dict[str, tuple[str, str]]:
    """Package name -> (version, integrity), in the order of vendor.txt."""
    found: dict[str, tuple[str, str]] = {}
    for line in (HERE / "vendor.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            spec, integrity = line.split()
            name, version = spec.rsplit("@", 1)
            found[name] = (version, integrity)
    return found


def fetch(name: str, version: str, integrity: str, cache: Path) -> Path:
    """The unpacked package; raises SystemExit when its content is not the pinned one."""
    archive = cache / f"{name.lstrip('@').replace('/', '-')}-{version}.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=cache, check=True)
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != integrity:
        raise SystemExit(f"{name}@{version}: integrity differs, refused")
    target = cache / "x" / archive.stem
    if not target.exists():
        with tarfile.open(archive) as tar:
            tar.extractall(target, filter="data")
    return target / "package"


def keep_sheet(name: str, package: Path) -> str:
    """Keep the published style sheet and licence; returns the sheet."""
    folder = UI / "vendored" / name.lstrip("@")
    folder.mkdir(parents=True, exist_ok=True)
    dist = package / "dist"
    short = name.split("/")[1].removesuffix("-css")
    source = dist / f"{short}.css" if (dist / f"{short}.css").exists() else dist / "index.css"
    text = source.read_text()
    (folder / "index.css").write_text(text)
    keep_licence(package, folder)
    return text


def keep_licence(package: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for licence in (p for p in package.iterdir() if p.name.upper().startswith("LICEN")):
        shutil.copyfile(licence, folder / licence.name)


def shaken_tokens(all_tokens: str, sheets: str) -> str:
    """Only the design tokens that a kept sheet reaches, straight or through another token."""
    values = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", all_tokens))
    reach = set(re.findall(r"var\(\s*(--[\w-]+)", sheets))
    todo = list(reach)
    while todo:
        for found in re.findall(r"var\(\s*(--[\w-]+)", values.get(todo.pop(), "")):
            if found not in reach:
                reach.add(found)
                todo.append(found)
    kept = (f"{name}:{value.strip()};" for name, value in values.items() if name in reach)
    return ":root{" + "".join(kept) + "}\n"


def squeeze(css: str) -> str:
    """Drop comments and the white space that no browser needs."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,>])\s*", r"\1", css).replace(";}", "}").strip()


def cut_font(source: Path, target: Path, ranges: str, features: str) -> None:
    """Subset one font file and drop its hinting."""
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = features.split(",")
    options.name_IDs = [0, 1, 2, 13, 14]
    font = TTFont(source)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(ranges))
    cutter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    font.flavor = "woff2"
    font.save(target)


def main() -> None:
    """Rebuild everything that is kept."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cache", type=Path, default=None)
    cache = arguments.parse_args().cache or Path(tempfile.mkdtemp(prefix="vendor-"))
    cache.mkdir(parents=True, exist_ok=True)
    packages = {name: fetch(name, *pin, cache) for name, pin in pinned().items()}

    sheets = {name: keep_sheet(name, path) for name, path in packages.items() if name.endswith("-css")}
    order = sorted(sheets, key=lambda n: (n.split("/")[1] not in SHEETS_FIRST, list(sheets).index(n)))
    joined = squeeze("\n".join(sheets[name] for name in order))
    theme = packages["@nl-design-system-unstable/voorbeeld-design-tokens"]
    keep_licence(theme, UI / "vendored" / "nl-design-system-unstable" / "voorbeeld-design-tokens")
    STATIC.mkdir(parents=True, exist_ok=True)
    tokens = shaken_tokens((theme / "dist" / "variables.css").read_text(), joined)
    note = "/* Made by tools/vendor/vendor.py from vendored/: NL Design System, EUPL-1.2. Do not edit. */\n"
    (STATIC / "house.css").write_text(note + tokens + joined + "\n")

    for name, published, kept, ranges, features in FONTS:
        keep_licence(packages[name], UI / "vendored" / name.lstrip("@"))
        for weight in WEIGHTS.get(kept, (400, 500, 600, 700)):
            source = packages[name] / "files" / f"{published.format(w=weight)}-normal.woff2"
            cut_font(source, STATIC / "fonts" / f"{kept.format(w=weight)}.woff2", ranges, features)

    keep_licence(packages["htmx.org"], UI / "vendored" / "htmx.org")
    shutil.copyfile(packages["htmx.org"] / "dist" / "htmx.min.js", STATIC / "htmx.min.js")
    keep_licence(packages["lucide-static"], UI / "vendored" / "lucide-static")
    icons = UI / "templates" / "ui" / "icons"
    icons.mkdir(parents=True, exist_ok=True)
    for name in (n for n in (HERE / "icons.txt").read_text().splitlines() if n and not n.startswith("#")):
        svg = re.sub(r"<!--.*?-->", "", (packages["lucide-static"] / "icons" / f"{name}.svg").read_text(), flags=re.S)
        inner = re.sub(r"\s+", " ", re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S).group(1)).strip()
        (icons / f"{name}.svg").write_text(inner + "\n")


if __name__ == "__main__":
    main()
