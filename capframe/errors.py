"""What readers get when an error is nobody's but the server's.

Django itself renders 400.html, 403.html, 403_csrf.html and 404.html.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponse:
    """503 where the database failed, 500 for anything else.

    Rendered without the request, so that nothing asks the session or the database again.
    """
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html"), status=500)
