"""The WSGI application of the inner port. Its pages are those of `answers`, never those of the site."""

from importlib import import_module

from django.core.wsgi import get_wsgi_application

get_wsgi_application()  # sets Django up where nothing else did; the answers have models
application = import_module("houvast.web.inner.answers").application
