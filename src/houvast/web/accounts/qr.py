"""The secret of a sign-in app as a picture to point a phone at."""

import segno
from allauth.mfa.adapter import get_adapter
from django.http import HttpResponse

from houvast.web.request import Request


def qr_answer(request: Request, secret: str) -> HttpResponse:
    """The picture, never kept by a browser. The page that asks has checked whose secret it is."""
    url = get_adapter().build_totp_url(request.user, secret)
    response = HttpResponse(segno.make(url).svg_inline(scale=5, border=2), content_type="image/svg+xml")
    response["Cache-Control"] = "no-store"
    return response
