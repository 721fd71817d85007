"""What a button sends along."""

from houvast.web.errors import BadInput
from houvast.web.request import Request

LONGEST = 10


def version_of(request: Request) -> int:
    """The version of what the button stands at. BadInput for a button without one: it was made by hand, or is old."""
    typed: str = request.POST.get("version", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < LONGEST):
        raise BadInput("Deze knop is te oud. Ververs de pagina en probeer het opnieuw.")
    return int(typed)
