"""What is saved together: everything that one request or one command writes is one save.

Each history row keeps the number of the save that wrote it, so that what was changed in one go is
shown, undone and counted as one, however many entries of however many kinds it touched. Rows that
were written outside of any save (by a migration, ``loaddata``, or before saves had numbers) have
none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from secrets import randbits

from django.http import HttpRequest, HttpResponse

# As many as a column of the database holds without a sign: two saves never draw the same.
BITS = 63
# What is only read, whose history rows there are none of.
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

_current: ContextVar[int | None] = ContextVar("save", default=None)


def current_save() -> int | None:
    """The number of the save that is going on; None outside of one."""
    return _current.get()


@contextmanager
def one_save() -> Iterator[int]:
    """Have everything that is written meanwhile belong to one save; inside of another, to that.

    Gives the save's number.
    """
    number = _current.get()
    if number is not None:
        yield number
        return
    number = randbits(BITS)
    token = _current.set(number)
    try:
        yield number
    finally:
        _current.reset(token)


class OneSaveMiddleware:
    """Makes one save of all that a request writes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        with one_save():
            return self.get_response(request)
