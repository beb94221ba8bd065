"""Says of what is written that it is taken back before anybody sees it: nothing need follow it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_taken_back: ContextVar[bool] = ContextVar("is_taken_back", default=False)


@contextmanager
def taken_back() -> Iterator[None]:
    """Have everything that is written meanwhile count as taken back; see to it that it is."""
    token = _is_taken_back.set(True)
    try:
        yield
    finally:
        _is_taken_back.reset(token)


def is_taken_back() -> bool:
    return _is_taken_back.get()
