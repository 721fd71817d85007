"""The calculations of a counsellor. What is typed travels in the form; no amount ever stands in an address."""

from django.urls import path

from houvast.web.rekenhulp import work

app_name = "work_rekenhulp"
urlpatterns = [
    path("werk/rekenhulp/", work.vtlb_view, name="vtlb"),
    path("werk/rekenhulp/beslagvrije-voet/", work.voet_view, name="voet"),
    path("werk/rekenhulp/voorstel/", work.offer_view, name="offer"),
    path("werk/rekenhulp/tegemoetkomingen/", work.allowances_view, name="allowances"),
]
