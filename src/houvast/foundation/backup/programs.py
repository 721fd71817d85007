"""Running pg_dump, pg_restore and psql against one database: the password goes by the environment, never in words."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import psycopg
from psycopg.conninfo import make_conninfo

from houvast.foundation.backup.parts import BLOCK
from houvast.foundation.database.embedded import EmbeddedDatabaseError, find_binaries

SHOWN = 600  # signs of what a program said


class ProgramFailed(Exception):
    """One of the programs gave up; the text holds what it said."""


@dataclass(frozen=True)
class Reach:
    """How one role reaches one database."""

    host: str
    port: str
    user: str
    password: str
    name: str
    sslmode: str = ""
    sslrootcert: str = ""

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Reach:
        """From an entry of DATABASES."""
        options = entry.get("OPTIONS", {})
        return cls(
            host=str(entry.get("HOST", "")),
            port=str(entry.get("PORT", "") or ""),
            user=str(entry["USER"]),
            password=str(entry.get("PASSWORD", "") or ""),
            name=str(entry["NAME"]),
            sslmode=options.get("sslmode", ""),
            sslrootcert=options.get("sslrootcert", ""),
        )

    def environment(self) -> dict[str, str]:
        """What libpq reads."""
        words = {
            "PGHOST": self.host, "PGPORT": self.port, "PGUSER": self.user, "PGPASSWORD": self.password,
            "PGDATABASE": self.name, "PGSSLMODE": self.sslmode, "PGSSLROOTCERT": self.sslrootcert,
        }  # fmt: skip
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "10",
            "PGAPPNAME": "houvast-kopie", **{name: value for name, value in words.items() if value},
        }  # fmt: skip

    def connect(self) -> psycopg.Connection[Any]:
        """A connection as this role."""
        given = {
            "host": self.host, "port": self.port, "user": self.user, "password": self.password, "dbname": self.name,
            "sslmode": self.sslmode, "sslrootcert": self.sslrootcert, "connect_timeout": "10",
        }  # fmt: skip
        return psycopg.connect(make_conninfo("", **{name: value for name, value in given.items() if value}))


def program(name: str) -> str:
    """The path of a program of PostgreSQL: of HOUVAST_PG_BIN or the package, else as the system finds it."""
    try:
        return str(find_binaries() / name)
    except EmbeddedDatabaseError:
        found = shutil.which(name)
        if found is None:
            raise ProgramFailed(f"Er is geen {name}. Zet postgresql-client erop, of zet HOUVAST_PG_BIN.") from None
        return found


def output_of(reach: Reach, name: str, *words: str) -> Iterator[bytes]:
    """What the program writes, block by block; ProgramFailed at the end when it did not go well."""
    with _running(reach, name, words, stdout=subprocess.PIPE) as process:
        written = cast(IO[bytes], process.stdout)
        with written:
            while block := written.read(BLOCK):
                yield block


def feed(reach: Reach, name: str, content: Iterable[bytes], *words: str) -> None:
    """Give the program `content`; ProgramFailed when it did not go well."""
    with _running(reach, name, words, stdin=subprocess.PIPE) as process:
        taken = cast(IO[bytes], process.stdin)
        # Broken: it stopped by itself; why is told when its end is looked at.
        with contextlib.suppress(BrokenPipeError):
            for block in content:
                taken.write(block)
            taken.close()


@contextlib.contextmanager
def _running(
    reach: Reach, name: str, words: Sequence[str], *, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """The program while the block talks with it. Whoever breaks off ends it: half a script is never carried out."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - our own words
            [program(name), *words], env=reach.environment(), stdin=stdin, stdout=stdout, stderr=said
        )
        try:
            yield process
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.wait() != 0:
            raise ProgramFailed(f"{name} lukte niet: {_tail(said)}")


def _tail(said: Any) -> str:
    said.seek(0)
    return str(said.read().decode(errors="replace").strip()[-SHOWN:])


def script_of(dump: Path) -> Iterator[bytes]:
    """The SQL that a dump holds, without remarks, and without making the schema: that is there, with its extensions."""
    nowhere = Reach("", "", "", "", "")
    listed = b"".join(output_of(nowhere, "pg_restore", "--list", str(dump))).decode()
    chosen = dump.with_suffix(".list")
    chosen.write_text("".join(line for line in listed.splitlines(keepends=True) if " SCHEMA - public " not in line))
    words = ("--file=-", "--no-comments", "--exit-on-error", f"--use-list={chosen}")
    yield from output_of(nowhere, "pg_restore", *words, str(dump))
