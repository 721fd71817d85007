"""Rules about Python: no clock of its own, no marked text, no roles outside `may`, no endless functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.lint.findings import Check, Finding, lines_with

CLOCK_CALLS = {
    "date.today", "datetime.today", "datetime.now", "datetime.utcnow", "timezone.now", "timezone.localdate",
    "timezone.localtime", "dt.date.today", "dt.datetime.now", "dt.datetime.today", "datetime.date.today",
    "datetime.datetime.now", "datetime.datetime.utcnow", "time.time", "time.localtime", "localdate",
}  # fmt: skip
LONGEST_FUNCTION, LONGEST_FILE = 50, 400


def clock_calls(path: str, text: str) -> Iterator[Finding]:
    """Calls that read the machine's clock, and fields that fill themselves with it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            if _dotted(node.func) in CLOCK_CALLS:
                yield Finding(path, node.lineno, f"{_dotted(node.func)}(): take the time from the clock passed in")
            for keyword in node.keywords:
                if keyword.arg in {"auto_now", "auto_now_add"}:
                    yield Finding(path, node.lineno, f"{keyword.arg}: the verb writes the clock's time itself")


def roles_compared(path: str, text: str) -> Iterator[Finding]:
    """`something.role == …`: only the decision table knows roles."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Compare):
            for part in (node.left, *node.comparators):
                if isinstance(part, ast.Attribute) and part.attr == "role" and _is_person(part.value):
                    yield Finding(path, node.lineno, "a role compared here: ask may() instead")


def long_functions(path: str, text: str) -> Iterator[Finding]:
    """Functions and files that no longer read top-down."""
    count = len(text.splitlines())
    if count > LONGEST_FILE:
        yield Finding(path, LONGEST_FILE, f"{count} lines: make it a package with the same public names")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION and not _is_table(node):
                yield Finding(path, node.lineno, f"{node.name} has {length} lines: give its steps a name")


def _is_table(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """One `return` of written-out data has no steps to name."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return len(body) == 1 and isinstance(body[0], ast.Return)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _is_person(node: ast.expr) -> bool:
    return _dotted(node).rsplit(".", 1)[-1] in {"user", "account", "actor", "membership", "request"}


def is_long_checked(path: str) -> bool:
    """Rules, services and queries: there the limits are hard."""
    return (
        path.startswith("src/houvast/rules/")
        or path.rsplit("/", 1)[-1] in {"services.py", "queries.py"}
        or any(part in path for part in ("/services/", "/queries/"))
    )


CHECKS = (
    Check(
        "clock", (".py",), clock_calls,
        exceptions=(("src/houvast/foundation/clock.py", "this is the one place that reads the machine's clock"),),
    ),
    Check("marked text", (".py",), lines_with(r"\bmark_safe\b|\bSafe(?:String|Text)\(",
                                              "text is escaped by the template; build markup there"),
          exceptions=(("src/houvast/web/ui/filled.py", "the one place that fills in patterns, and escapes"),)),
    Check(
        "roles", (".py",), roles_compared,
        exceptions=(
            ("src/houvast/foundation/access/", "the decision table itself"),
            ("src/houvast/foundation/accounts/", "gives and ends memberships"),
        ),
    ),
    Check("length", (".py",), lambda path, text: long_functions(path, text) if is_long_checked(path) else iter(())),
    Check("unfinished", (".py", ".html", ".css", ".js", ".typ"),
          lines_with("TO" + r"DO\b|FIX" + r"ME\b|\bXX" + "X\\b", "finish it, or write it in an issue"),
          under=("src/", "tests/", "tools/")),
    Check("silenced", (".py",), lines_with(r"#\s*noqa(?!:\s*[A-Z])|#\s*type:\s*ignore(?!\[)",
                                           "say which rule is silenced"), under=("src/", "tests/", "tools/"),
          exceptions=(("tools/lint/", "names the pattern"),)),
)  # fmt: skip
