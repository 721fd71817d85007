from django.apps import AppConfig


class PromiseConfig(AppConfig):
    name = "houvast.promise"
    label = "promise"
