from django.apps import AppConfig


class SignupConfig(AppConfig):
    name = "houvast.casework.signup"
    label = "signup"

    def ready(self) -> None:
        """The worker must know how to pack the link to a draft."""
        from houvast.casework.signup import drafts  # noqa: F401, PLC0415 - models must be loaded first
