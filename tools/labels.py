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
LANGUAGES = ("en", "ar")
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
    """The translations of one language."""
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"), wrapwidth=0)


def compiled(language: str) -> Path:
    """The file that is read at run time."""
    return LOCALE / language / "LC_MESSAGES" / "django.mo"


def renew(language: str, labels: dict[str, str]) -> list[str]:
    """Add new labels, drop those that went, compile; returns what still needs a translation."""
    po = translations(language)
    known = {entry.msgid: entry for entry in po}
    for label in labels:
        if label not in known:
            po.append(polib.POEntry(msgid=label, msgstr=""))
    for entry in list(po):
        if entry.msgid not in labels:
            po.remove(entry)
    po.sort(key=lambda entry: entry.msgid)
    po.save()
    po.save_as_mofile(str(compiled(language)))
    return [entry.msgid for entry in po if not entry.msgstr]


def main() -> int:
    """Renew every language; 1 when a translation is missing."""
    labels, missing = found(), 0
    for language in LANGUAGES:
        for label in renew(language, labels):
            missing += 1
            print(f"{language}: {label}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
