from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "houvast.foundation.organisations"
    label = "organisations"
