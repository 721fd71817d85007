"""Our addresses, and the anchors."""

from django.urls import path

from bench import anchors
from houvast.web import urls

urlpatterns = [
    path("bench/gewone-lijst/", anchors.plain_list, name="bench_plain_list"),
    path("bench/gewone-wachtrij/", anchors.plain_queue, name="bench_plain_queue"),
    path("bench/kleine-wijziging/", anchors.small_write, name="bench_small_write"),
    path("bench/concept/", anchors.new_draft, name="bench_draft"),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
