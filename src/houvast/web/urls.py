"""The addresses of record.md 5. Rooms bring their own lists; language prefixes are for the resident's side only."""

from django.urls import URLPattern, URLResolver, include, path

from houvast.web.middleware.language import LanguagePrefix

Patterns = list[URLPattern | URLResolver]

# Staff and what has no language. `/livez`, `/readyz` and `/metrics` stand on the inner port (web/inner).
without_language: Patterns = [
    path("", include("houvast.web.ui.urls")),
    path("", include("houvast.web.accounts.urls")),
    path("", include("houvast.web.api.urls")),
    path("", include("houvast.web.beheer.urls")),
    path("", include("houvast.web.counsellor.urls")),
    path("", include("houvast.web.quality.urls")),
    path("", include("houvast.web.rekenhulp.work_urls")),
]

# Public, sign-up and resident pages: no prefix for Dutch (record.md 5).
with_language: Patterns = [
    path("", include("houvast.web.public.urls")),
    path("", include("houvast.web.resident.urls")),
    path("", include("houvast.web.partner.urls")),
    path("", include("houvast.web.rekenhulp.urls")),
]

urlpatterns: Patterns = [*without_language, URLResolver(LanguagePrefix(), with_language)]

handler400 = "houvast.web.errors.bad_request"
handler403 = "houvast.web.errors.forbidden"
handler404 = "houvast.web.errors.not_found"
handler500 = "houvast.web.errors.server_error"
