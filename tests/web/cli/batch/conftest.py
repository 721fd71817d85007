"""Run `houvast batch` and `houvast populatie`, and look at what they made."""

import duckdb
import pytest

from houvast.web.cli.main import main


@pytest.fixture
def houvast(capsys):
    """A command as words: exit status, what was said, what was warned."""

    def command(*words):
        try:
            status = main([str(word) for word in words])
        except SystemExit as stopped:
            status = stopped.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


@pytest.fixture
def rows():
    """The rows of a file as a list of dicts; CSV cells are text."""

    def read(path):
        table = (
            duckdb.read_parquet(str(path))
            if path.suffix == ".parquet"
            else duckdb.read_csv(str(path), all_varchar=True)
        )
        return [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]

    return read


@pytest.fixture
def csv(tmp_path):
    """A CSV file with this text."""

    def write(text, name="huishoudens.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
