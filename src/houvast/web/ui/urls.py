"""`/ui/` (the living page) and `/thema/<hash>.css`."""

from django.urls import path

from houvast.web.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/", views.index, name="index"),
    path("ui/inwoner/<str:language>/", views.resident_page, name="resident"),
    path("ui/medewerker/", views.staff_page, name="staff"),
    path("thema/<str:fingerprint>.css", views.theme_css, name="theme"),
]
