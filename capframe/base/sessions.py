"""Sessions in a database that may fail."""

from django.contrib.sessions import middleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from capframe.base.outages import outage_behind


class SessionMiddleware(middleware.SessionMiddleware):
    """Tells a database that fails from a session that somebody ended meanwhile.

    What a page would have noted in the session is left out where it cannot be written: the page
    is there all the same. What a form would have noted is not, and its sender is told.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The response. Raises the database’s error where a form’s session cannot be saved."""
        try:
            return super().process_response(request, response)
        except (Error, SessionInterrupted) as error:
            failure = outage_behind(error)
            if failure is None:
                raise
        if request.method == "POST":
            raise failure
        patch_vary_headers(response, ("Cookie",))
        return response
