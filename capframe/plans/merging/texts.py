"""What two entries that are to be merged say: field by field, and list by list of their parts."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Field, Model
from django.utils.text import capfirst

from capframe.base.models import Entry
from capframe.base.parts import parts_of, whole_field
from capframe.base.querysets import order_in_whole
from capframe.base.titles import title_from
from capframe.base.uniqueness import find_unique
from capframe.plans.apply import foreign_keys
from capframe.plans.existing import ExistingEntry, read_existing
from capframe.plans.preview import ORIGIN
from capframe.spreadsheets.names import folded

POSITION = "position"


class Side(StrEnum):
    """One of the two entries, as a page shows them."""

    LEFT = "left"
    RIGHT = "right"
    # Of lists alone: what both have, without doubles.
    BOTH = "both"

    @property
    def other(self) -> "Side":
        return Side.LEFT if self is Side.RIGHT else Side.RIGHT


@dataclass(frozen=True, slots=True)
class Node:
    """An entry with the parts that stand in it, by their model."""

    model: type[Entry]
    entry: ExistingEntry
    parts: Mapping[type[Entry], Sequence["Node"]]

    @property
    def content(self) -> tuple:
        """What it says, wherever it stands and comes from."""
        values = self.entry.values
        own = [values[field.attname] for field in text_fields(self.model)]
        inside = [tuple(one.content for one in nodes) for nodes in self.parts.values()]
        return (*own, *inside)


class Step(NamedTuple):
    """A part of what one of the two entries stands in: a level of its framework's scale."""

    holder: int
    title: str


class Scales:
    """What stands in that which the two stand in, found in the other by what it is called.

    Args:
        nodes: the two.
        stays: which of them.
        chosen: the primary key of what a step becomes that has no other of its name, by its
            ``step_key``.
    """

    def __init__(self, nodes: Mapping[Side, Node], stays: Side, chosen: Mapping[str, int]) -> None:
        self.stays, self.chosen = stays, chosen
        model = nodes[Side.LEFT].model
        self._steps: dict[type[Model], dict[int, Step]] = {}
        self._holders: dict[type[Model], dict[Side, int]] = {}
        for column, field in foreign_keys(model).items():
            if field.related_model is model:
                continue
            held = {side: node.entry.values[column] for side, node in nodes.items()}
            for part, holder in parts_of(field.related_model):
                among = part._base_manager.filter(**{f"{holder.name}__in": held.values()})
                rows = read_existing(among.order_by(*order_in_whole(part), "pk"))
                self._holders[part] = held
                self._steps[part] = {
                    pk: Step(row.values[holder.attname], title_from(part, row.values))
                    for pk, row in rows.items()
                }

    def has(self, model: Any) -> bool:
        """Whether entries of a model stand in what the two stand in."""
        return model in self._steps

    def title(self, model: type[Model], pk: Any) -> str:
        step = self._steps.get(model, {}).get(pk)
        return step.title if step else ""

    def find(self, model: Any, pk: Any) -> Any:
        """The same step where the entry stands that stays; None where there is none."""
        found = self.find_by_name(model, pk)
        if found is None and (chosen := self.chosen.get(step_key(model, pk))):
            return chosen if chosen in dict(self.steps(model)) else None
        return found

    def find_by_name(self, model: Any, pk: Any) -> Any:
        """The same step, whatever was chosen."""
        step = self._steps.get(model, {}).get(pk)
        if step is None or step.holder == self._holders[model][self.stays]:
            return pk
        name = folded(step.title)
        return next((key for key, title in self.steps(model) if folded(title) == name), None)

    def steps(self, model: Any) -> list[tuple[int, str]]:
        """The steps where the entry stands that stays, in order, each with its title."""
        holder = self._holders[model][self.stays]
        steps = self._steps[model].items()
        return [(pk, one.title) for pk, one in steps if one.holder == holder]


# What the names of questions about steps begin with.
STEP = "becomes-"


def step_key(model: Any, pk: int) -> str:
    """What a form calls the question what becomes of a step."""
    return f"{STEP}{model._meta.model_name}-{pk}"


@dataclass(frozen=True, slots=True)
class Text:
    """Something that both entries may say, of which one is taken.

    Args:
        key: what a form calls it.
        label: what it is about.
        model: of the entries or parts that say it.
        column: of the field; empty where it is a list of parts.
        holders: the entry of each side that it stands in.
        nodes: the parts of each side; of a field, none.
    """

    key: str
    label: str
    model: type[Entry]
    column: str
    holders: Mapping[Side, Node]
    nodes: Mapping[Side, Sequence[Node]]

    def value(self, side: Side) -> Any:
        return self.holders[side].entry.values[self.column] if self.column else self.nodes[side]

    def is_empty(self, side: Side) -> bool:
        return self.value(side) in ("", None, [], ())

    @property
    def is_same(self) -> bool:
        if self.column:
            return bool(self.value(Side.LEFT) == self.value(Side.RIGHT))
        left, right = ([node.content for node in self.nodes[side]] for side in self.nodes)
        return left == right

    @property
    def options(self) -> tuple[Side, ...]:
        """What may be chosen: nothing where both say the same, or only one says something."""
        if self.is_same or self.is_empty(Side.LEFT) or self.is_empty(Side.RIGHT):
            return ()
        return (Side.LEFT, Side.RIGHT) if self.column else tuple(Side)

    def taken(self, choices: Mapping[str, Side], stays: Side) -> Side:
        """What is taken: never what is empty where the other says something."""
        if self.options:
            chosen = choices.get(self.key, stays)
            return chosen if chosen in self.options else stays
        return stays.other if self.is_empty(stays) else stays


def text_fields(model: type[Entry]) -> list[Field]:
    """The fields that say something, but for what an entry is told by and where it is from."""
    holder = whole_field(model)
    telling = {column for unique in find_unique(model) for column in unique.columns}
    apart = {POSITION, *ORIGIN, *model.not_copied, holder.name if holder else ""}
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and field.name not in apart
        and field.attname not in telling
    ]


def read_nodes(model: type[Entry], column: str, pks: Collection[int]) -> dict[int, list[Node]]:
    """The entries whose column holds one of these keys, by that key, with all that is in them."""
    rows = read_existing(model._base_manager.filter(**{f"{column}__in": pks}))
    inside = {
        part: read_nodes(part, field.attname, rows) if rows else {}
        for part, field in parts_of(model)
    }
    found: dict[int, list[Node]] = defaultdict(list)
    for pk, row in rows.items():
        parts = {part: tuple(nodes.get(pk, ())) for part, nodes in inside.items()}
        found[pk if column == "id" else row.values[column]].append(Node(model, row, parts))
    return found


def key_columns(model: type[Entry]) -> list[str]:
    """What tells a part from others beside it; nothing where parts are a list."""
    holder: Any = whole_field(model)
    for unique in find_unique(model):
        if holder.attname in unique.columns:
            return [column for column in unique.columns if column != holder.attname]
    return []


def compare(nodes: Mapping[Side, Node], scales: Scales, about: str = "") -> Iterator[Text]:
    """What the two say, each with all that stands in it.

    Args:
        nodes: the entry of each side.
        scales: of the two that are merged.
        about: what they are, where they are parts.
    """
    left = nodes[Side.LEFT]
    model, name = left.model, f"{left.model._meta.model_name}-{left.entry.pk}"
    fields = text_fields(model)
    if not about:
        fields += [field for field in model._meta.concrete_fields if field.name in ORIGIN]
    for field in fields:
        label = _label(about, str(field.verbose_name))
        yield Text(f"{name}-{field.attname}", label, model, field.attname, nodes, {})
    for part in left.parts:
        yield from _compare_parts(part, nodes, scales, about)


def _compare_parts(
    part: type[Entry], nodes: Mapping[Side, Node], scales: Scales, about: str
) -> Iterator[Text]:
    name = f"{part._meta.model_name}-{nodes[Side.LEFT].entry.pk}"
    held = {side: node.parts[part] for side, node in nodes.items()}
    if not key_columns(part):
        label = _label(about, str(part._meta.verbose_name_plural))
        yield Text(name, label, part, "", nodes, held)
        return
    keyed: dict[Any, dict[Side, Node]] = defaultdict(dict)
    titles = {}
    for side, several in held.items():
        for node in several:
            key, title = key_of(node, scales)
            keyed[key][side] = node
            if side is scales.stays or key not in titles:
                titles[key] = title
    for number, (key, pair) in enumerate(keyed.items(), 1):
        label = _label(about, titles[key])
        if len(pair) > 1:
            yield from compare(pair, scales, label)
        else:
            alone = {side: [pair[side]] if side in pair else [] for side in nodes}
            yield Text(f"{name}-{number}", label, part, "", nodes, alone)


def key_of(node: Node, scales: Scales) -> tuple[tuple, str]:
    """What a part is paired by, and that in words."""
    refers = foreign_keys(node.model)
    key, words = [], []
    for column in key_columns(node.model):
        value = node.entry.values[column]
        if column in refers:
            target: Any = refers[column].related_model
            words.append(scales.title(target, value))
            found = scales.find(target, value)
            # What has no counterpart stands for itself.
            value = ("alone", value) if found is None else found
        elif isinstance(value, str):
            words.append(value)
            value = folded(value)
        key.append(value)
    return tuple(key), ", ".join(words)


def _label(about: str, words: str) -> str:
    return f"{about}: {words}" if about else str(capfirst(words))
