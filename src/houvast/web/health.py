"""`/livez` and `/readyz`, for the one who runs it. They say no more than yes or no."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from houvast.web.doors import door


@door(public=True)
def live(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@door(public=True)
def ready(request: HttpRequest) -> HttpResponse:
    """This process reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return HttpResponse("database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
