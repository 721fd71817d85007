from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "houvast.foundation.access"
    label = "access"
