"""The primary keys of what a plan creates, by the numbers that stand for them in the plan."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from sys import byteorder
from typing import Any

from capframe.plans.packing import compress, decompress


class NewKeys(Mapping[int, int]):
    """Primary keys by numbers from -1 downwards; a few bytes each.

    Args:
        size: how many numbers the plan has.
    """

    def __init__(self, size: int = 0) -> None:
        # Read from its end, so that a number is a place in it; 0 where there is no key yet.
        self._keys = array("q", bytes(8 * size))

    def __getitem__(self, number: int) -> int:
        key = self.get(number)
        if key is None:
            raise KeyError(number)
        return key

    def get(self, number: Any, default: Any = None) -> Any:
        """The key that the number stands for, ``default`` for anything else."""
        if number is None or not -len(self._keys) <= number < 0:
            return default
        return self._keys[number] or default

    def resolve(self, values: Iterable[Any]) -> list[Any]:
        """The values with keys in the place of numbers; all others as they are."""
        keys, least = self._keys, -len(self._keys)
        return [keys[one] or one if one is not None and least <= one < 0 else one for one in values]

    def __len__(self) -> int:
        return len(self._keys) - self._keys.count(0)

    def __iter__(self) -> Iterator[int]:
        return (n for n in range(-1, -len(self._keys) - 1, -1) if self._keys[n])

    def set(self, numbers: Iterable[int], keys: Iterable[int]) -> None:
        """Let each of the numbers stand for the key at the same place."""
        for number, key in zip(numbers, keys, strict=True):
            self._keys[number] = key

    def pack(self) -> bytes:
        keys = self._keys[:]
        if byteorder == "big":
            keys.byteswap()
        return compress(keys.tobytes())

    @classmethod
    def unpack(cls, kept: bytes) -> "NewKeys":
        """What was packed; none where nothing is kept."""
        found = cls()
        if kept:
            found._keys.frombytes(decompress(kept))
        if byteorder == "big":
            found._keys.byteswap()
        return found
