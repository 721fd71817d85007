"""Every Dutch label that residents may see: what the code marks for translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "houvast"

_CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
_WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
_TAG = re.compile(r"""{%-?\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""")
_BLOCK = re.compile(r"{%-?\s*blocktrans(?:late)?\b[^%]*%}(.*?){%-?\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
_PLURAL = re.compile(r"{%-?\s*plural\s*%}")


def labels() -> Iterator[tuple[str, str]]:
    """Place (``file:line``) and text of each label, from Python and templates."""
    for file in sorted(SOURCE.rglob("*.py")):
        yield from in_python(file.read_text(encoding="utf-8"), str(file.relative_to(SOURCE)))
    for file in sorted(SOURCE.rglob("*.html")):
        yield from in_template(file.read_text(encoding="utf-8"), str(file.relative_to(SOURCE)))


def in_python(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Labels in the calls of gettext."""
    if "gettext" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
            arguments = node.args[1:] if node.func.id in _WITH_CONTEXT else node.args
            for argument in arguments:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield f"{name}:{node.lineno}", argument.value


def in_template(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Labels in the tags for translation, plural forms apart."""
    for match in _TAG.finditer(text):
        yield f"{name}:{text.count(chr(10), 0, match.start()) + 1}", match.group(1) or match.group(2) or ""
    for match in _BLOCK.finditer(text):
        for part in _PLURAL.split(match.group(1)):
            yield f"{name}:{text.count(chr(10), 0, match.start()) + 1}", " ".join(part.split())
