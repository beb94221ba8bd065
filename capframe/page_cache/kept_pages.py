"""The pages that a process keeps in its memory, and what of the catalogue they were made of."""

import sys
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

from capframe.page_cache.compression import GZIP, compress, decompress

Headers = tuple[tuple[str, str], ...]
# Of a kept page beside its bodies: its key, its headers and what Python needs for them, in bytes.
BESIDE = 2_000


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was made once.

    Args:
        headers: of the answer, but for those that differ between requests or encodings.
        tag: of the text; with the encoding, what the page is known by (ETag).
        bodies: compressed, by the encodings in which it was asked for.
    """

    headers: Headers
    tag: str
    bodies: dict[str, bytes]

    @property
    def size(self) -> int:
        return BESIDE + sum(map(sys.getsizeof, self.bodies.values()))

    @property
    def text(self) -> bytes:
        encoding, body = next(iter(self.bodies.items()))
        return decompress(body, encoding)

    def body(self, encoding: str) -> bytes:
        """In an encoding that it is kept in, or plain."""
        return self.bodies[encoding] if encoding else self.text

    def also_in(self, encoding: str) -> "KeptPage":
        """The same, kept in this encoding as well."""
        body = compress(self.text, encoding, kept=True)
        return KeptPage(self.headers, self.tag, {**self.bodies, encoding: body})


def keep(text: bytes, headers: Headers, encoding: str) -> KeptPage:
    """The page as it is kept, compressed; whoever takes it plain has it from there."""
    kept_as = encoding or GZIP
    tag = blake2b(text, digest_size=12).hexdigest()
    return KeptPage(headers, tag, {kept_as: compress(text, kept_as, kept=True)})


class KeptPages:
    """Pages by what was asked for, all made of one state of the catalogue.

    Args:
        most: bytes of memory; beyond them, what was not asked for the longest goes.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.state: Hashable = None
        self.size = 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._lock = Lock()

    def find(self, state: Hashable, key: Hashable) -> KeptPage | None:
        """The page if it was made of this state; all that was made of another one is let go."""
        with self._lock:
            if state != self.state:
                self._pages.clear()
                self.state, self.size = state, 0
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, state: Hashable, key: Hashable, page: KeptPage) -> None:
        """Keep it, unless the catalogue has become another since the page was asked for."""
        with self._lock:
            if state != self.state:
                return
            if before := self._pages.pop(key, None):
                self.size -= before.size
            self._pages[key] = page
            self.size += page.size
            while self.size > self.most:
                _, oldest = self._pages.popitem(last=False)
                self.size -= oldest.size
