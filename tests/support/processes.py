"""Looking at processes of this machine."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that ended and waits for its parent does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def eventually(condition: Callable[[], object], seconds: int = 30) -> bool:
    """Whether it comes true while we wait."""
    for _ in range(seconds * 10):
        if condition():
            return True
        time.sleep(0.1)
    return False
