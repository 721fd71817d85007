"""`make bench`: every part after the other. One part alone: `python -m bench kills 500`.

starting     how long `make run` takes to its first page
pages        the pages of a large municipality, and the sums
reminders    a thousand reminders by one worker
burst        [how many] [how fast]: 10,000 sign-ups of one hour, in so many times less time
kills        [how many] [seed]: kill -9 of worker and web while people go on
"""

import importlib
import signal
import subprocess
import sys
from types import FrameType
from typing import NoReturn

PARTS = ("starting", "pages", "reminders", "burst", "kills")
ENDING = 120  # seconds a part gets to end what it began


def main(words: list[str]) -> int:
    """One part in this process, or each in a process of its own; 0 when every bound is met."""
    signal.signal(signal.SIGTERM, _end)
    if not words:
        # Every part makes a town of its own, and no connection or setting of it is left for the next.
        return max([_alone(part) for part in PARTS])
    part, *options = words
    if part not in PARTS:
        raise SystemExit(f"{part} is geen onderdeel. Kies uit: {', '.join(PARTS)}")
    return int(importlib.import_module(f"bench.{part}").main(options))


def _alone(part: str) -> int:
    print(f"\n--- {part}", flush=True)
    process = subprocess.Popen([sys.executable, "-m", "bench", part])  # noqa: S603 - ourselves
    try:
        return abs(process.wait())
    except SystemExit:
        process.terminate()
        raise
    finally:
        process.wait(ENDING)  # it ends its own house and database, also after Ctrl+C, which reaches it by itself


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """As SystemExit, so that whatever we began ends with us; asked twice, the ending goes on."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
