"""Whose turn it is to have a file made: so few at once that pages always find a thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from capframe.base.http import Refused

TRY_AGAIN_SECONDS = 5


class Turns:
    """Lets a few in at once, has a few more wait, and turns everybody else away.

    Args:
        at_once: how many have their turn at the same time, in each process of the server.
        waiting: how many more may wait; each holds a thread.
        patience: how many seconds they wait.
    """

    def __init__(self, *, at_once: int, waiting: int, patience: float) -> None:
        self.most = at_once + waiting
        self.patience = patience
        self._admitted = BoundedSemaphore(self.most)
        self._making = BoundedSemaphore(at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and have it. Raises Refused (503) where too many wait, or too long."""
        with (
            acquired(self._admitted, patience=0),
            acquired(self._making, patience=self.patience),
        ):
            yield


@contextmanager
def acquired(semaphore: BoundedSemaphore, *, patience: float) -> Iterator[None]:
    """Hold the semaphore. Raises Refused (503) where it is not free in time."""
    if not semaphore.acquire(timeout=patience):
        raise Refused(
            "Many files are being made at the moment.",
            f"Nothing is lost. Wait {TRY_AGAIN_SECONDS} seconds, then try again.",
            status=503,
            retry_after=TRY_AGAIN_SECONDS,
        )
    try:
        yield
    finally:
        semaphore.release()


# Files to download. Two, so that a long export does not hold up a short sheet.
FILES = Turns(at_once=2, waiting=3, patience=10)
