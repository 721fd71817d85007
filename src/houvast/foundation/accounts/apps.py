from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "houvast.foundation.accounts"
    label = "accounts"
