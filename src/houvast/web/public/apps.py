from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "houvast.web.public"
    label = "web_public"
