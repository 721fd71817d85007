"""The service beside the NL API Design Rules, by the linter the rules are written for.

Needs the folder with the interfaces of others (HOUVAST_SCHEMAS) and Node: the linter is fetched once, and kept
outside the repository. Without either the suite says so and does not run.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from houvast.web.api.document import document

SCHEMAS = os.environ.get("HOUVAST_SCHEMAS", "")
LINTER = "@stoplight/spectral-cli@6.16.3"
KEPT = Path(__file__).resolve().parents[2] / ".houvast" / "spectral"


@pytest.fixture(scope="module")
def linter():
    if not SCHEMAS:
        pytest.skip("HOUVAST_SCHEMAS names no folder with the rules")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("Node is not on this machine, and the linter of the rules runs on it")
    found = KEPT / "node_modules" / ".bin" / "spectral"
    if not found.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        fetched = subprocess.run(  # noqa: S603 - a program of the machine, and words of ours
            [npm, "install", "--silent", "--no-fund", "--no-audit", LINTER],
            check=False, cwd=KEPT, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        if fetched.returncode:
            pytest.skip(f"the linter cannot be fetched here: {fetched.stderr[-300:]}")
    return found


@pytest.fixture
def described(settings, tmp_path):
    settings.ALLOWED_HOSTS = ["*"]
    request = RequestFactory().get("/api/v1/openapi.json", secure=True, headers={"host": "hulp.voorbeeldstad.example"})
    request.organisation = SimpleNamespace(name="Voorbeeldstad", mail_sender="")
    found = document(request)
    path = tmp_path / "openapi.json"

    def written() -> Path:
        path.write_text(json.dumps(found))
        return path

    return found, written


def faults(linter, path: Path) -> list[str]:
    rules = Path(SCHEMAS) / "adr" / "linter.yaml"
    asked = [str(linter), "lint", "--ruleset", str(rules), "--format", "json", "--quiet", str(path)]
    said = subprocess.run(  # noqa: S603 - as above
        asked, check=False, capture_output=True, text=True, timeout=300
    )
    return [one["code"] for one in json.loads(said.stdout)]


def test_the_description_keeps_every_rule(linter, described):
    _, written = described
    assert faults(linter, written()) == []


def test_the_linter_finds_an_answer_without_a_version(linter, described):
    found, written = described
    del found["paths"]["/rekenen/vtlb"]["post"]["responses"]["200"]["headers"]
    assert faults(linter, written()) == ["nlgov:missing-header"]
