"""A plan: everything that would change. It knows no request, no query, no template."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice
from typing import Any

from capframe.plans.changes import Change, Outcome, Whole
from capframe.plans.digest import Digest
from capframe.plans.pieces import LoosePiece, Piece, PieceIndex, pack_piece

# So many changes are packed together, as soon as the next whole begins; of one whole, so many.
PIECE = 1_000
LONGEST_PIECE = 4_000


class Plan:
    """Everything that would change, and what that was compared with.

    Args:
        wholes: what the changes stand in, in the order of a preview.
        changes: entries before those that refer to them.
        unchanged: how many entries are already as they should be, by model.
        history_versions: the newest history row of each model when its entries were read.
        pieces: wholes and changes that come before these, packed.
    """

    def __init__(
        self,
        wholes: Iterable[Whole] = (),
        changes: Iterable[Change] = (),
        unchanged: Mapping[str, int] | None = None,
        history_versions: Mapping[str, int] | None = None,
        *,
        pieces: Iterable[Piece] = (),
    ) -> None:
        self._pieces = list(pieces)
        # What is told so far of what the plan changes, and of how many of its pieces.
        self._told, self._number_told = Digest(), 0
        self._wholes, self._changes = list(wholes), list(changes)
        self._packed_wholes = sum(piece.head.named for piece in self._pieces)
        self.unchanged = Counter(unchanged or {})
        self.history_versions = dict(history_versions or {})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Plan):
            return NotImplemented
        return all(
            getattr(self, name) == getattr(other, name)
            for name in ("wholes", "changes", "unchanged", "history_versions")
        )

    __hash__ = None  # type: ignore[assignment]

    @property
    def wholes(self) -> "Wholes":
        return Wholes(self)

    @property
    def changes(self) -> "Changes":
        return Changes(self)

    @property
    def pieces(self) -> list[Piece]:
        """Everything that it has by now."""
        if not self._wholes and not self._changes:
            return list(self._pieces)
        return [*self._pieces, LoosePiece(self._packed_wholes, self._wholes, self._changes)]

    @property
    def number_of_wholes(self) -> int:
        return self._packed_wholes + len(self._wholes)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many entries of each model are created, changed, unchanged and withdrawn."""
        numbers: dict[str, Counter[str]] = {
            "created": Counter(),
            "changed": Counter(),
            "unchanged": +self.unchanged,
            "withdrawn": Counter(),
        }
        for piece in self.pieces:
            for outcome, by_model in piece.head.counts.items():
                numbers[outcome.counted_as].update(by_model)
        return {name: dict(sorted(counter.items())) for name, counter in numbers.items()}

    @property
    def digest(self) -> str:
        """The same for two plans that change the same, whatever else has changed meanwhile."""
        told = self._told.copy()
        for piece in self.pieces[self._number_told :]:
            told.add(piece.index.wholes, piece.dump())
        return told.hexdigest()

    def add_whole(self, whole: Whole) -> int:
        """Begin what the next changes stand in. Returns its place in ``wholes``."""
        if len(self._changes) >= PIECE:
            self._pack()
        self._wholes.append(whole)
        return self.number_of_wholes - 1

    def add(self, change: Change) -> None:
        if len(self._changes) >= LONGEST_PIECE:
            self._pack()
        self._changes.append(change)

    def _pack(self) -> None:
        """Put what has been added since the last time into a piece."""
        loose = LoosePiece(self._packed_wholes, self._wholes, self._changes)
        changes = loose.dump()
        if self._number_told == len(self._pieces):
            self._told.add(self._wholes, changes)
            self._number_told += 1
        piece = pack_piece(loose, changes)
        self._pieces.append(piece)
        self._packed_wholes += piece.head.named
        self._wholes, self._changes = [], []

    def batches(self, *outcomes: Outcome) -> Iterator[list[Change]]:
        """The changes of a piece at a time; of these outcomes only, where some are given."""
        for piece in self.pieces:
            if not outcomes:
                yield piece.read()
            elif piece.head.has(outcomes):
                yield [change for change in piece.read() if change.outcome in outcomes]

    def keys(self, *outcomes: Outcome) -> dict[str, set[int]]:
        """The primary keys or numbers of the entries with one of these outcomes, by model."""
        found: dict[str, set[int]] = defaultdict(set)
        for piece in self.pieces:
            if piece.head.has(outcomes):
                for label, pks in _entries_of(piece.index, outcomes):
                    found[label].update(pks)
        return found

    def find(self, wanted: Mapping[str, Set[int]], *outcomes: Outcome) -> list[Change]:
        """The changes with one of these outcomes of some entries, by model and primary key."""
        found: list[Change] = []
        for piece in self.pieces if any(wanted.values()) else ():
            if piece.head.has(outcomes) and any(
                label in wanted and not wanted[label].isdisjoint(pks)
                for label, pks in _entries_of(piece.index, outcomes)
            ):
                found += [
                    change
                    for change in piece.read()
                    if change.pk in wanted.get(change.model, ()) and change.outcome in outcomes
                ]
        return found

    def wholes_at(self, places: Collection[int]) -> dict[int, Whole]:
        """Some of the wholes by their places, of those that there are."""
        found: dict[int, Whole] = {}
        for piece in self.pieces:
            first, named = piece.head.first_whole, piece.head.named
            here = [place for place in places if first <= place < first + named]
            if here:
                wholes = piece.index.wholes
                found |= {place: wholes[place - first] for place in here}
        return dict(sorted(found.items()))

    def touched_wholes(self) -> Sequence[int]:
        """The places of the wholes in which something changes, in order; -1 stands for none.

        As a plan is made it has no others, but what is left out of it later may leave some empty.
        """
        heads = [piece.head for piece in self.pieces]
        first = -1 if any(head.lowest < 0 for head in heads) else 0
        places = range(first, self.number_of_wholes)
        empty = self._find_empty() if any(head.gaps for head in heads) else ()
        return [place for place in places if place not in empty] if empty else places

    def count_outcomes(self) -> Counter[Outcome]:
        """How many entries are created, withdrawn, removed and so on, of all models together."""
        numbers: Counter[Outcome] = Counter()
        for piece in self.pieces:
            for outcome, by_model in piece.head.counts.items():
                numbers[outcome] += sum(by_model.values())
        return numbers

    def wholes_with(self, *outcomes: Outcome, pieces: int) -> set[int]:
        """The places of the wholes in which something has one of these outcomes.

        Of the first pieces alone that have any, so that no more than these are unpacked.
        """
        having = (piece for piece in self.pieces if piece.head.has(outcomes))
        changes = chain.from_iterable(piece.read() for piece in islice(having, pieces))
        return {change.whole for change in changes if change.outcome in outcomes}

    def _find_empty(self) -> set[int]:
        empty = set(range(self.number_of_wholes))
        for piece in self.pieces:
            empty -= piece.index.touched.keys()
        return empty

    def changes_in(self, wholes: Collection[int]) -> dict[int, list[Change]]:
        """The changes that stand in some wholes, by the wholes' places; only these are unpacked."""
        found: dict[int, list[Change]] = {place: [] for place in sorted(wholes)}
        for piece in self.pieces:
            head = piece.head
            if any(head.lowest <= place <= head.highest for place in found):
                for change in piece.read():
                    if change.whole in found:
                        found[change.whole].append(change)
        return found


def _entries_of(
    index: PieceIndex, outcomes: Iterable[Outcome]
) -> Iterator[tuple[str, Sequence[int]]]:
    return chain.from_iterable(index.entries.get(outcome, {}).items() for outcome in outcomes)


class Changes(Sequence[Change]):
    """A plan's changes one after the other; asking for one by its place unpacks them all."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __len__(self) -> int:
        return sum(piece.head.size for piece in self.plan.pieces)

    def __iter__(self) -> Iterator[Change]:
        return chain.from_iterable(self.plan.batches())

    def __getitem__(self, place: Any) -> Any:
        return list(self)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Iterable) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))


class Wholes(Sequence[Whole]):
    """What a plan's changes stand in, in the order of a preview."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __len__(self) -> int:
        return self.plan.number_of_wholes

    def __iter__(self) -> Iterator[Whole]:
        pieces = sorted(self.plan.pieces, key=lambda piece: piece.head.first_whole)
        return chain.from_iterable(piece.index.wholes for piece in pieces)

    def __getitem__(self, place: Any) -> Any:
        return self.plan.wholes_at([place])[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Iterable) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))
