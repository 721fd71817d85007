from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "houvast.casework.residents"
    label = "residents"
