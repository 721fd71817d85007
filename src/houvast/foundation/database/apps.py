from django.apps import AppConfig
from django.db.backends.signals import connection_created

from houvast.foundation.database.timestamps import read_moments_quickly


class DatabaseConfig(AppConfig):
    name = "houvast.foundation.database"
    label = "database"

    def ready(self) -> None:
        connection_created.connect(read_moments_quickly, dispatch_uid="houvast.database.moments")
