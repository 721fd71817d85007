from django.apps import AppConfig


class BeheerConfig(AppConfig):
    name = "houvast.web.beheer"
    label = "beheer"
