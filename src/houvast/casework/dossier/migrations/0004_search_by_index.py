"""Search is as fast after a busy day as after a vacuum.

By default such an index first puts new entries on a heap of its own, which each search then reads from end to
end; the planner sees that coming and walks through the whole table instead.
"""

from django.db import migrations

INDEXES = ("dossier_search_name", "dossier_search_phone")


class Migration(migrations.Migration):
    dependencies = [("dossier", "0003_search_function")]

    operations = [
        migrations.RunSQL(
            f"ALTER INDEX {index} SET (fastupdate = off); SELECT gin_clean_pending_list('{index}')",
            f"ALTER INDEX {index} RESET (fastupdate)",
        )
        for index in INDEXES
    ]
