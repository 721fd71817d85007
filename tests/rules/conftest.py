"""The rules are checked for what they give, never for how fast: no deadline on a busy machine."""

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
