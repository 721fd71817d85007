"""Paper: a sheet or letter as PDF (stack.md 7). One road, one template per kind, fonts of our own only.

`press.print_pdf("sheet", data, day)` gives the bytes of a tagged PDF/A-2a that is also PDF/UA-1. Data goes in as JSON;
nothing typed by anybody ever becomes source text of a template. The typesetter works in a process of its own without
network and with limits. Loads no Django, so the command line uses it too.
"""

from houvast.foundation.paper.press import PaperError, print_pdf

__all__ = ["PaperError", "print_pdf"]
