"""Lets the entries of a plan exchange values that must differ: codes, positions, titles, skills."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, cast

from django.db.models import Model

from capframe.base.uniqueness import Unique, find_in_the_way, find_unique, placeholders_for
from capframe.plans import bulk
from capframe.plans.changes import Change
from capframe.plans.existing import read_values


class Exchange:
    """Lets entries make room for one another, however many a plan changes.

    First ``watch`` all that it changes, then let them ``step_aside``, then ``put_back`` what each
    had where the plan gives it nothing else.
    """

    def __init__(self) -> None:
        self._moves: dict[type[Model], dict[Unique, Moves]] = defaultdict(dict)
        self._aside: dict[type[Model], dict[int, dict[str, Any]]] = {}

    def watch(self, model: type[Model], changes: Sequence[Change]) -> None:
        """See which of these entries, all of one model, change what must be unique."""
        for unique in find_unique(model):
            moving = [c for c in changes if unique.watched & (c.after or {}).keys()]
            if unique.spare and moving:
                self._moves[model].setdefault(unique, Moves(model, unique)).add(moving)

    def step_aside(self) -> None:
        """Put placeholders where one entry is to get what another one still has."""
        for model, by_unique in self._moves.items():
            aside: dict[int, dict[str, Any]] = defaultdict(dict)
            for unique, moves in by_unique.items():
                if in_the_way := moves.find_in_the_way():
                    spare = cast(str, unique.spare)
                    for pk, values in read_values(model, [spare], in_the_way).items():
                        aside[pk][spare] = values[spare]
            self._aside[model] = aside
            for column, rows in placeholders_for(model, aside).items():
                bulk.update_rows(model, [column], rows)

    def put_back(self, model: type[Model], changes: Sequence[Change]) -> list[Change]:
        """The changes; those of entries that stepped aside put back what they do not change."""
        aside = self._aside.get(model, {})
        return [
            change._replace(after={**aside[change.pk], **(change.after or {})})
            if change.pk in aside
            else change
            for change in changes
        ]


class Moves:
    """Entries that change what one ``Unique`` watches, each as two numbers of a few bytes.

    A number stands for values: the same for the same values. Where it is the same for others too,
    an entry steps aside in vain, which costs nothing; so it does where a condition does not hold.
    """

    def __init__(self, model: type[Model], unique: Unique) -> None:
        self.model, self.unique = model, unique
        self._first: list[Change] = []
        self._before: dict[int, int] = {}
        self._after: dict[int, int] = {}
        self._takers: Counter[int] = Counter()

    def add(self, moving: Sequence[Change]) -> None:
        """Of an entry that moves alone nothing is read: nobody can be in its way."""
        moving = [*self._first, *moving]
        if len(moving) == 1 and not self._before:
            self._first = moving
            return
        self._first = []
        now = read_values(self.model, self.unique.columns, [change.pk for change in moving])
        for change in moving:
            row = now[change.pk]
            after = self.unique.values_of({**row, **(change.after or {})})
            self._before[change.pk] = hash(self.unique.values_of(row))
            self._after[change.pk] = hash(after)
            if None not in after:
                self._takers[hash(after)] += 1

    def find_in_the_way(self) -> list[int]:
        """The primary keys of those that have before what another one has afterwards."""
        return find_in_the_way(self._before, self._after, self._takers)
