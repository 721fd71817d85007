"""Reading YAML safely, and fast where the C reader is there: nothing but plain values comes out."""

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(text: str) -> Any:
    """Plain values from YAML or JSON; raises ``yaml.YAMLError`` when it is neither."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - the loader is a safe one
