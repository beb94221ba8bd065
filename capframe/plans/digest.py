"""What is the same for two plans that change the same: told a piece after the other."""

import hashlib
from collections.abc import Iterable
from copy import copy
from typing import Self

from capframe.plans.changes import Whole
from capframe.plans.packing import dumped


class Digest:
    """Wherever the pieces of a plan are cut, what is told here in all is the same."""

    def __init__(self) -> None:
        self._wholes, self._changes = hashlib.sha256(), hashlib.sha256()

    def add(self, wholes: Iterable[Whole], changes: bytes) -> None:
        """Tell of one more piece: what is named in it, and its changes as JSON."""
        named = dumped([[whole.model, whole.pk, whole.title] for whole in wholes])
        for told, rows in ((self._wholes, named), (self._changes, changes)):
            told.update(rows[1:-1] + b"," if rows != b"[]" else b"")

    def copy(self) -> Self:
        """One that goes on from here by itself."""
        other = copy(self)
        other._wholes, other._changes = self._wholes.copy(), self._changes.copy()
        return other

    def hexdigest(self) -> str:
        return hashlib.sha256(self._wholes.digest() + self._changes.digest()).hexdigest()
