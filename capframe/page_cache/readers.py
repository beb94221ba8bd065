"""Who asks: somebody like everybody else, a reader with a comparison, or somebody signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import parse_cookie

from roles.tray import Tray


@dataclass(frozen=True, slots=True)
class Reader:
    """What of a reader shows on a page that is otherwise the same for everybody.

    Args:
        number: of the role levels in the comparison of one's own.
        is_signed_in: then pages have links to edit them, and none of them is kept.
    """

    number: int = 0
    is_signed_in: bool = False


EVERYBODY = Reader()


def find_reader(environ: Mapping[str, Any]) -> Reader:
    """Whoever sends this request; one without a session costs no query.

    Raises the database's errors.
    """
    cookies = environ.get("HTTP_COOKIE", "")
    if settings.SESSION_COOKIE_NAME not in cookies:
        return EVERYBODY
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    if not key or "\0" in key:
        return EVERYBODY
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return Reader(number=Tray(session).number, is_signed_in=SESSION_KEY in session)
