"""Rules about templates, style sheets and scripts: nothing inline, nothing from elsewhere, both reading directions."""

from __future__ import annotations

import re

from tools.lint.findings import Check, lines_with

VENDORED = (
    ("src/houvast/web/ui/vendored/", "kept as the maker made it"),
    ("src/houvast/web/ui/static/ui/house.css", "made from the vendored sheets by tools/vendor"),
)
PHYSICAL = (
    r"(?:^|[\s;{])(?:margin|padding|scroll-margin|scroll-padding|border)-(?:left|right)\b"
    r"|(?:^|[\s;{])(?:left|right)\s*:"
    r"|(?:^|[\s;{])(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)

CHECKS = (
    Check("unescaped", (".html", ".txt"), lines_with(r"\|\s*safe(?:seq)?\b|autoescape\s+off",
                                                     "text is always escaped")),
    Check("inline handler", (".html",), lines_with(r"""<[^>]*\s(?:on[a-z]+|hx-on[:a-z-]*)\s*=|javascript:""",
                                                   "behaviour stands in a script file", re.IGNORECASE)),
    Check("inline style", (".html", ".svg"), lines_with(r"<[^>]*\sstyle\s*=|<style\b",
                                                        "looks stand in a style sheet", re.IGNORECASE)),
    Check("inline script", (".html",), lines_with(r"<script(?![^>]*\ssrc=)", "scripts are files", re.IGNORECASE)),
    Check("elsewhere", (".html", ".css", ".js"), lines_with(
        r"""(?:src|srcset)\s*=\s*["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import\s+(?:url\()?["']?https?:""",
        "everything a page needs comes from ourselves", re.IGNORECASE), exceptions=VENDORED),
    Check("direction", (".css",), lines_with(PHYSICAL, "use inline-start / inline-end: pages are also read from "
                                                       "right to left"), exceptions=VENDORED),
    Check("letter packages", (".typ",), lines_with("@pre" + "view", "packages would come from a network")),
)  # fmt: skip
