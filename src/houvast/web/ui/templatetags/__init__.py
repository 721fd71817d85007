"""Template tags: `{% load houvast %}`."""
