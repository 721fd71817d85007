"""A file is what its content says, from the first byte to the last."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.files import A_DOCX, A_JPEG, A_PDF, A_PNG, an_archive

from houvast.foundation.documents.errors import WrongKind
from houvast.foundation.documents.true_type import true_type

WRONG = {
    "nothing": b"",
    "text": b"een brief",
    "a script": b"#!/bin/sh\nrm -rf .\n",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "a program": b"MZ\x90\x00" + b"\x00" * 60,
    "a moving picture": b"GIF89a" + b"\x00" * 20,
    "a page that says it is a PDF": b"%PDF-1.4\n<script>alert(1)</script>",
    "a PDF cut off": A_PDF[:60],
    "a picture cut off": A_PNG[:-6],
    "a picture with a page behind it": A_PNG + b"<script>alert(1)</script>",
    "a picture with a broken check sum": A_PNG[:20] + b"\x00\x07" + A_PNG[22:],
    "a photo cut off": A_JPEG[:-2],
    "a photo without a frame": b"\xff\xd8\xff\xda\x00\x02\xff\xd9",
    "a photo with an archive behind it": A_JPEG + A_DOCX,
    "an archive": an_archive("brief.txt"),
    "a broken archive": A_DOCX[:40],
    "a Word file with macros": an_archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "an archive that unpacks to far more": an_archive("[Content_Types].xml", "word/document.xml", body=b"x" * 9**7),
    "an archive of thousands of parts": an_archive("[Content_Types].xml", "word/document.xml", *map(str, range(2001))),
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG.keys())
def test_what_is_not_one_of_the_five_kinds_is_refused(content):
    with pytest.raises(WrongKind):
        true_type(io.BytesIO(content))


@given(st.sampled_from([A_PDF, A_PNG, A_JPEG, A_DOCX]), st.data())
def test_any_damage_gives_a_kind_or_a_refusal_and_never_another_error(content, data):
    position = data.draw(st.integers(0, len(content) - 1))
    damaged = content[:position] + data.draw(st.binary(max_size=4)) + content[position + 1 :]
    with contextlib.suppress(WrongKind):
        assert true_type(io.BytesIO(damaged)) == true_type(io.BytesIO(content))
