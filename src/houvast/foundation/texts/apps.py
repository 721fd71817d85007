from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "houvast.foundation.texts"
    label = "texts"
