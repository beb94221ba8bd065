"""What taking something back would do as things stand now, item by item.

An item is what is ticked as one: a field of an entry that stays, with those that go with it by a
constraint; or an entry that comes back or goes, with all that stands in it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from capframe.base.parts import whole_field
from capframe.plans import bulk
from capframe.plans.apply import foreign_keys, model_of
from capframe.plans.changes import Change, Outcome, Values
from capframe.plans.conflicts import DELETED, Conflict, find_conflicts
from capframe.plans.merging.folded import find_folded
from capframe.plans.packing import dumped
from capframe.plans.plan import Plan
from capframe.plans.taken import Taken, find_taken
from capframe.plans.tied import group_tied
from capframe.plans.wholes import EntryKey

# An entry by the label of its model and its primary key, as a plan has it.
Key = tuple[str, int]

TAKEN = "Another entry has its place by now."
RIVALS = "Another of these has the same place: choose one of them only, on the page before."


@dataclass(frozen=True, slots=True)
class BackItem:
    """What is taken back as one.

    Args:
        top: the change that it is about; of an entry with its parts, that of the entry.
        changes: all of them, as things stand now.
        problem: why it cannot go back, in a sentence; empty where it can.
        taken_by: the entry that has its place by now, where one has.
        since: who changed it again, and when; None where nobody did.
        left: what would make it what it was left as, where it is something else by now.
    """

    top: Change
    changes: Sequence[Change]
    problem: str = ""
    taken_by: EntryKey | None = None
    since: Conflict | None = None
    left: Change | None = None

    @property
    def key(self) -> str:
        """What a form calls it: the same for as long as it is about the same."""
        top = self.top
        columns = list(top.after or {})[:1] if top.before is not None and top.after else []
        return ":".join([top.model, str(top.pk), *columns])


@dataclass(slots=True)
class Hindrances:
    """What stands in the way of taking a plan's changes back, by the entries that it is about.

    Args:
        edited: what was changed again since.
        blocked: what cannot be put back or taken away.
        taken: whose place another entry has.
        done: entries that are there again, or gone already: nothing is left to do.
    """

    edited: dict[Key, Conflict] = field(default_factory=dict)
    blocked: dict[Key, list[Conflict]] = field(default_factory=lambda: defaultdict(list))
    taken: dict[Key, list[Taken]] = field(default_factory=lambda: defaultdict(list))
    done: set[Key] = field(default_factory=set)


def key_of(change: Change) -> Key:
    return change.model, change.pk


def find_hindrances(back: Plan) -> Hindrances:
    """What stands in the way of a plan that would take something back."""
    found = Hindrances()
    for label, pks in back.keys(Outcome.CREATED).items():
        found.done |= {(label, pk) for pk in bulk.read_rows(model_of(label), [], pks)}
    for one in find_conflicts(back):
        key = key_of(one.change)
        if one.gone:
            found.done.add(key)
        elif one.blocks:
            found.blocked[key].append(one)
        else:
            found.edited[key] = one
    for one in find_folded(back):
        found.blocked[key_of(one.change)].append(one)
    for taken in find_taken(back):
        found.taken[key_of(taken.change)].append(taken)
    return found


class TakingBack:
    """A plan that takes something back, as far as that is possible and left to do."""

    def __init__(self, back: Plan) -> None:
        self.back = back

    @cached_property
    def items(self) -> list[BackItem]:
        """In the plan's order, each where its first change stands."""
        return list(_Itemising(self.back).items())

    @cached_property
    def digest(self) -> str:
        """The same for as long as it would do the same, and the same stands in the way."""
        told = [
            [
                *(item.key, item.problem, item.since and str(item.since.when)),
                item.taken_by and [item.taken_by[0]._meta.label, item.taken_by[1]],
                [[*key_of(change), change.before, change.after] for change in item.changes],
            ]
            for item in self.items
        ]
        return hashlib.sha256(dumped(told)).hexdigest()


class _Itemising:
    """Puts the changes of a plan into items."""

    def __init__(self, back: Plan) -> None:
        self.changes = list(back.changes)
        self.hindrances = find_hindrances(back)
        left = [one for one in self.changes if key_of(one) not in self.hindrances.done]
        self.coming = {key_of(one): one for one in left if one.before is None}
        self.going = {key_of(one): one for one in left if one.after is None}
        self.problems: dict[Key, str] = {}

    def items(self) -> Iterator[BackItem]:
        self._find_problems_of_coming()
        self._find_problems_of_going()
        groups = {**self._group(self.coming), **self._group(self.going)}
        for change in self.changes:
            key = key_of(change)
            if change.before is not None and change.after is not None:
                yield from self._fields_of(change)
            elif key in groups:
                yield self._whole_item(key, groups[key])

    def _find_problems_of_coming(self) -> None:
        """Those of what cannot come back, and of what refers to it: that comes after it."""
        for key, change in self.coming.items():
            if blocked := self.hindrances.blocked.get(key):
                self.problems[key] = blocked[0].what
            elif key in self.hindrances.taken:
                self.problems[key] = TAKEN if self._taken_by(key) else RIVALS
            else:
                self._inherit(key, self._missing(change, change.after or {}))

    def _taken_by(self, key: Key) -> EntryKey | None:
        """What has the place of what would come back; None where it would come back too."""
        every = (taken.by for taken in self.hindrances.taken.get(key, ()))
        there = (one for one in every if (one[0]._meta.label_lower, one[1]) not in self.coming)
        return next(there, None)

    def _missing(self, change: Change, values: Values) -> str:
        """What is wrong with values that refer to something that cannot come back."""
        for column, target in references_in(change.model, values):
            if target in self.problems and target in self.coming:
                noun = foreign_keys(model_of(change.model))[column].related_model._meta.verbose_name
                return f"Its {noun} cannot come back."
        return ""

    def _inherit(self, key: Key, problem: str) -> None:
        if problem:
            self.problems[key] = problem

    def _find_problems_of_going(self) -> None:
        """Those of what cannot go, and of what it stands in or refers to: that goes after it."""
        for key, change in self.going.items():
            if blocked := self.hindrances.blocked.get(key):
                self.problems[key] = blocked[0].what
            if key in self.problems:
                for _, target in references_in(change.model, change.before or {}):
                    if target in self.going:
                        noun = model_of(change.model)._meta.verbose_name
                        self.problems.setdefault(target, f"A {noun} stays that needs it.")

    def _group(self, changes: Mapping[Key, Change]) -> dict[Key, list[Change]]:
        """The changes by the entry that they stand in, as far as that comes or goes with them."""
        groups: dict[Key, list[Change]] = defaultdict(list)
        for key, change in changes.items():
            top = key
            while (above := holder_of(*top, changes)) and self._is_alike(top, above):
                top = above
            groups[top].append(change)
        return groups

    def _is_alike(self, one: Key, other: Key) -> bool:
        """Whether both can be taken back, or neither."""
        return (one in self.problems) is (other in self.problems)

    def _whole_item(self, key: Key, changes: Sequence[Change]) -> BackItem:
        edited = [self.hindrances.edited.get(key_of(change)) for change in changes]
        as_it_stands = [
            change._replace(before={**(change.before or {}), **(since.now or {})})
            if since
            else change
            for change, since in zip(changes, edited, strict=True)
        ]
        return BackItem(
            top=next(change for change in as_it_stands if key_of(change) == key),
            changes=as_it_stands,
            problem=self.problems.get(key, ""),
            taken_by=self._taken_by(key),
            since=next(filter(None, edited), None),
        )

    def _fields_of(self, change: Change) -> Iterator[BackItem]:
        """An item for each group of fields that is not as it would be put back."""
        key = key_of(change)
        before, after = change.before or {}, change.after or {}
        since = self.hindrances.edited.get(key)
        now = {**before, **((since and since.now) or {})}
        for name in cast(Any, model_of(change.model)).list_fields:
            if name in after and now[name] != before[name]:
                after = {**after, name: put_lines_back(before[name], after[name], now[name])}
                before = {**before, name: now[name]}
        for columns in group_tied(model_of(change.model), after):
            names = [name for name in columns if now[name] != after[name]]
            if not names:
                continue
            is_edited = any(now[name] != before[name] for name in columns)
            problem, taken_by = self._problem_of_fields(change, columns)
            back, left = (
                _only(change, [name for name in columns if now[name] != to[name]], now, to)
                for to in (after, before)
            )
            yield BackItem(
                top=back,
                changes=[back],
                problem=problem,
                taken_by=taken_by,
                since=since if is_edited else None,
                left=left if is_edited else None,
            )

    def _problem_of_fields(
        self, change: Change, columns: Sequence[str]
    ) -> tuple[str, EntryKey | None]:
        for one in self.hindrances.blocked.get(key_of(change), ()):
            if one.what == DELETED or one.column in columns:
                return one.what, None
        for taken in self.hindrances.taken.get(key_of(change), ()):
            if {*taken.columns} & {*columns}:
                return TAKEN, taken.by
        values = {name: (change.after or {}).get(name) for name in columns}
        return self._missing(change, values), None


def _only(change: Change, names: Sequence[str], before: Values, after: Values) -> Change:
    """The change of some of its columns alone."""
    return change._replace(
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
    )


def put_lines_back(left: str, back: str, now: str) -> str:
    """A list without the lines that a change added to it, and with those that it took out.

    Args:
        left: as the change left it.
        back: as it was before.
        now: as it is, perhaps changed again.
    """
    was, became, is_now = (dict.fromkeys(text.splitlines()) for text in (back, left, now))
    stay = [line for line in is_now if line in was or line not in became]
    return "\n".join(dict.fromkeys([*stay, *(line for line in was if line not in became)]))


def references_in(label: str, values: Values) -> Iterator[tuple[str, Key]]:
    """The columns among these values that refer to another entry, each with that entry."""
    for column, key in foreign_keys(model_of(label)).items():
        if (pk := values.get(column)) is not None:
            yield column, (cast(Any, key.related_model)._meta.label_lower, pk)


def holder_of(label: str, pk: int, changes: Mapping[Key, Change]) -> Key | None:
    """What an entry stands in, where that is among these changes too."""
    holder = whole_field(model_of(label))
    if holder is None:
        return None
    above = cast(Any, holder.related_model)._meta.label_lower
    key = above, changes[label, pk].values[holder.attname]
    return key if key in changes else None
