from django.apps import AppConfig


class PseudonymsConfig(AppConfig):
    name = "houvast.foundation.pseudonyms"
    label = "pseudonyms"
