"""Every rule of the house's own lint finds a bad sample and lets a good one be."""

import pytest
from tools.lint import __main__ as lint

PYTHON, SERVICE = "src/houvast/casework/room/views.py", "src/houvast/casework/room/services.py"
PAGE, SHEET = "src/houvast/web/public/templates/page.html", "src/houvast/web/ui/static/ui/own.css"

SAMPLES = [
    # check, file, bad, good
    ("clock", PYTHON, "x = date.today()", "x = clock.today()"),
    ("clock", PYTHON, "x = timezone.now()", "x = clock.now()"),
    ("clock", PYTHON, "x = dt.datetime.now(dt.UTC)", "x = dt.datetime.combine(day, hour)"),
    ("clock", PYTHON, "f = models.DateField(auto_now_add=True)", "f = models.DateField()"),
    ("marked text", PYTHON, "x = mark_safe(note)", "x = format_html('<b>{}</b>', note)"),
    ("marked text", PYTHON, "x = SafeString(note)", "def x() -> SafeString: ..."),
    ("roles", PYTHON, "if user.role == 'counsellor': pass", "if may(actor, 'look', dossier): pass"),
    ("roles", PYTHON, "if request.actor.role in ALLOWED: pass", "if row.role == chosen: pass"),
    ("length", SERVICE, "def f():\n" + "    x = 1\n" * 60, "def f():\n" + "    x = 1\n" * 40),
    (
        "length",
        SERVICE,
        "def f():\n" + "    x = 1\n" * 60,
        "def f():\n    return [\n" + "        1,\n" * 60 + "    ]\n",
    ),
    ("length", SERVICE, "x = 1\n" * 401, "x = 1\n" * 400),
    ("unfinished", PYTHON, "# TO" + "DO later", "# later than the decision"),
    ("silenced", PYTHON, "import x  # no" + "qa", "import x  # no" + "qa: F401 - kept for its effect"),
    ("silenced", PYTHON, "x = y  # type: " + "ignore", "x = y  # type: " + "ignore[arg-type]"),
    ("unescaped", PAGE, "{{ note|safe }}", "{{ note }}"),
    ("unescaped", PAGE, "{% autoescape off %}", "{{ unsafe|default:'' }}"),
    ("inline handler", PAGE, '<a onclick="go()">', '<a data-one="go">'),
    ("inline handler", PAGE, '<a href="javascript:go()">', '<a href="/go/">'),
    ("inline handler", PAGE, '<a hx-on:click="go()">', '<a hx-get="/go/">'),
    ("inline style", PAGE, '<p style="color:red">', '<p class="style">'),
    ("inline style", PAGE, "<style>p{}</style>", '<link rel="stylesheet" href="{% static "x.css" %}">'),
    ("inline script", PAGE, "<script>go()</script>", '<script src="{% static "x.js" %}"></script>'),
    ("elsewhere", PAGE, '<img src="https://elsewhere.example/x.png">', '<img src="{% static "x.svg" %}">'),
    ("elsewhere", SHEET, "a { background: url(//elsewhere.example/x.png) }", "a { background: url(x.svg) }"),
    ("direction", SHEET, "a { margin-left: 1rem }", "a { margin-inline-start: 1rem }"),
    ("direction", SHEET, "a {\n  left: 0;\n}", "a {\n  inset-inline-start: 0;\n}"),
    ("direction", SHEET, "a { text-align: right }", "a { text-align: end }"),
    ("direction", SHEET, "a { border-top-left-radius: 1px }", "/* margin-left: 0 */"),
    ("letter packages", "src/houvast/x.typ", '#import "@pre' + 'view/x:1.0.0"', '#import "x.typ"'),
    ("registry", "README.md", "see https://py" + "pi.org/x", "see the package x"),
    ("registry", "requirements/run.txt", "--index-url https://files.python" + "hosted.org", "x==1.0"),
    ("machine", "docs/x.md", "open /ro" + "ot/x", "open /var/lib/houvast"),
    ("machine", "Makefile", "cd /wo" + "rk/main", "cd work/main"),
]


def names_found(path: str, text: str) -> set[str]:
    return {str(found.words).split("]")[0].strip("[") for found in lint.findings(path, text)}


@pytest.mark.parametrize(("check", "path", "bad", "good"), SAMPLES)
def test_a_bad_sample_is_found_and_a_good_one_is_not(check, path, bad, good):
    assert check in names_found(path, bad)
    assert names_found(path, good) == set()


def test_every_check_has_a_sample():
    assert {check.name for check in lint.CHECKS} == {name for name, *_ in SAMPLES}


def test_an_exception_names_its_reason():
    for check in lint.CHECKS:
        assert all(reason for _, reason in check.exceptions), check.name


def test_the_clock_itself_may_read_the_clock():
    assert names_found("src/houvast/foundation/clock.py", "x = datetime.now(UTC)") == set()
