"""Folders for what runs as another user."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that the user of the database server may walk through, gone afterwards.

    Not pytest's own: each run on this machine closes the folder they share to others again.
    """
    with tempfile.TemporaryDirectory(prefix="houvast-test-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
