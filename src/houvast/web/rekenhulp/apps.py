from django.apps import AppConfig


class RekenhulpConfig(AppConfig):
    name = "houvast.web.rekenhulp"
    label = "web_rekenhulp"
