from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "houvast.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from houvast.foundation.audit import checks  # noqa: PLC0415 - models must be loaded first
        from houvast.foundation.checks import register_check  # noqa: PLC0415

        register_check(checks.NAME, checks.check)
