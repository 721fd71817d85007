"""The WSGI application; any WSGI server can serve it."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
