"""A plan's changes in pieces, so that no more of a large plan is in memory than is looked at.

A piece has three layers, each larger than the one before: its head (numbers, held for all pieces
of a plan), its index (names and keys) and its changes with all values.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, Protocol

from capframe.plans.changes import Change, Outcome, Whole
from capframe.plans.packing import compress, decompress, dumped, pack, unpack

Counts = Mapping[Outcome, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class PieceHead:
    """What is known of a piece without unpacking anything.

    Args:
        first_whole: the place in the plan of the first whole that is named in it.
        named: how many wholes are.
        lowest: the least place of a whole that its changes stand in, -1 where one stands in none.
        highest: the greatest.
        gaps: whether a whole that is named in it has no change in it.
        numbers: the least and the greatest of the numbers (below 0) of entries it creates.
        counts: how many changes have each outcome, by model.
    """

    first_whole: int
    named: int
    lowest: int
    highest: int
    gaps: bool
    numbers: tuple[int, int]
    counts: Counts

    @property
    def size(self) -> int:
        """How many changes it has."""
        return sum(sum(by_model.values()) for by_model in self.counts.values())

    def has(self, outcomes: Iterable[Outcome]) -> bool:
        """Whether a change of it has one of these outcomes."""
        return any(self.counts.get(outcome) for outcome in outcomes)

    def as_json(self) -> list[Any]:
        numbers = list(self.numbers)
        places = [self.first_whole, self.named, self.lowest, self.highest, self.gaps]
        return [*places, numbers, self.counts]

    @classmethod
    def from_json(cls, kept: Sequence[Any]) -> "PieceHead":
        first_whole, named, lowest, highest, gaps, numbers, counts = kept
        by_outcome = {Outcome(name): by_model for name, by_model in counts.items()}
        least, greatest = numbers
        return cls(first_whole, named, lowest, highest, gaps, (least, greatest), by_outcome)


@dataclass(frozen=True, slots=True)
class PieceIndex:
    """What a piece is about, without the values.

    Args:
        wholes: those that are named in it.
        touched: how many of its changes stand in each whole, by the whole's place in the plan.
        entries: the primary keys or numbers of its entries by model, by outcome.
    """

    wholes: Sequence[Whole]
    touched: Mapping[int, int]
    entries: Mapping[Outcome, Mapping[str, Sequence[int]]]


class Piece(Protocol):
    """Some of a plan's changes, in the plan's order."""

    @property
    def head(self) -> PieceHead: ...

    @property
    def index(self) -> PieceIndex: ...

    def read(self) -> list[Change]:
        """Its changes, unpacked at each call."""

    def dump(self) -> bytes:
        """Its changes as JSON."""


class LoosePiece:
    """A piece that is not compressed."""

    def __init__(self, first_whole: int, wholes: Sequence[Whole], changes: list[Change]) -> None:
        self.first_whole, self.wholes, self.changes = first_whole, wholes, changes

    def read(self) -> list[Change]:
        return self.changes

    def dump(self) -> bytes:
        return dump_changes(self.changes)

    @cached_property
    def index(self) -> PieceIndex:
        entries: dict[Outcome, dict[str, list[int]]] = {}
        for change in self.changes:
            by_model = entries.setdefault(change.outcome, {})
            by_model.setdefault(change.model, []).append(change.pk)
        touched = Counter(map(attrgetter("whole"), self.changes))
        return PieceIndex(self.wholes, touched, entries)

    @cached_property
    def head(self) -> PieceHead:
        index = self.index
        created = index.entries.get(Outcome.CREATED, {}).values()
        numbers = [pk for pks in created for pk in pks if pk < 0]
        return PieceHead(
            first_whole=self.first_whole,
            named=len(self.wholes),
            lowest=min(index.touched, default=0),
            highest=max(index.touched, default=-1),
            gaps=any(
                place not in index.touched
                for place in range(self.first_whole, self.first_whole + len(self.wholes))
            ),
            numbers=(min(numbers, default=0), max(numbers, default=0)),
            counts={
                outcome: {label: len(pks) for label, pks in by_model.items()}
                for outcome, by_model in index.entries.items()
            },
        )


@dataclass(frozen=True, slots=True)
class PackedPiece:
    """A piece whose index and changes are compressed, as they are kept."""

    head: PieceHead
    packed_index: bytes
    packed_changes: bytes

    @property
    def index(self) -> PieceIndex:
        return unpack_index(self.packed_index)

    def read(self) -> list[Change]:
        return unpack_changes(self.packed_changes)

    def dump(self) -> bytes:
        return decompress(self.packed_changes)


class RewrittenPiece:
    """A piece made from another as it is read. Here it is about the same; others inherit."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece

    def rewrite(self, changes: list[Change]) -> Iterable[Change]:
        """What becomes of the other piece's changes."""
        return changes

    @property
    def head(self) -> PieceHead:
        return self.piece.head

    @property
    def index(self) -> PieceIndex:
        return self.piece.index

    def read(self) -> list[Change]:
        return list(self.rewrite(self.piece.read()))

    def dump(self) -> bytes:
        return dump_changes(self.read())


def pack_piece(piece: Piece, changes: bytes | None = None) -> PackedPiece:
    """The piece packed; ``changes`` is what it dumps, where that is at hand."""
    if isinstance(piece, PackedPiece):
        return piece
    index = piece.index
    wholes = [[whole.model, whole.pk, whole.title] for whole in index.wholes]
    return PackedPiece(
        piece.head,
        pack([wholes, list(index.touched.items()), index.entries]),
        compress(piece.dump() if changes is None else changes),
    )


def dump_changes(changes: Iterable[Change]) -> bytes:
    return dumped(list(changes))


def unpack_index(packed: bytes) -> PieceIndex:
    wholes, touched, entries = unpack(packed)
    return PieceIndex(
        [Whole(*whole) for whole in wholes],
        dict(touched),
        {Outcome(name): by_model for name, by_model in entries.items()},
    )


def unpack_changes(packed: bytes) -> list[Change]:
    return list(map(Change._make, unpack(packed)))
