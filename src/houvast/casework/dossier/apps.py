from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "houvast.casework.dossier"
    label = "dossier"
