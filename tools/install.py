"""Makes .venv and installs pinned, hashed packages into it. Plain Python, because nothing else is there yet.

    python3 tools/install.py run|install|test     packages of requirements/<set>.txt
    python3 tools/install.py browser              Debian's Chromium, for the browser tests

A second call with the same pins does nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# A bigger set holds the smaller ones with the same pins.
SETS = {"run": ("run",), "install": ("install", "run"), "test": ("test", "install", "run")}


class Refused(Exception):
    """Something on this machine is missing; the text says what to do."""


def main(words: list[str]) -> int:
    """Run one of the two jobs; prints in Dutch what is missing."""
    try:
        if words == ["browser"]:
            find_or_install_browser()
        elif len(words) == 1 and words[0] in SETS:
            install(words[0])
        else:
            raise Refused("Gebruik: python3 tools/install.py run|install|test|browser")
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def install(name: str) -> None:
    """Packages of requirements/<name>.txt, the `houvast` command, and the source folder on the path."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs before anything checked the version
        raise Refused(
            f"Houvast heeft Python 3.11 of nieuwer nodig; dit is {sys.version.split()[0]}. "
            "Kies een ander met: make run PYTHON=python3.11"
        )
    with alone():
        if is_installed(name):
            return
        print(f"Houvast zet de pakketten klaar ({name}); dat hoeft maar een keer.", flush=True)
        if not PYTHON.exists():
            make_environment()
        requirements = ROOT / "requirements" / f"{name}.txt"
        if not install_with_uv(requirements):
            print("Met uv lukte het niet; pip doet het ook, maar langzamer.", flush=True)
            pip("install", "--quiet", "--require-hashes", "-r", str(requirements))
        put_houvast_on_the_path()
        for done in SETS[name]:
            stamp(done).write_text(wanted(done))


@contextmanager
def alone():
    """One installer at a time: `make run` and `make test` may be started together."""
    with open(ROOT / "requirements" / "run.in") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def stamp(name: str) -> Path:
    """The file that says with which pins the set was installed."""
    return VENV / f".houvast-{name}"


def wanted(name: str) -> str:
    """The hash of the pins and of this script."""
    digest = hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def is_installed(name: str) -> bool:
    """Whether the packages of this set are there with these very pins."""
    return PYTHON.exists() and stamp(name).is_file() and stamp(name).read_text() == wanted(name)


def make_environment() -> None:
    """The virtual environment, or words about what the system lacks."""
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Refused(
            f"Python kan geen omgeving maken in {VENV}:\n{(done.stdout + done.stderr).strip()}\n"
            "Op Debian en Ubuntu helpt: apt-get install python3-venv"
        )


def install_with_uv(requirements: Path) -> bool:
    """Install with uv, itself installed by its pinned hash. False when uv cannot do it here."""
    pinned = re.search(r"^uv==.*(?:\n[ \t]+--hash=.*)+", (ROOT / "requirements" / "run.txt").read_text(), re.M)
    if not pinned:
        return False
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(pinned.group(0).rstrip("\\ ") + "\n")
        file.flush()
        try:
            pip("install", "--quiet", "--require-hashes", "--no-deps", "-r", file.name)
        except Refused:
            return False
    command = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON),
               "--require-hashes", "-r", str(requirements)]  # fmt: skip
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def pip(*words: str) -> None:
    """Run pip inside the environment."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", *words]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise Refused(
            "pip kon de pakketten niet installeren; de melding staat hierboven. "
            "Is er een verbinding met het netwerk, of een eigen pakketserver in PIP_INDEX_URL?"
        )


def put_houvast_on_the_path() -> None:
    """The source folder for Python, and the `houvast` command next to it."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(PYTHON), "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
    Path(packages, "houvast.pth").write_text(f"{ROOT / 'src'}\n")
    command = VENV / "bin" / "houvast"
    command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m houvast.web.cli.main "$@"\n')
    command.chmod(0o755)


def find_or_install_browser() -> None:
    """Chromium for the browser tests; installed only as root, otherwise the command is named."""
    if os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("chromium-browser"):
        return
    command = "apt-get update && apt-get install --yes --no-install-recommends chromium"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Refused(
            "De browsertests hebben Chromium nodig en dat staat er niet. "
            f"Draai als root: {command}\nOf wijs een Chromium aan met CHROMIUM_PATH, en start opnieuw."
        )
    print("Chromium ontbreekt; Debian's pakket wordt geinstalleerd.", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(["/bin/sh", "-c", command], env=environment, check=False).returncode != 0:
        raise Refused(f"Chromium installeren lukte niet. Draai zelf: {command}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
