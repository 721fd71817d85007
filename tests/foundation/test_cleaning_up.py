"""A test that commits leaves nothing behind, and takes nothing of the migrations away."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils.timezone import datetime

from houvast.foundation.database import migrations

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_test_committed_is_gone_and_what_migrations_wrote_is_back():
    kinds = ContentType.objects.count()
    assert kinds > 0
    Session.objects.create(session_key="x", session_data="x", expire_date=datetime(2030, 1, 1).astimezone())
    ContentType.objects.filter(model="session").delete()

    call_command("flush", interactive=False, verbosity=0)

    assert Session.objects.count() == 0
    assert ContentType.objects.count() == kinds
    assert get_user_model().objects.count() == 0


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_database_says_to_which_migrations_it_was_brought():
    assert migrations.stored_fingerprint() == migrations.fingerprint()
    assert migrations.migrate_when_changed() is False
