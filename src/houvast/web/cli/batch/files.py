"""Populations in files, Parquet or CSV, in slices: what is in memory does not grow with the file.

DuckDB reads and writes; nothing else here knows it. A slice comes as columns of whole numbers. Amounts are euros in
the file (decimals, or text as ``1250.00`` or ``1.250,00``); a cell that cannot be read is told apart from an empty one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from houvast.rules.batch import Columns, Field, FieldKind
from houvast.rules.errors import BadInputError

SLICE = 131_072
"""Rows that are in memory at one time."""
MEMORY = "384MB"
SUFFIXES = (".parquet", ".csv")
PLACE = "_rij"
"""The number of a row in the file, from 1."""

_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_REAL = ("DOUBLE", "FLOAT")
_TEXT = "VARCHAR"
_FLAG = "BOOLEAN"
_YES, _NO = "'ja', 'true', 'waar', '1'", "'nee', 'false', 'onwaar', '0'"
_SAFE = 10**15
"""No cell is larger than this: a larger number cannot be an amount of anybody."""


def quoted(name: str) -> str:
    """A name of a column inside a question to the database."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text inside a question to the database."""
    return "'" + value.replace("'", "''") + "'"


@dataclass(frozen=True)
class Source:
    """A population that can be read in slices: the columns with their kinds, and how many rows there are."""

    connection: duckdb.DuckDBPyConnection
    file: str
    kinds: Mapping[str, str]
    rows: int

    def slices(self, most: int = SLICE) -> Iterator[tuple[int, int]]:
        """Where each slice of at most so many rows begins, and how many rows it has."""
        for at in range(0, self.rows, most):
            yield at, min(most, self.rows - at)

    def window(self, at: int, rows: int) -> str:
        """The rows of one slice, with their number, as a table inside a question."""
        table = f"read_parquet({text(self.file)}, file_row_number = true)"
        slice_ = f"file_row_number >= {at} AND file_row_number < {at + rows}"
        return f"(SELECT *, file_row_number + 1 AS {PLACE} FROM {table} WHERE {slice_})"  # noqa: S608 - all quoted or ours

    def columns(self, fields: Sequence[Field], at: int, rows: int) -> Columns:
        """One slice as columns of whole numbers; fields that the file does not have are left out."""
        there = [field for field in fields if field.name in self.kinds]
        if not there:
            return Columns(rows, {}, {}, {})
        asked = ", ".join(
            f"{_number(field, self.kinds[field.name])} AS v{n}, {_empty(field, self.kinds[field.name])} AS n{n}"
            for n, field in enumerate(there)
        )
        found = self.connection.execute(f"SELECT {asked} FROM {self.window(at, rows)} ORDER BY {PLACE}").fetchnumpy()  # noqa: S608
        values, filled, unreadable = {}, {}, {}
        for n, field in enumerate(there):
            empty, cells = np.asarray(found[f"n{n}"]), found[f"v{n}"]
            bad = np.ma.getmaskarray(cells)
            numbers = np.where(bad, field.default, np.ma.getdata(cells))
            values[field.name] = numbers.astype(bool if field.kind is FieldKind.FLAG else np.int64)
            filled[field.name] = ~bad
            unreadable[field.name] = bad & ~empty
        return Columns(rows, values, filled, unreadable)


def _empty(field: Field, kind: str) -> str:
    """The question whether nothing stands in a cell."""
    cell = quoted(field.name)
    return f"{cell} IS NULL OR trim({cell}) = ''" if kind == _TEXT else f"{cell} IS NULL"


def _number(field: Field, kind: str) -> str:
    """The question that reads a cell as a whole number; NULL when it is empty or cannot be read."""
    cell = quoted(field.name)
    if field.kind is FieldKind.CHOICE:
        options = ", ".join(text(one.lower()) for one in field.choices)
        return f"CAST(nullif(list_position([{options}], lower(trim(CAST({cell} AS VARCHAR)))), 0) - 1 AS BIGINT)"
    if field.kind is FieldKind.FLAG:
        if kind == _FLAG:
            return cell
        word = f"lower(trim(CAST({cell} AS VARCHAR)))"
        return f"CASE WHEN {word} IN ({_YES}) THEN true WHEN {word} IN ({_NO}) THEN false END"
    return _whole(cell, kind, field.den)


def _whole(cell: str, kind: str, den: int) -> str:
    """A number times its denominator, only when that is whole."""
    places = len(str(den)) - 1
    if kind in _WHOLE:
        return f"CASE WHEN abs(CAST({cell} AS HUGEINT)) < {_SAFE} THEN CAST({cell} AS BIGINT) * {den} END"
    if kind in _REAL:
        # What the rounding of a double leaves behind is no part of a cent; a float of 32 bits holds no cents at all.
        cell = f"CAST({cell} AS DOUBLE)"
        return (
            f"CASE WHEN isfinite({cell}) AND abs({cell}) < {_SAFE // den} "
            f"AND abs({cell} * {den} - round({cell} * {den})) < 0.0001 THEN CAST(round({cell} * {den}) AS BIGINT) END"
        )
    if kind.startswith("DECIMAL"):
        exact = f"TRY_CAST({cell} AS DECIMAL(38, {max(12, places)}))"
        scaled = f"{exact} * {den}"
        whole = f"abs({exact}) < {_SAFE // den} AND {scaled} = trunc({scaled})"
        return f"CASE WHEN {whole} THEN CAST({scaled} AS BIGINT) END"
    word = f"replace(trim(trim({cell}), '€ '), '−', '-')"
    decimals = f"(\\.\\d{{1,{places}}})?" if places else ""
    plain = f"TRY_CAST({word} AS DECIMAL(38, {places}))"
    dutch = f"TRY_CAST(replace(replace({word}, '.', ''), ',', '.') AS DECIMAL(38, {places}))"
    comma = f"-?(\\d{{1,3}}(\\.\\d{{3}})+|\\d{{1,12}}),\\d{{1,{max(places, 1)}}}"
    reads = f"CASE WHEN regexp_full_match({word}, '-?\\d{{1,12}}{decimals}') THEN CAST({plain} * {den} AS BIGINT)"
    if places:
        reads += f" WHEN regexp_full_match({word}, '{comma}') THEN CAST({dutch} * {den} AS BIGINT)"
    return f"{reads} END"


@contextmanager
def workplace(beside: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection on one core with little memory, and a folder beside the output for parts; both go away after."""
    folder = Path(tempfile.mkdtemp(prefix=".houvast-", dir=beside))
    settings: dict[str, str | int] = {"threads": 1, "memory_limit": MEMORY, "temp_directory": str(folder)}
    connection = duckdb.connect(config={**settings, "autoinstall_known_extensions": "false"})
    try:
        yield connection, folder
    finally:
        connection.close()
        shutil.rmtree(folder, ignore_errors=True)


def checked(name: str, field: str) -> Path:
    """A path with a kind that we read and write."""
    path = Path(name)
    if path.suffix.lower() not in SUFFIXES:
        raise BadInputError(field, f"{name} heeft geen bekende soort. Gebruik .parquet of .csv.")
    return path


def opened(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> Source:
    """The population of a file. A CSV is brought into Parquet first, every cell as text."""
    path = checked(name, "bestand")
    if not path.is_file():
        raise BadInputError("bestand", f"{name} is niet te vinden. Controleer de naam en de map.")
    try:
        file = str(path)
        if path.suffix.lower() == ".csv":
            file = str(folder / "gelezen.parquet")
            cells = f"read_csv({text(str(path))}, all_varchar = true, header = true, null_padding = false)"
            connection.execute(f"COPY (SELECT * FROM {cells}) TO {text(file)} (FORMAT parquet)")  # noqa: S608
        asked = f"DESCRIBE SELECT * FROM read_parquet({text(file)})"  # noqa: S608
        kinds = {row[0]: str(row[1]) for row in connection.execute(asked).fetchall()}
        counted = connection.execute(f"SELECT count(*) FROM read_parquet({text(file)})").fetchone()  # noqa: S608
    except (duckdb.Error, UnicodeDecodeError) as error:
        kind = path.suffix.lower().removeprefix(".")
        first = str(error).splitlines()[0][:200]
        raise BadInputError("bestand", f"{name} is niet te lezen als {kind} ({first}).") from error
    return Source(connection, file, kinds, int(counted[0]) if counted else 0)


def refuse_kinds(source: Source, fields: Iterable[Field]) -> None:
    """A column of a kind that can never hold its field is refused by name, before a row is read."""
    for field in fields:
        kind = source.kinds.get(field.name, "")
        numeric = kind in _WHOLE or kind in _REAL or kind.startswith("DECIMAL") or kind == '"NULL"'
        fits = {
            FieldKind.FLAG: kind in (_FLAG, _TEXT, *_WHOLE),
            FieldKind.CHOICE: kind == _TEXT or kind.startswith("ENUM"),
        }.get(field.kind, numeric or kind == _TEXT)
        if kind and not fits:
            what = f"deze kolom is van de soort {kind}. Maak er een kolom van met: {field.kind.value}"
            raise BadInputError(field.name, f"{what}{_options(field)}.")


def _options(field: Field) -> str:
    return f" ({', '.join(field.choices)})" if field.choices else ""


class Parts:
    """Slices that are written one by one and put together at the end, in one file that appears whole or not at all."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
        self.connection, self.folder, self.name = connection, folder, name
        self.count = self.rows = 0

    def add(self, question: str, tables: Mapping[str, Mapping[str, Any]], rows: int) -> None:
        """The rows of a question; ``tables``: columns of ours that it names."""
        if not rows:
            return
        for table, columns in tables.items():
            self.connection.register(table, dict(columns))
        file = self.folder / f"{self.name}-{self.count:06}.parquet"
        self.connection.execute(f"COPY ({question}) TO {text(str(file))} (FORMAT parquet)")
        for table in tables:
            self.connection.unregister(table)
        self.count, self.rows = self.count + 1, self.rows + rows

    def close(self, path: Path, empty: str) -> None:
        """Everything in one file, CSV or Parquet by its name; ``empty``: the question for a file without rows."""
        whole = self.folder / f"{self.name}{path.suffix.lower()}"
        parts = f"SELECT * FROM read_parquet({text(str(self.folder / f'{self.name}-*.parquet'))})"  # noqa: S608
        kind = "FORMAT csv, HEADER true" if path.suffix.lower() == ".csv" else "FORMAT parquet, COMPRESSION zstd"
        self.connection.execute(f"COPY ({parts if self.count else empty}) TO {text(str(whole))} ({kind})")
        os.replace(whole, path)


def euros(cents: str) -> str:
    """A column of cents as euros with two decimals, exact."""
    return f"CAST(CAST({cents} AS DECIMAL(16, 0)) * 0.01 AS DECIMAL(16, 2))"
