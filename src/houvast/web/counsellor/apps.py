from django.apps import AppConfig


class CounsellorConfig(AppConfig):
    name = "houvast.web.counsellor"
    label = "counsellor"
