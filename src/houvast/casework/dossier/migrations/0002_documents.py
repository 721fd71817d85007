from django.db import migrations

from houvast.foundation.tenancy.operations import ReferenceFromBelow


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0001_initial"),
        ("documents", "0001_initial"),
    ]

    operations = [
        ReferenceFromBelow("documents_document", "dossier_id", "dossier"),
        ReferenceFromBelow("documents_document", "party_id", "party"),
    ]
