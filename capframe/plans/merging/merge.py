"""Makes one entry of two: a plan by which one stays, and all that used the other uses it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

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
    key_columns,
    key_of,
    read_nodes,
    step_key,
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


class Unmatched(NamedTuple):
    """A level of the other's scale which that of the one that stays does not have.

    Args:
        key: what a form calls the question what becomes of it.
        title: of the level.
        model: its own.
        pk: its primary key.
        becomes: that of the level that it becomes; None where nobody has said it yet.
    """

    key: str
    title: str
    model: Any
    pk: int
    becomes: int | None


class Merging:
    """Two entries of one model as they stand, to be made one.

    Args:
        left: one of them.
        right: the other.
        stays: which of them.
        steps: what becomes of levels that only the other's scale has (``Scales``).
    """

    def __init__(
        self,
        left: Entry,
        right: Entry,
        stays: Side = Side.LEFT,
        steps: Mapping[str, int] | None = None,
    ) -> None:
        self.model, self.stays = type(left), stays
        self.entries: dict[Side, Any] = {Side.LEFT: left, Side.RIGHT: right}
        read = read_nodes(self.model, "id", [left.pk, right.pk])
        self.nodes = {side: read[entry.pk][0] for side, entry in self.entries.items()}
        self.scales = Scales(self.nodes, stays, steps or {})
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

    @cached_property
    def unmatched(self) -> list[Unmatched]:
        """What is used, and has no counterpart of the same name where the one stands that stays."""
        found: dict[tuple[Any, int], None] = {}
        rows = [
            (users.model, row.values)
            for users in self.users
            for row in users.rows[self.stays.other].values()
        ]
        for model, values in [*rows, *_values_in(self.nodes[self.stays.other])]:
            for column, field in foreign_keys(model).items():
                target, pk = field.related_model, values.get(column)
                if pk is not None and self.scales.find_by_name(target, pk) is None:
                    found[target, pk] = None
        return [
            Unmatched(step_key(*step), self.scales.title(*step), *step, self.scales.find(*step))
            for step in found
        ]

    @property
    def paired(self) -> str:
        """Which levels of the two go together, beside those of one name; empty where none do."""
        return ",".join(f"{one.key}:{one.becomes}" for one in self.unmatched if one.becomes)

    def find_problems(self) -> list[str]:
        """Why the two cannot be merged, whatever else is chosen than what becomes of levels."""
        return [*self._status_problems(), *self._clash_problems(), *self._step_problems()]

    def plan(self, choices: Choices) -> Plan:
        """The plan that makes one of them.

        Args:
            choices: of texts that both say; the one that stays has its own where nothing is said.
                Of each clash that is asked about.

        Raises NotMergeable.
        """
        problems = self.find_problems()
        if any(one.becomes is None for one in self.unmatched):
            problems.append("Choose what each level becomes that the one that stays does not have.")
        if any(choices.get(clash.key) not in tuple(Side)[:2] for clash in self.asked):
            problems.append("Choose what becomes of each that uses both.")
        if problems:
            raise NotMergeable(problems)
        draft = Draft()
        for text in self.texts:
            take(draft, text, text.taken(choices, self.stays), self.scales)
        for users in self.users:
            self._move(draft, users, choices)
        self._end(draft)
        return draft.plan()

    def _move(self, draft: Draft, users: Users, choices: Choices) -> None:
        """Have those that use the one that goes use the other."""
        stays = self.stays
        gone = {clash.rows[stays.other].entry.pk for clash in users.clashes}
        to = self.nodes[stays].entry.pk
        for pk, row in users.rows[stays.other].items():
            if pk not in gone:
                values = moved(users.model, row.values, self.scales)
                draft.change(users.model, row, {**values, users.field.attname: to})
        for clash in users.clashes:
            fold(draft, clash, choices.get(clash.key, stays), self.scales)

    def _end(self, draft: Draft) -> None:
        """Withdraw the one that goes, or remove it where it has no status; its address leads on."""
        kept, gone = (self.nodes[side].entry for side in (self.stays, self.stays.other))
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

    def _status_problems(self) -> Iterator[str]:
        sides = self.stays, self.stays.other
        kept, gone = (self.nodes[side].entry.values.get("status") for side in sides)
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

    def _step_problems(self) -> Iterator[str]:
        """Levels that cannot become any other, and two that say something and would become one."""
        alone = [one.title for one in self.unmatched if not self.scales.steps(one.model)]
        if alone:
            yield (
                f"These are used, and there is nothing beside the one that stays that they could "
                f"become: {_listed(alone)}. Add it first."
            )
        for part, nodes in self.nodes[self.stays.other].parts.items():
            named: dict[Any, list[str]] = defaultdict(list)
            for node in nodes if key_columns(part) else ():
                key, title = key_of(node, self.scales)
                named[key].append(title)
            for titles in named.values():
                if len(titles) > 1:
                    yield (
                        f"The other says something at each of {_listed(titles)}: they cannot "
                        f"become one. Choose different ones, or remove what it says at one first."
                    )


def _join_names(title: str, *lists: str) -> str:
    """Other names, one a line, each once and none of them the title."""
    found = {folded(title): ""}
    for text in lists:
        for name in list_aliases(text):
            found.setdefault(folded(name), name)
    return "\n".join(filter(None, found.values()))


def _listed(titles: list[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles)


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
