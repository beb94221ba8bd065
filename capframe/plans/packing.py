"""Large values as they are kept: JSON, compressed."""

import json
import zlib
from typing import Any

# Above this zlib takes several times as long and gains little.
LEVEL = 3


# What is kept holds nothing that holds itself: to look for that takes a tenth of the time.
ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True
)


def dumped(value: Any) -> bytes:
    """JSON without spaces, the same for the same value."""
    return ENCODER.encode(value).encode()


def pack(value: Any) -> bytes:
    return compress(dumped(value))


def unpack(kept: bytes) -> Any:
    """What ``pack`` was given, with lists for tuples and texts for keys."""
    return json.loads(decompress(kept))


def compress(content: bytes) -> bytes:
    return zlib.compress(content, LEVEL)


def decompress(kept: bytes) -> bytes:
    return zlib.decompress(kept)
