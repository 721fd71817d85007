"""Headers that no library sets for us (security.md 11): on every answer, errors included."""

from collections.abc import Callable

from django.http import HttpResponse

from houvast.web.request import Request

ALL_OFF = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "fullscreen", "geolocation", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "usb",
        "xr-spatial-tracking",
    )
) + ", publickey-credentials-get=(self), publickey-credentials-create=(self)"  # fmt: skip


SIGNING_IN = ("/inloggen/", "/uitloggen/")


class HeadersMiddleware:
    """Permissions-Policy and Cross-Origin-Resource-Policy; no-store where somebody is signed in."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = ALL_OFF
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        actor = getattr(request, "actor", None)
        if request.path.startswith(SIGNING_IN) or (actor is not None and actor.kind != "anonymous"):
            response["Cache-Control"] = "no-store"
        return response
