from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "houvast.web.api"
    label = "web_api"
