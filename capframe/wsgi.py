"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from capframe.base.waiting import limit_waiting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")

application = get_wsgi_application()

limit_waiting(connections.settings["default"])
