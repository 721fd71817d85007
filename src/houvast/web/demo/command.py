"""`houvast demo laden`."""

from importlib import import_module

from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import say


def load(words: list[str]) -> int:
    """Load the made-up municipality once; a second time does nothing."""
    set_up_django()
    # After Django is set up, and not before: these modules have models.
    loading, time_source = import_module("houvast.web.demo.load"), import_module("houvast.foundation.clock")
    fresh = loading.load(time_source.installed())
    say("De voorbeeldgemeente is geladen." if fresh else "De voorbeeldgemeente was er al.")
    return 0
