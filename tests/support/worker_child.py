"""A worker in a process of its own, to be killed: `python -m tests.support.worker_child DATABASE MODE`.

MODE: `work` (as always), `hang_before` (the SMS provider is reached but never takes it), `hang_after` (the SMS
provider takes the message and then never answers) or `fail` (it breaks down over what it got, and the log is that of
production). It says REACHED when it hangs.
"""

import logging
import sys
import time
from typing import Any

import django

FOR_EVER = 600


def hang(*_: object) -> None:
    sys.stdout.write("REACHED\n")
    sys.stdout.flush()
    time.sleep(FOR_EVER)


def break_down(parcel: Any) -> None:
    raise RuntimeError(f"cannot send {parcel.body} to {parcel.recipient}")


def log_as_in_production(formatter: logging.Formatter) -> None:
    for name in ("", "django", "houvast"):
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(formatter)


def main() -> int:
    name, mode = sys.argv[1:]
    django.setup()

    from houvast.connections.sms import simulator  # noqa: PLC0415 - only after the settings
    from houvast.foundation.jobs.handlers import register_handler  # noqa: PLC0415
    from houvast.foundation.log import formatter  # noqa: PLC0415
    from houvast.web.cli.worker import work  # noqa: PLC0415
    from tests.support.databases import point_django_at  # noqa: PLC0415

    point_django_at(name)
    if mode == "hang_before":
        register_handler("sms", hang)
    elif mode == "fail":
        log_as_in_production(formatter())
        register_handler("sms", break_down)
    elif mode == "hang_after":
        simulator.provider.after_keeping = hang
    return work([])


if __name__ == "__main__":
    sys.exit(main())
