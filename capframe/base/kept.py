"""What was made of the catalogue and is kept in a process's memory until anything in it changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Generic, TypeVar

from capframe.base.stamp import read_stamp

T = TypeVar("T")

IS_SET_ASIDE: ContextVar[bool] = ContextVar("IS_SET_ASIDE", default=False)


@contextmanager
def set_aside() -> Iterator[None]:
    """Neither use nor keep anything inside: it reads another state than today’s."""
    token = IS_SET_ASIDE.set(True)
    try:
        yield
    finally:
        IS_SET_ASIDE.reset(token)


class Kept(Generic[T]):
    """Values by their keys, all made of one state of the catalogue.

    Args:
        most: the size of all of them together; beyond it, what was not asked for the longest goes.
        size_of: the size of a value.
    """

    def __init__(self, most: int, size_of: Callable[[T], int] = lambda value: 1) -> None:
        self.most, self.size_of = most, size_of
        self.state: Hashable = None
        self.size = 0
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def find(self, state: Hashable, key: Hashable) -> T | None:
        """The value if it was made of this state; all that was made of another one is let go."""
        with self._lock:
            if state != self.state:
                self._values.clear()
                self.state, self.size = state, 0
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, state: Hashable, key: Hashable, value: T) -> None:
        """Keep it, unless the catalogue has become another since the value was asked for.

        What is too large by itself would let all others go, and is not kept either.
        """
        with self._lock:
            if state != self.state or self.size_of(value) > self.most:
                return
            if (before := self._values.pop(key, None)) is not None:
                self.size -= self.size_of(before)
            self._values[key] = value
            self.size += self.size_of(value)
            while self.size > self.most:
                _, oldest = self._values.popitem(last=False)
                self.size -= self.size_of(oldest)

    def find_or_make(
        self, key: Hashable, make: Callable[[], T], keep: Callable[[T], bool] = lambda value: True
    ) -> T:
        """What was made for the key of the catalogue as it stands, or else is made now.

        It is given to others too: nobody may change it, and it must not depend on the day. It
        costs one query, for the catalogue's stamp.

        Args:
            key: tells what it is made of.
            make: makes it.
            keep: whether what was made is worth keeping.
        """
        if IS_SET_ASIDE.get():
            return make()
        stamp = read_stamp()
        value = self.find(stamp, key)
        if value is None:
            value = make()
            if keep(value):
                self.put(stamp, key, value)
        return value
