from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "houvast.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        """The worker must know how to pack a warning to a colleague."""
        from houvast.foundation.accounts.unused import NOTICE, pack_warning  # noqa: PLC0415 - after the models
        from houvast.foundation.jobs.handlers import register_packer  # noqa: PLC0415

        register_packer(NOTICE, pack_warning)
