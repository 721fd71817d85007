"""The addresses of record.md 5. Rooms bring their own lists; language prefixes are for the resident's side only."""

from django.urls import URLPattern, URLResolver

Patterns = list[URLPattern | URLResolver]

urlpatterns: Patterns = []

handler400 = "houvast.web.errors.bad_request"
handler403 = "houvast.web.errors.forbidden"
handler404 = "houvast.web.errors.not_found"
handler500 = "houvast.web.errors.server_error"
