from django.apps import AppConfig


class AllowancesConfig(AppConfig):
    name = "houvast.casework.allowances"
    label = "allowances"
