from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "houvast.foundation.audit"
    label = "audit"
