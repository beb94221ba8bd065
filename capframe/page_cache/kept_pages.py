"""A page as a process keeps it in its memory."""

import sys
from dataclasses import dataclass
from hashlib import blake2b

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
