from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "houvast.casework.planning"
    label = "planning"
