"""The mail door in a process of its own, to be ended: `python -m tests.support.mail_child DATABASE PORT FOLDER`."""

import sys
from pathlib import Path

import django


def main() -> int:
    name, port, folder = sys.argv[1:]
    django.setup()

    from django.conf import settings  # noqa: PLC0415 - only after the settings

    from houvast.web.cli.mail_in import listen  # noqa: PLC0415
    from tests.support.databases import point_django_at  # noqa: PLC0415

    point_django_at(name)
    settings.DOCUMENT_FOLDER = Path(folder)
    return listen(["--poort", port])


if __name__ == "__main__":
    sys.exit(main())
