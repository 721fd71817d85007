"""A bar on a terminal, and nothing anywhere else."""

import io

from houvast.web.cli.batch.progress import Progress, line


def test_nothing_is_written_where_nobody_looks():
    stream = io.StringIO()
    progress = Progress(10, stream)
    progress.step(5)
    progress.close()
    assert stream.getvalue() == ""
    assert "500.000 van 1.000.000, nog 3 s" in line(500_000, 1_000_000, 3.0)
    assert line(2, 2, 1.0).endswith("2 van 2")
    assert "100%" in line(0, 0, 0.0)


class Terminal(io.StringIO):
    """A stream somebody looks at."""

    def isatty(self):
        """Yes."""
        return True


def test_a_terminal_sees_a_bar_that_goes_away():
    stream = Terminal()
    progress = Progress(4, stream)
    progress.step(2)
    assert "50%" in stream.getvalue()
    progress.close()
    assert stream.getvalue().endswith("\r\033[K")
