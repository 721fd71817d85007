"""What a button sends along."""

from django.http import HttpRequest

from houvast.web.errors import BadInput

LONGEST = 10


def version_of(request: HttpRequest) -> int:
    """The version of what the button stands at. BadInput for a button without one: it was made by hand, or is old."""
    typed: str = request.POST.get("version", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < LONGEST):
        raise BadInput("Deze knop is te oud. Ververs de pagina en probeer het opnieuw.")
    return int(typed)
