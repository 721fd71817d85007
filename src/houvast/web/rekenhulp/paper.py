"""A page of paper as the answer to a request."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from houvast.foundation.paper import PaperError, print_pdf
from houvast.web.errors import Unavailable
from houvast.web.request import Request


def pdf(request: Request, template: str, data: Mapping[str, Any], name: str) -> HttpResponse:
    """The PDF to keep; when it cannot be made, a plain refusal that keeps everything else going."""
    try:
        content = print_pdf(template, data, request.clock.today())
    except PaperError as error:
        raise Unavailable from error
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
