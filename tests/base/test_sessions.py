import pytest
from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from capframe.base.outages import outage_of
from capframe.base.sessions import SessionMiddleware
from tests.failures import LOCKED, READ_ONLY

pytestmark = pytest.mark.django_db


KEYS = pytest.mark.parametrize("key", [None, "k" * 32])
ERRORS = pytest.mark.parametrize("error", [LOCKED, READ_ONLY])


def respond(method="get", error=None, key=None):
    """The response to a request that notes something in the session; writing it fails so."""

    def execute(execute, sql, params, many, context):
        if error and sql.startswith(("INSERT", "UPDATE")):
            raise error
        return execute(sql, params, many, context)

    middleware = SessionMiddleware(lambda request: HttpResponse("page"))
    request = getattr(RequestFactory(), method)("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = key
    middleware.process_request(request)
    request.session["noted"] = 1
    request.session._session_key = key
    with connection.execute_wrapper(execute):
        return middleware.process_response(request, HttpResponse("page"))


def test_it_works():
    assert respond().cookies[settings.SESSION_COOKIE_NAME].value


@ERRORS
@KEYS
def test_a_page_is_there_without_its_note(error, key):
    response = respond(error=error, key=key)
    assert response.content == b"page"
    assert response["Vary"] == "Cookie"
    assert not response.cookies


@ERRORS
@KEYS
def test_who_sends_a_form_is_told_that_the_database_fails(error, key):
    with pytest.raises(type(error)) as caught:
        respond("post", error, key)
    assert outage_of(caught.value) is outage_of(error) is not None


def test_a_session_that_somebody_ended_is_no_failing_database():
    with pytest.raises(SessionInterrupted):
        respond("post", key="k" * 32)


def test_an_error_of_ours_is_not_hidden():
    with pytest.raises(ValueError, match="ours"):
        respond("get", ValueError("ours"))
