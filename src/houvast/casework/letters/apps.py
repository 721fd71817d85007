from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "houvast.casework.letters"
    label = "letters"

    def ready(self) -> None:
        """The worker must know how to pack a message."""
        from houvast.casework.letters.packing import gate, pack  # noqa: PLC0415 - models must be loaded first
        from houvast.foundation.jobs.handlers import register_packer  # noqa: PLC0415

        register_packer("message", pack, gate)
