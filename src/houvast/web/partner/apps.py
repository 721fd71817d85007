from django.apps import AppConfig


class PartnerConfig(AppConfig):
    name = "houvast.web.partner"
    label = "web_partner"
