from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "houvast.foundation.documents"
    label = "documents"
