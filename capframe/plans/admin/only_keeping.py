"""What a request is for that may do everything, since nothing that it does is saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from capframe.plans.models import UnpublishedChange


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a page is for that only keeps things unpublished.

    Args:
        joined: the change that it was opened from, if it was.
        is_recorded: whether it is carried out and taken back, not just shown.
        said: what somebody is to be told of what is recorded, unless it is kept.
    """

    joined: UnpublishedChange | None
    is_recorded: bool
    said: list[tuple[Any, Any]] = field(default_factory=list)


def keeping_of(request: HttpRequest) -> Keeping | None:
    """What the page is for where it only keeps things unpublished; None where it does not."""
    return getattr(request, "keeping", None)


@contextmanager
def only_keeping(request: Any, keeping: Keeping) -> Iterator[None]:
    request.keeping = keeping
    try:
        yield
    finally:
        request.keeping = None
