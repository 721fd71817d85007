"""Addresses of the service. Its views need no session and no form token: whoever asks sends everything along."""

from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from houvast.web.api.document import openapi_view
from houvast.web.api.service import api, served
from houvast.web.doors import door

app_name = "api"
_open = door(public=True)
_calculations = [
    path(f"api/v1/{one.pattern}", csrf_exempt(_open(served(one.callback))), name=one.name)
    for one in api.urls[0]
    if isinstance(one, URLPattern) and one.name != "api-root"
]
urlpatterns = [
    path("api/v1/openapi.json", _open(served(require_safe(openapi_view))), name="openapi"),
    *_calculations,
]
