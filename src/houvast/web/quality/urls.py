"""The addresses of the numbers (record.md 5)."""

from django.urls import path

from houvast.web.quality import views

app_name = "quality"

urlpatterns = [
    path("kwaliteit/", views.overview_view, name="overview"),
    path("kwaliteit/cijfers.csv", views.overview_csv, name="overview_csv"),
    path("kwaliteit/<str:definition_id>/", views.statement_view, name="statement"),
    path("kwaliteit/<str:definition_id>/lijst.csv", views.list_csv, name="list_csv"),
]
