"""How long `make run` takes to its first page: once on an empty folder, then again and again on the same one.

`python -m bench.starting`, and part of `make bench`. The command is the one a person types, with its own data folder.
"""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(".houvast/bench-start").resolve()
PORT = int(os.environ.get("PORT", "8471"))
AGAIN, BOUND = 3, 5.0  # how often, and seconds
PATIENCE = 600  # a first start makes the database and 300 people


def main(words: list[str] | None = None) -> int:
    """Measure and print; 0 when the slowest second start is fast enough."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    try:
        first = seconds_to_first_page()
        again = sorted(seconds_to_first_page() for _ in range(AGAIN))
    finally:
        subprocess.run(["make", "--silent", "reset"], env=_environment(), check=False)  # noqa: S607 - our own Makefile
    print(f"     {'eerste start in s':34}{first:8.2f}")
    good = again[-1] < BOUND
    word = "goed" if good else "FOUT"
    print(f"{word:5}{'tweede start in s, traagste':34}{again[-1]:8.2f}  < {BOUND:.0f}", flush=True)
    return 0 if good else 1


def seconds_to_first_page() -> float:
    """From the command to the whole first page; stopped again before it returns."""
    began = time.perf_counter()
    house = subprocess.Popen(
        ["make", "--silent", "run"],  # noqa: S607 - our own Makefile
        env=_environment(), stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        while time.perf_counter() - began < PATIENCE and house.poll() is None:
            try:
                if _first_page() == 200:
                    return time.perf_counter() - began
            except OSError:
                time.sleep(0.02)
        raise SystemExit("make run gaf geen bladzijde; de melding staat hierboven")
    finally:
        if house.poll() is None:
            os.killpg(house.pid, signal.SIGINT)  # Ctrl+C, as at a terminal
        house.wait(60)


def _first_page() -> int:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    connection.request("GET", "/", headers={"Host": "localhost"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _environment() -> dict[str, str]:
    without = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "MAKEFLAGS")}
    return {**without, "HOUVAST_DATA": str(FOLDER), "PORT": str(PORT)}


if __name__ == "__main__":
    sys.exit(main())
