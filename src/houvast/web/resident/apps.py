from django.apps import AppConfig


class ResidentConfig(AppConfig):
    name = "houvast.web.resident"
    label = "web_resident"
