"""Mail as mail programs write it is read: words, sender, files; and whatever comes, something comes out."""

import datetime as dt
import io
import tracemalloc
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.casework.signup.mail_in import LARGEST_MAIL, Written
from houvast.connections.mail_in import simulator
from houvast.connections.mail_in.reading import read_mail
from houvast.connections.mail_in.words import clean, decoded, text_of_html

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def read(content: bytes, envelope: str | None = simulator.SENDER):
    return read_mail(io.BytesIO(content), AT, envelope, len(content))


@pytest.mark.parametrize("shape", simulator.SHAPES)
def test_every_shape_is_a_mail_of_a_person_with_clean_texts(shape):
    content = simulator.SHAPES[shape]()
    mail = read(content)
    assert mail.written is Written.PERSON
    assert b"".join(mail.raw()) == content
    for text in (mail.sender, mail.sender_name, mail.subject, mail.words):
        text.encode()
        assert not {unicodedata.category(sign) for sign in text} & {"Cs", "Co"}
        assert not set(text) & set("\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    for one in mail.attachments:
        assert isinstance(one.content(), bytes) and one.file_name


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("plain", "Wilt u mij bellen?"), ("alternative", "Wilt u mij bellen?"), ("html only", "- stroom"),
        ("related", "Wilt u mij bellen?"), ("latin1", "Zoë. € 12"), ("windows", "Zoë – “geen geld” €"),
        ("says ascii, is not", "Zoë"), ("unknown charset", "Zoë"), ("charset that is no charset", "Zoë"),
        ("quoted charset", "Zoë"), ("utf-16", "Zoë"), ("no headers for mime", "Bel mij"), ("not closed", "bellen?"),
        ("no boundary", "bellen?"), ("deep", "bellen?"), ("bidi", "Bel mij \u200fnu"),
        ("forwarded as a file", "bellen?"), ("bare newlines", "bellen?"), ("no from", "bellen?"),
        ("nul and halves", "ab"), ("long line", "Bel mij. Bel mij."),
    ],
)  # fmt: skip
def test_the_words_are_read(shape, words):
    assert words in read(simulator.SHAPES[shape]()).words


@pytest.mark.parametrize("shape", ["html only", "related", "alternative"])
def test_nothing_of_a_page_is_run_or_shown_but_its_words(shape):
    words = read(simulator.SHAPES[shape]()).words
    assert "alert" not in words and "color" not in words and "<" not in words


@pytest.mark.parametrize(
    "shape", ["empty", "nothing at all", "too deep", "no boundary", "not closed", "nul and halves", "broken base64"]
)
def test_what_is_not_understood_says_so(shape):
    assert not read(simulator.SHAPES[shape]()).understood


@pytest.mark.parametrize("shape", ["plain", "alternative", "html only", "latin1", "winmail", "only a subject", "deep"])
def test_what_is_understood_says_so(shape):
    assert read(simulator.SHAPES[shape]()).understood


def test_sender_and_name():
    plain = read(simulator.plain())
    assert (plain.sender, plain.sender_name) == ("sanne@voorbeeld.example", "Sanne de Vries")
    assert read(simulator.SHAPES["encoded subject"]()).sender_name == "Zoë"
    assert read(simulator.SHAPES["encoded subject"]()).subject == "Hulp bij schulden – Zoë"
    assert read(simulator.SHAPES["bidi"]()).sender_name == "Sanne"
    assert read(simulator.SHAPES["two from"]()).sender == "sanne@voorbeeld.example"
    assert read(simulator.plain(From="SANNE@Voorbeeld.EXAMPLE")).sender == "sanne@voorbeeld.example"


def test_without_from_the_envelope_tells_and_without_both_nobody_does():
    assert read(simulator.SHAPES["no from"](), "ali@voorbeeld.example").sender == "ali@voorbeeld.example"
    assert read(simulator.SHAPES["no from"](), None).sender == ""
    assert (
        read(simulator.plain(From="", Reply_To="Ali <ali@voorbeeld.example>"), None).sender == "ali@voorbeeld.example"
    )


@pytest.mark.parametrize("name", simulator.PROGRAMS)
def test_what_a_program_wrote_is_known_as_such(name):
    kind, write = simulator.PROGRAMS[name]
    assert read(write()).written == kind


def test_nobody_on_the_envelope_is_an_automatic_mail_also_from_a_folder():
    assert read(simulator.plain(), "").written is Written.AUTOMATIC
    assert read(simulator.plain(Return_Path="<>"), None).written is Written.AUTOMATIC
    assert read(simulator.plain(Return_Path="<sanne@voorbeeld.example>"), None).written is Written.PERSON


def test_an_ordinary_answer_or_a_word_like_away_is_a_person():
    assert read(simulator.plain(Subject="Re: Wij hebben je bericht", Auto_Submitted="no")).written is Written.PERSON
    for subject in ("Afwezig en geen geld", "Automatische incasso lukt niet", "Out of money"):
        assert read(simulator.plain(Subject=subject)).written is Written.PERSON


def test_a_bounce_names_what_did_not_arrive_and_whether_it_ever_will():
    failed = read(simulator.bounce("<nr@houvast.example>"), "")
    assert (failed.reports, failed.failed) == (("<nr@houvast.example>",), True)
    assert not read(simulator.bounce("<nr@houvast.example>", "delayed"), "").failed


def test_forwarded_mail_is_known_as_such():
    assert read(simulator.SHAPES["forwarded inline"]()).forwarded
    assert read(simulator.SHAPES["forwarded as a file"]()).forwarded
    assert not read(simulator.plain()).forwarded


def test_the_same_mail_along_another_way_has_the_same_number_and_another_mail_another():
    one = simulator.plain()
    other_way = b"Received: from x by y\r\nDelivered-To: hulp@voorbeeldstad.example\r\n" + one.replace(b"\r\n", b"\n")
    assert read(one).number == read(other_way).number
    assert read(one).number != read(simulator.plain("Anders")).number
    assert read(one).number != read(simulator.plain(Message_ID="<ander@voorbeeld.example>")).number


def test_files_keep_their_content_and_a_harmless_name():
    mail = read(simulator.with_files(("../../etc/passwd", b"een"), ("brief\u202efdp.exe", b"twee")))
    assert [(one.file_name, one.content()) for one in mail.attachments] == [
        (".._.._etc_passwd", b"een"), ("brieffdp.exe", b"twee"),
    ]  # fmt: skip


@pytest.mark.large
def test_a_mail_of_the_largest_size_is_read_in_bounded_memory():
    content = simulator.with_files(("scan.bin", b"\x01" * (20 * 1024 * 1024)))
    assert len(content) < LARGEST_MAIL
    tracemalloc.start()
    mail = read(content)
    assert len(mail.attachments[0].content()) == 20 * 1024 * 1024
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * LARGEST_MAIL


@pytest.mark.large
def test_a_mail_of_millions_of_lines_costs_no_more_and_is_kept_as_it_came():
    content = simulator.plain("bel mij\r\n" + "\r\n" * 5_000_000)
    tracemalloc.start()
    mail = read(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert mail.words == "bel mij" and not mail.understood and peak < 8 * LARGEST_MAIL


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_mail(content):
    mail = read(content)
    mail.words.encode()


@pytest.mark.large
@given(st.sampled_from(sorted(simulator.SHAPES)), st.integers(0, 10_000), st.binary(min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_a_mail_damaged_on_its_way_gives_a_mail(shape, place, noise):
    content = simulator.SHAPES[shape]()[:20_000]
    at = place % (len(content) + 1)
    mail = read(content[:at] + noise + content[at:])
    f"{mail.words}{mail.subject}{mail.sender_name}".encode()


@given(st.text(max_size=200))
def test_clean_text_can_be_kept_and_cleaning_again_changes_nothing(text):
    once = clean(text)
    once.encode()
    assert "\x00" not in once and clean(once) == once


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<head><title>x</title><body>Bel mij<br>nu", "Bel mij\nnu"),
        ("<![if !supportLists]>1.<![endif]> <![ huur &amp; stroom&nbsp;&euro; 12", "1. ![ huur & stroom € 12"),
        ("<!--[if mso]>weg<![endif]-->Bel mij<!-- nooit dicht", "Bel mij!-- nooit dicht"),
        ("<p>ik heb < 10 euro <b", "ik heb < 10 euro b"),
        ("<style>p{}</style><script>x</script><template>y</template>Bel<svg/> mij", "Bel mij"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
    ],
)
def test_the_words_of_a_page_are_read_whatever_is_left_open(written, words):
    assert text_of_html(written) == words


@pytest.mark.parametrize(
    "content",
    [
        simulator.plain().replace(b"MIME-Version", b"X-A: b\r\n" * 100_000 + b"MIME-Version"),
        simulator.plain("--x\r\n" * 100_000),
        simulator._parts("mixed", *[b"\r\nx"] * 20_000),
        simulator.plain(From="((" * 50_000),
    ],
    ids=["headers", "edges", "parts", "brackets"],
)
def test_a_mail_that_nobody_writes_is_kept_as_it_came(content):
    assert not read(content).understood


def test_bytes_that_fit_no_charset_are_marked():
    assert decoded(b"\x81", "utf-8") == ("\ufffd", False)
