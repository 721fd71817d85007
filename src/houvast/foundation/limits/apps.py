from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "houvast.foundation.limits"
    label = "limits"
