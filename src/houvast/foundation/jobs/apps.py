from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "houvast.foundation.jobs"
    label = "jobs"
