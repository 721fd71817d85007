"""The Django app that carries the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, static files and tags only: no tables."""

    name = "houvast.web.ui"
    label = "ui"
    verbose_name = "Uiterlijk"
