from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "houvast.foundation.documents"
    label = "documents"

    def ready(self) -> None:
        from houvast.foundation.destruction.services import register_again  # noqa: PLC0415 - models must be loaded
        from houvast.foundation.documents import services  # noqa: PLC0415

        register_again(services.DESTROYED_AS, services.destroy_again)
