from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "houvast.casework.letters"
    label = "letters"
