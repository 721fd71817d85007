"""The process that sets pages: reads orders from its input, writes PDF to its output, and can do nothing else.

No network of its own (where the system allows), at most 512 MB, no files but the templates and fonts of this package.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import resource
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO

HERE = Path(__file__).resolve().parent
TEMPLATES, FONTS = HERE / "templates", HERE / "fonts"
NAMES = ("sheet", "letter", "cards", "poster")
MEMORY = 512 * 1024 * 1024
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
STANDARDS: Any = ["a-2a", "ua-1"]


def close_the_doors() -> None:
    """Leave the network behind and take a ceiling on memory. What the system refuses stays guarded otherwise."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def serve(orders: BinaryIO, pages: BinaryIO) -> None:
    """Until the other side closes: one order in, one page or one reason out."""
    import typst  # noqa: PLC0415 - loaded after the doors are closed

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    nowhere = str(HERE / "templates" / "none")
    setters = {
        name: typst.Compiler(
            str(TEMPLATES / f"{name}.typ"), root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True,
            package_path=nowhere, package_cache_path=nowhere,
        )
        for name in NAMES
    }  # fmt: skip
    while head := orders.read(8):
        order = json.loads(orders.read(struct.unpack(">Q", head)[0]))
        try:
            page = setters[order["template"]].compile(
                format="pdf",
                sys_inputs={"data": json.dumps(order["data"], ensure_ascii=False)},
                pdf_standards=STANDARDS,
                timestamp=order["moment"],
            )
            good, answer = isinstance(page, bytes), page if isinstance(page, bytes) else b"no page"
        except Exception as error:  # whatever it is, the one who asked must hear it and the next order must work
            good, answer = False, f"{type(error).__name__}: {str(error)[:300]}".encode()
        pages.write(struct.pack(">?Q", good, len(answer)) + answer)
        pages.flush()


if __name__ == "__main__":
    close_the_doors()
    serve(sys.stdin.buffer, sys.stdout.buffer)
