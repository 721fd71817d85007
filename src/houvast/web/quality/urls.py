"""The addresses of the numbers (record.md 5)."""

from django.urls import path

from houvast.web.quality import numbers, views

app_name = "quality"

urlpatterns = [
    path("kwaliteit/", views.overview_view, name="overview"),
    path("kwaliteit/cijfers.csv", views.overview_csv, name="overview_csv"),
    path("kwaliteit/cijfers/", numbers.numbers_view, name="numbers"),
    path("kwaliteit/cijfers/tabel.csv", numbers.numbers_csv, name="numbers_csv"),
    path("kwaliteit/cijfers/lijst/", numbers.behind_view, name="behind"),
    path("kwaliteit/cijfers/lijst.csv", numbers.behind_csv, name="behind_csv"),
    path("kwaliteit/<str:definition_id>/", views.statement_view, name="statement"),
    path("kwaliteit/<str:definition_id>/lijst.csv", views.list_csv, name="list_csv"),
]
