"""How many requests there were and how long they took, by the name of the view: never an address, never a person.

Every web process counts for itself; with PROMETHEUS_MULTIPROC_DIR set, each keeps its numbers in a file of that
folder and `/metrics` adds them up. The variable must stand before this module is imported (see web/cli/inner.py).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

from houvast.web.request import Request

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
# The limits of the issues' own promises are among them: 100, 150 and 200 ms.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

OWN = CollectorRegistry()
REQUESTS = Counter(
    "houvast_requests", "Answers given, by view, method and status.", ("view", "method", "status"), registry=OWN
)
SECONDS = Histogram(
    "houvast_request_seconds", "How long an answer took, in seconds, by view.", ("view",), registry=OWN, buckets=BUCKETS
)


def all_processes() -> CollectorRegistry:
    """The numbers of every process of this start, or of this one alone when no folder was given."""
    if FOLDER not in os.environ:
        return OWN
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library gives it no types
    return registry


class CountingMiddleware:
    """Stands outside everything else, so that nothing is answered uncounted."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        view = view_of(request)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(view, method, str(response.status_code)).inc()
        SECONDS.labels(view).observe(time.perf_counter() - began)
        return response


def view_of(request: Request) -> str:
    """The name of the view that answered. What no view answered has one name together, so it cannot flood."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name or "nameless"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"
