from django.apps import AppConfig


class DestructionConfig(AppConfig):
    name = "houvast.foundation.destruction"
    label = "destruction"
