"""Django's `flush`, made to work for a runtime role that may not truncate.

Cleans up after a TransactionTestCase: empties every table that was written to and puts back the rows that
migrations made. Works as superuser, because audit tables refuse deletion to everybody else.
"""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from tests.support.databases import restore


class Command(BaseCommand):
    help = "Empties the test database and restores what migrations wrote."
    stealth_options = ("reset_sequences", "allow_cascade", "inhibit_post_migrate")

    def add_arguments(self, parser):
        parser.add_argument("--noinput", "--no-input", action="store_false", dest="interactive")
        parser.add_argument("--database", default="default")

    def handle(self, *, database, **options):
        connection = connections[database]
        if not connection.settings_dict["NAME"].startswith("test_"):
            raise SystemExit(f"{settings.SETTINGS_MODULE}: flush is only for test databases")
        restore(connection.settings_dict["NAME"])
