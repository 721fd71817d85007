"""A worker in a process of its own, to be killed: `python -m tests.support.worker_child DATABASE MODE`.

MODE: `work` (as always), `hang_before` (the SMS provider is reached but never takes it) or `hang_after` (the SMS
provider takes the message and then never answers). It says REACHED when it hangs.
"""

import sys
import time

import django

FOR_EVER = 600


def hang(*_: object) -> None:
    sys.stdout.write("REACHED\n")
    sys.stdout.flush()
    time.sleep(FOR_EVER)


def main() -> int:
    name, mode = sys.argv[1:]
    django.setup()

    from houvast.connections.sms import simulator  # noqa: PLC0415 - only after the settings
    from houvast.foundation.jobs.handlers import register_handler  # noqa: PLC0415
    from houvast.web.cli.worker import work  # noqa: PLC0415
    from tests.support.databases import point_django_at  # noqa: PLC0415

    point_django_at(name)
    if mode == "hang_before":
        register_handler("sms", hang)
    elif mode == "hang_after":
        simulator.provider.after_keeping = hang
    return work([])


if __name__ == "__main__":
    sys.exit(main())
