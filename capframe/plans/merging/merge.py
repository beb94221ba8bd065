"""Makes one entry of two: a plan by which one stays, and all that used the other uses it."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from capframe.base.aliases import ALIASES, HasAliases, list_aliases
from capframe.base.models import Entry, Source, Status
from capframe.base.status import HasStatus
from capframe.base.titles import noun_and_title, title_from
from capframe.plans.apply import foreign_keys
from capframe.plans.changes import Values
from capframe.plans.existing import ExistingEntry
from capframe.plans.merging.draft import Draft
from capframe.plans.merging.steps import fold, moved, take
from capframe.plans.merging.texts import (
    Node,
    Scales,
    Side,
    compare,
    read_nodes,
)
from capframe.plans.merging.users import Clash, Users, find_users
from capframe.plans.packing import dumped
from capframe.plans.plan import Plan
from capframe.spreadsheets.names import folded

# What is chosen: a side by the key of a text or of a clash.
Choices = Mapping[str, Side]
# The column of a source that says which addresses of merged ones lead to it.
MERGED = "merged_slugs"


class NotMergeable(Exception):
    """Raised where two entries cannot be merged so; says why, each reason with what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Merging:
    """Two entries of one model as they stand, to be made one.

    Args:
        left: one of them.
        right: the other.
    """

    def __init__(self, left: Entry, right: Entry) -> None:
        self.model = type(left)
        self.entries: dict[Side, Any] = {Side.LEFT: left, Side.RIGHT: right}
        read = read_nodes(self.model, "id", [left.pk, right.pk])
        self.nodes = {side: read[entry.pk][0] for side, entry in self.entries.items()}
        self.scales = Scales(self.nodes)
        self.texts = list(compare(self.nodes, self.scales))
        self.users = list(find_users(self.nodes, self.scales))

    @property
    def clashes(self) -> list[Clash]:
        """What would be twice the same."""
        return [clash for users in self.users for clash in users.clashes]

    @property
    def asked(self) -> list[Clash]:
        """Those of them of which somebody has to say what becomes of them."""
        return [clash for clash in self.clashes if clash.is_part and clash.asked]

    @cached_property
    def digest(self) -> str:
        """The same as long as nothing of all this was changed."""
        users = [
            [users.model._meta.label_lower, users.field.name, _told(users)] for users in self.users
        ]
        read = [_told_of(node) for node in self.nodes.values()]
        return hashlib.sha256(dumped([read, users])).hexdigest()

    def find_problems(self, stays: Side) -> list[str]:
        """Why the two cannot be merged so that this one stays, whatever else is chosen."""
        return [*self._status_problems(stays), *self._clash_problems(), *self._step_problems(stays)]

    def plan(self, stays: Side, choices: Choices) -> Plan:
        """The plan that makes one of them.

        Args:
            stays: which one.
            choices: of texts that both say; the one that stays has its own where nothing is said.
                Of each clash that is asked about.

        Raises NotMergeable.
        """
        problems = self.find_problems(stays)
        if any(choices.get(clash.key) not in tuple(Side)[:2] for clash in self.asked):
            problems.append("Choose what becomes of each that uses both.")
        if problems:
            raise NotMergeable(problems)
        draft = Draft()
        for text in self.texts:
            take(draft, text, text.taken(choices, stays), stays, self.scales)
        for users in self.users:
            self._move(draft, users, stays, choices)
        self._end(draft, stays)
        return draft.plan()

    def _move(self, draft: Draft, users: Users, stays: Side, choices: Choices) -> None:
        """Have those that use the one that goes use the other."""
        gone = {clash.rows[stays.other].entry.pk for clash in users.clashes}
        to = self.nodes[stays].entry.pk
        for pk, row in users.rows[stays.other].items():
            if pk not in gone:
                values = moved(users.model, row.values, stays, self.scales)
                draft.change(users.model, row, {**values, users.field.attname: to})
        for clash in users.clashes:
            fold(draft, clash, stays, choices.get(clash.key, stays), self.scales)

    def _end(self, draft: Draft, stays: Side) -> None:
        """Withdraw the one that goes, or remove it where it has no status."""
        kept, gone = self.nodes[stays].entry, self.nodes[stays.other].entry
        if issubclass(self.model, HasAliases):
            title = kept.values[self.model.named_by[0]]
            names = _join_names(title, kept.values[ALIASES], gone.values[ALIASES])
            draft.change(self.model, kept, {ALIASES: names})
            draft.change(self.model, gone, {ALIASES: ""})
        if issubclass(self.model, HasStatus):
            draft.withdraw(self.model, gone, merged_into=kept.pk)
        else:
            if self.model is Source:
                slugs = (kept.values[MERGED], gone.values[MERGED], gone.values["slug"])
                draft.change(self.model, kept, {MERGED: "\n".join(filter(None, slugs))})
            draft.remove(self.model, gone)

    def _status_problems(self, stays: Side) -> Iterator[str]:
        kept, gone = (self.nodes[side].entry.values.get("status") for side in (stays, stays.other))
        if kept == Status.WITHDRAWN:
            yield "The one that is to stay is withdrawn: let the other stay, or publish it first."
        elif kept != Status.PUBLISHED and gone == Status.PUBLISHED:
            yield (
                "Readers do not see the one that is to stay, but they see the other: let the other "
                "stay, or publish it first."
            )

    def _clash_problems(self) -> Iterator[str]:
        for clash in self.clashes:
            if not clash.is_part:
                one = clash.rows[Side.RIGHT]
                named = noun_and_title(clash.model, title_from(clash.model, one.entry.values))
                yield f"Both have the {named}, or one that has its code: change one of them first."

    def _step_problems(self, stays: Side) -> Iterator[str]:
        """What has no counterpart where the one stands that stays."""
        missing: dict[tuple[Any, Any], None] = {}
        rows = [
            (users.model, row.values)
            for users in self.users
            for row in users.rows[stays.other].values()
        ]
        for model, values in [*rows, *_values_in(self.nodes[stays.other])]:
            for column, field in foreign_keys(model).items():
                value = values.get(column)
                if (
                    value is not None
                    and self.scales.find(field.related_model, value, stays) is None
                ):
                    missing[field.related_model, value] = None
        titles = [f"“{self.scales.title(model, pk)}”" for model, pk in missing]
        if titles:
            yield (
                f"These are used, and have no counterpart of the same name beside the one that "
                f"stays: {', '.join(sorted(titles))}. Add or rename them first."
            )


def _join_names(title: str, *lists: str) -> str:
    """Other names, one a line, each once and none of them the title."""
    found = {folded(title): ""}
    for text in lists:
        for name in list_aliases(text):
            found.setdefault(folded(name), name)
    return "\n".join(filter(None, found.values()))


def _values_in(node: Node) -> Iterator[tuple[type[Entry], Values]]:
    """All that stands in an entry, without itself."""
    for nodes in node.parts.values():
        for inside in nodes:
            yield inside.model, inside.entry.values
            yield from _values_in(inside)


def _told_of(node: Node) -> list[Any]:
    inside = [[_told_of(one) for one in nodes] for nodes in node.parts.values()]
    return [node.entry.pk, dict(node.entry.values), inside]


def _told(users: Users) -> list[Any]:
    rows: list[ExistingEntry] = [row for of in users.rows.values() for row in of.values()]
    clashes = [[_told_of(node) for node in clash.rows.values()] for clash in users.clashes]
    return [[[row.pk, dict(row.values)] for row in rows], clashes]
