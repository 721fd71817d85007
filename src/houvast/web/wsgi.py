"""The WSGI application; any WSGI server can serve it. In production it refuses to serve what is not safe."""

import gc

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from houvast.foundation import startup

application = get_wsgi_application()
if settings.PRODUCTION:
    startup.refuse_unless_sound()
# What is loaded now stays: the collector need not walk through it again at every page.
gc.collect()
gc.freeze()
