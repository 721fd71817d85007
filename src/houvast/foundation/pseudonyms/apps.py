from django.apps import AppConfig


class PseudonymsConfig(AppConfig):
    name = "houvast.foundation.pseudonyms"
    label = "pseudonyms"

    def ready(self) -> None:
        from houvast.foundation.destruction.services import register_again  # noqa: PLC0415 - models must be loaded
        from houvast.foundation.pseudonyms import services  # noqa: PLC0415

        register_again(services.DESTROYED_AS, services.forget_again)
