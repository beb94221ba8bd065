"""The WSGI application that gunicorn serves."""

import os
from collections.abc import Callable

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import reverse

from capframe.base.waiting import limit_waiting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")

application: Callable = get_wsgi_application()

if settings.PAGE_CACHE_MEGABYTES and not settings.DEBUG:
    # It imports models, which are there only now.
    from capframe.page_cache.application import PageCache

    application = PageCache(application, settings.PAGE_CACHE_MEGABYTES)

# Every page's modules and all addresses, before the server's processes part: they share them.
reverse("home")

limit_waiting(connections.settings["default"])
