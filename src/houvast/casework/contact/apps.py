from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "houvast.casework.contact"
    label = "contact"
