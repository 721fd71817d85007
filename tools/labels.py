"""Labels of the resident's screens: find new ones, keep the translations, compile them (`python -m tools.labels`).

The source language is Dutch. A maintainer runs this after changing a label; the tests only read.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import polib
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "houvast"
LOCALE = SOURCE / "locale"
LANGUAGES = ("en", "ar", "tr", "pl", "uk", "ti")
COMPLETE = ("en", "ar")  # a label without these is a failure; in the others it is shown in Dutch and counted
EASY = "nl_X-makkelijk"  # holds only the labels that are said in easier words
PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "tr": "nplurals=2; plural=(n != 1);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ti": "nplurals=2; plural=(n > 1);",
}
TWO_FORMS = "nplurals=2; plural=(n != 1);"
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
IN_TEMPLATE = re.compile(
    r"""\b_\((u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")\)|gettext\((u?'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\)""", re.S
)


def found() -> dict[str, str]:
    """Every label in the code and the templates, with the first file it stands in."""
    labels: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for label in _in_python(path):
            labels.setdefault(label, str(path.relative_to(SOURCE)))
    for path in sorted(SOURCE.rglob("*.html")):
        for label in _in_template(path):
            labels.setdefault(label, str(path.relative_to(SOURCE)))
    return labels


def _in_python(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MARKS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


def _in_template(path: Path) -> list[str]:
    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return [ast.literal_eval((one or other).removeprefix("u")) for one, other in IN_TEMPLATE.findall(text)]


def translations(language: str) -> polib.POFile:
    """The translations of one language; none where nobody began."""
    path = source_of(language)
    return polib.pofile(str(path), wrapwidth=0) if path.is_file() else polib.POFile(wrapwidth=0)


def source_of(language: str) -> Path:
    """The file that translators write."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def compiled(language: str) -> Path:
    """The file that is read at run time."""
    return LOCALE / language / "LC_MESSAGES" / "django.mo"


def renew(language: str, labels: dict[str, str]) -> list[str]:
    """Add new labels, drop those that went, compile; returns what still needs a translation."""
    po = translations(language)
    known = {entry.msgid: entry for entry in po}
    for label in labels:
        if label not in known and language != EASY:
            po.append(polib.POEntry(msgid=label, msgstr=""))
    for entry in list(po):
        if entry.msgid not in labels:
            po.remove(entry)
    po.sort(key=lambda entry: entry.msgid)
    po.header = po.header or "Drafts: not yet checked by a native speaker."
    po.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS.get(language, TWO_FORMS),
    }
    source_of(language).parent.mkdir(parents=True, exist_ok=True)
    po.save(str(source_of(language)))
    po.save_as_mofile(str(compiled(language)))
    return [entry.msgid for entry in po if not entry.msgstr]


def main() -> int:
    """Renew every language that somebody began; 1 when a translation that must be there is missing."""
    labels, missing = found(), 0
    for language in (*LANGUAGES, EASY):
        if not source_of(language).is_file():
            continue
        lacking = renew(language, labels)
        if language not in COMPLETE:
            print(f"{language}: {len(labels) - len(lacking)} of {len(labels)}" if language != EASY else language)
            continue
        for label in lacking:
            missing += 1
            print(f"{language}: {label}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
