from django.apps import AppConfig


class ParametersConfig(AppConfig):
    name = "houvast.foundation.parameters"
    label = "parameters"
