"""What a file really is: told by its first bytes *and* by reading its frame, never by its name (security.md 5.11)."""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO, Final

from houvast.foundation.documents.errors import WrongKind

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKEN: Final = (PDF, JPEG, PNG, DOCX, XLSX)
"""What may be opened once it was checked."""

_TAIL: Final = 2048
_MAX_PARTS: Final = 2000
_UNPACK_RATIO: Final = 20
_UNPACK_FLOOR: Final = 1024 * 1024  # small files of text pack better than 20 to 1 and harm nobody


def true_type(file: BinaryIO) -> str:
    """The media type of what is in `file` (seekable); WrongKind if it is none of the five we take."""
    file.seek(0)
    head = file.read(16)
    for starts, proves, name in (
        (b"%PDF-", _is_pdf, PDF),
        (b"\xff\xd8\xff", _is_jpeg, JPEG),
        (b"\x89PNG\r\n\x1a\n", _is_png, PNG),
    ):
        if head.startswith(starts):
            if proves(file):
                return name
            raise WrongKind(f"{name}: begin en rest passen niet bij elkaar")
    if head.startswith(b"PK\x03\x04"):
        return _office_type(file)
    raise WrongKind("onbekend soort bestand")


def _is_pdf(file: BinaryIO) -> bool:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _TAIL))
    tail = file.read()
    return b"startxref" in tail and b"%%EOF" in tail


def _is_jpeg(file: BinaryIO) -> bool:
    """Markers follow one another from the start of the image to the first scan, and the end is marked."""
    file.seek(2)
    framed = False
    while True:
        mark = file.read(2)
        if len(mark) != 2 or mark[0] != 0xFF:
            return False
        if mark[1] == 0xDA:  # start of scan: the rest is pixels
            break
        framed = framed or mark[1] in {0xC0, 0xC1, 0xC2}
        length = int.from_bytes(file.read(2), "big")
        if length < 2:
            return False
        file.seek(length - 2, 1)
    file.seek(-2, 2)
    return framed and file.read(2) == b"\xff\xd9"


def _is_png(file: BinaryIO) -> bool:
    """Chunks with their check sums from IHDR to IEND, and nothing behind it."""
    file.seek(8)
    first = True
    while True:
        head = file.read(8)
        if len(head) != 8:
            return False
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if first and (kind != b"IHDR" or length != 13):
            return False
        body, check = file.read(length), file.read(4)
        if len(body) != length or zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            return False
        if kind == b"IEND":
            return not file.read(1)
        first = False


def _office_type(file: BinaryIO) -> str:
    """A Word or Excel file without macros, that does not unpack to a multiple of its size."""
    file.seek(0, 2)
    packed = file.tell()
    try:
        with zipfile.ZipFile(file) as parts:
            listed = parts.infolist()
            names = {part.filename for part in listed}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise WrongKind("kapot of vreemd archief") from None
    unpacked = sum(part.file_size for part in listed)
    if len(listed) > _MAX_PARTS or unpacked > max(_UNPACK_FLOOR, packed * _UNPACK_RATIO):
        raise WrongKind("archief dat te groot uitpakt")
    if any(part.flag_bits & 1 for part in listed):
        raise WrongKind("archief met een wachtwoord")
    if any(name.lower().endswith("vbaproject.bin") for name in names) or "[Content_Types].xml" not in names:
        raise WrongKind("geen gewoon Word- of Excel-bestand")
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise WrongKind("geen Word- of Excel-bestand")
