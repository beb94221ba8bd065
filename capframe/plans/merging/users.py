"""What uses two entries that are to be merged, and what would come to be twice the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import ForeignKey

from capframe.base.models import Entry
from capframe.base.parts import whole_field
from capframe.base.uniqueness import Unique, find_unique
from capframe.plans.apply import foreign_keys
from capframe.plans.existing import ExistingEntry, read_existing
from capframe.plans.merging.texts import Node, Scales, Side, read_nodes, text_fields


@dataclass(frozen=True, slots=True)
class Clash:
    """Two entries that would be one, since what they use becomes one.

    Args:
        model: of both.
        rows: the entry that uses each side.
        asked: the columns in which both say something, and not the same.
    """

    model: type[Entry]
    rows: Mapping[Side, Node]
    asked: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.model._meta.model_name}-{self.rows[Side.LEFT].entry.pk}"

    @property
    def is_part(self) -> bool:
        """Whether the two are parts, of which one can be made; entries of their own cannot."""
        return whole_field(self.model) is not None


@dataclass(frozen=True, slots=True)
class Users:
    """Entries of one model that refer to the two, by one of their fields.

    Args:
        model: whose entries refer.
        field: by which they do.
        rows: those that refer to each side; without more of their values than are needed.
        clashes: those of them that would be twice the same.
    """

    model: type[Entry]
    field: ForeignKey
    rows: Mapping[Side, Mapping[int, ExistingEntry]]
    clashes: tuple[Clash, ...]


def find_users(nodes: Mapping[Side, Node], scales: Scales) -> Iterator[Users]:
    """All that refers to the two, but for the parts of each."""
    model = nodes[Side.LEFT].model
    sides = {node.entry.pk: side for side, node in nodes.items()}
    for relation in model._meta.related_objects:
        user, field = cast(type[Entry], relation.related_model), relation.field
        if not isinstance(field, ForeignKey) or not issubclass(user, Entry):
            continue
        if field is not whole_field(user):
            unique = [one for one in find_unique(user) if field.attname in one.columns]
            if unique or _holds_steps(user, scales):
                yield _with_clashes(user, field, sides, unique, scales)
            else:
                yield Users(user, field, _read_keys(user, field, sides), ())


def _holds_steps(user: type[Entry], scales: Scales) -> bool:
    return any(scales.has(field.related_model) for field in foreign_keys(user).values())


def _read_keys(
    user: type[Entry], field: ForeignKey, sides: Mapping[int, Side]
) -> Mapping[Side, Mapping[int, ExistingEntry]]:
    holder = whole_field(user)
    columns = [field.attname, *([holder.attname] if holder else [])]
    found: dict[Side, dict[int, ExistingEntry]] = {side: {} for side in sides.values()}
    rows = user._base_manager.filter(**{f"{field.name}__in": sides}).order_by("pk")
    for pk, *values in rows.values_list("pk", *columns):
        found[sides[values[0]]][pk] = ExistingEntry(pk, dict(zip(columns, values, strict=True)))
    return found


def _with_clashes(
    user: type[Entry],
    field: ForeignKey,
    sides: Mapping[int, Side],
    unique: list[Unique],
    scales: Scales,
) -> Users:
    read = read_existing(user._base_manager.filter(**{f"{field.name}__in": sides}))
    rows: dict[Side, dict[int, ExistingEntry]] = {side: {} for side in sides.values()}
    for pk, row in read.items():
        rows[sides[row.values[field.attname]]][pk] = row
    pairs: dict[tuple[int, int], None] = {}
    for one in unique:
        taken = {_held(one, row, field): pk for pk, row in rows[Side.LEFT].items()}
        for pk, row in rows[Side.RIGHT].items():
            held = _held(one, row, field)
            if held is not None and held in taken:
                pairs[taken[held], pk] = None
    whole = read_nodes(user, "id", {pk for pair in pairs for pk in pair}) if pairs else {}
    clashes = []
    for left, right in pairs:
        both = {Side.LEFT: whole[left][0], Side.RIGHT: whole[right][0]}
        clashes.append(Clash(user, both, tuple(_differing(user, both, scales))))
    return Users(user, field, rows, tuple(clashes))


def _held(unique: Unique, row: ExistingEntry, field: ForeignKey) -> tuple | None:
    """What must be unique beside the entry used; None where something of it is not said."""
    values: dict[str, Any] = {**row.values, field.attname: 0}
    held = unique.likeness_of(values)
    return None if any(value in ("", None) for value in held) else held


def _differing(user: type[Entry], rows: Mapping[Side, Node], scales: Scales) -> Iterator[str]:
    """The columns in which both say something, and not the same; where they come from aside."""
    refers = foreign_keys(user)
    for field in text_fields(user):
        column = field.attname
        left, right = (rows[side].entry.values[column] for side in (Side.LEFT, Side.RIGHT))
        if column in refers:
            target = refers[column].related_model
            left, right = (scales.find(target, pk) or pk for pk in (left, right))
        if field.name != "editors_note" and left and right and left != right:
            yield column
