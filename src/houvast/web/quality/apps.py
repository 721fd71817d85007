from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "houvast.web.quality"
    label = "quality"
