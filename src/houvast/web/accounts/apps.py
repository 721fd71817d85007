from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "houvast.web.accounts"
    label = "sign_in"
