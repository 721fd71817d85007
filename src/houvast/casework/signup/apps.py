from django.apps import AppConfig


class SignupConfig(AppConfig):
    name = "houvast.casework.signup"
    label = "signup"
