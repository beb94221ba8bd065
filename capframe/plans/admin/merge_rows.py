"""Two entries that are to be merged as a page shows them: side by side, with what is to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.db.models import Field, Model
from django.utils.text import capfirst

from capframe.base.history.lines import counted
from capframe.base.titles import value_in_words
from capframe.base.uses import uses_of
from capframe.plans.merging.merge import Choices, Merging
from capframe.plans.merging.texts import Node, Scales, Side, Text, text_fields
from capframe.plans.plan import Plan
from capframe.plans.preview import Preview, PreviewObject
from capframe.plans.wholes import find_wholes, name_entries

SIDES = (Side.LEFT, Side.RIGHT)
# So many of the entries that would change are shown; the number of all is said.
MOST_SHOWN = 20


class Cell(NamedTuple):
    """What one side says."""

    side: Side
    lines: Sequence[str]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Something that both sides may say.

    Args:
        key: what the form calls it.
        label: what it is about.
        cells: of both sides.
        is_asked: whether there is something to choose.
        is_same: whether both say the same.
        both: whether the two can be taken together, and whether that is chosen.
    """

    key: str
    label: str
    cells: Sequence[Cell]
    is_asked: bool
    is_same: bool = False
    both: Sequence[bool] = ()


class SideUsers(NamedTuple):
    """One of the two entries, and what uses it."""

    side: Side
    title: str
    users: Sequence[str]
    stays: bool


@dataclass(frozen=True, slots=True)
class Both:
    """What uses the two.

    Args:
        sides: each with its users.
        number: how many use one of the two, in words; empty where nothing does.
        number_of_both: how many of these use both.
    """

    sides: Sequence[SideUsers]
    number: str
    number_of_both: int


def describe_users(merging: Merging, stays: Side) -> Both:
    """The two, with how many entries use each."""
    pks = {side: merging.nodes[side].entry.pk for side in SIDES}
    used = uses_of(merging.model, list(pks.values()))
    users = {side: {one.model: set(one.pks) for one in used.get(pks[side], [])} for side in SIDES}
    sides = [
        SideUsers(
            side,
            str(merging.entries[side]),
            [counted(model, len(keys)) for model, keys in users[side].items()],
            side is stays,
        )
        for side in SIDES
    ]
    left, right = users[Side.LEFT], users[Side.RIGHT]
    models = {**left, **right}
    number = ", ".join(
        counted(model, len(left.get(model, set()) | right.get(model, set()))) for model in models
    )
    both = sum(len(left.get(model, set()) & right.get(model, set())) for model in models)
    return Both(sides, number, both)


def show_texts(merging: Merging, choices: Choices, stays: Side) -> list[Row]:
    """What the two say, in rows; what neither says is left out."""
    return [
        _row_of(text, text.taken(choices, stays), merging.scales)
        for text in merging.texts
        if not (text.is_empty(Side.LEFT) and text.is_empty(Side.RIGHT))
    ]


def _row_of(text: Text, taken: Side, scales: Scales) -> Row:
    cells = [Cell(side, _lines_of(text, side, scales), taken is side) for side in SIDES]
    both = (taken is Side.BOTH,) if Side.BOTH in text.options else ()
    return Row(text.key, text.label, cells, bool(text.options), text.is_same, both)


def _lines_of(text: Text, side: Side, scales: Scales) -> list[str]:
    if not text.column:
        return [line for node in text.nodes[side] for line in _lines_in(node, scales)]
    words = _in_words(text.model, text.column, text.value(side), scales)
    return [line for line in words.splitlines() if line.strip()]


def _lines_in(node: Node, scales: Scales) -> list[str]:
    """What a part says, and what stands in it."""
    values = node.entry.values
    own = [
        _in_words(node.model, field.attname, values[field.attname], scales)
        for field in text_fields(node.model)
    ]
    inside = [
        line for nodes in node.parts.values() for one in nodes for line in _lines_in(one, scales)
    ]
    return [*filter(None, own), *inside] if inside else [" – ".join(filter(None, own))]


def _in_words(model: type[Model], column: str, value: Any, scales: Scales) -> str:
    def title_of(target: Any, pk: Any) -> str:
        return scales.title(target, pk) or str(target._base_manager.get(pk=pk))

    return value_in_words(cast(Field, model._meta.get_field(column)), value, title_of)


def ask_about(merging: Merging, choices: Choices) -> list[Row]:
    """What somebody has to answer: entries that use both, and say different things of them."""
    asked = merging.asked
    entries: Mapping[Any, Any] = {
        (clash.model, clash.rows[Side.LEFT].entry.pk): clash.rows[Side.LEFT].entry.values
        for clash in asked
    }
    wholes = find_wholes(entries)
    titles = name_entries(wholes.values())
    rows = []
    for clash in asked:
        whole = wholes[clash.model, clash.rows[Side.LEFT].entry.pk]
        chosen = choices.get(clash.key)
        cells = [
            Cell(side, _said(clash, clash.rows[side], merging.scales), chosen is side)
            for side in SIDES
        ]
        rows.append(Row(clash.key, titles[whole], cells, is_asked=True))
    return rows


class StepQuestion(NamedTuple):
    """What a level becomes that the scale of the one that stays does not have.

    Args:
        key: what the form calls it.
        title: of the level.
        options: those that it may become, each with its primary key and whether it is chosen.
    """

    key: str
    title: str
    options: Sequence[tuple[int, str, bool]]


def ask_about_steps(merging: Merging) -> list[StepQuestion]:
    """What somebody has to answer of levels that only the scale of the one that goes has."""
    return [
        StepQuestion(
            one.key,
            one.title,
            [(pk, title, pk == one.becomes) for pk, title in merging.scales.steps(one.model)],
        )
        for one in merging.unmatched
    ]


def _said(clash: Any, node: Node, scales: Scales) -> list[str]:
    """What one of two says, field by field."""
    values = node.entry.values
    return [
        f"{capfirst(clash.model._meta.get_field(column).verbose_name)}: "
        f"{_in_words(clash.model, column, values[column], scales)}"
        for column in clash.asked
    ]


class Shown(NamedTuple):
    """What a plan would do: the first of the entries that change, and how many there are."""

    objects: Sequence[PreviewObject]
    number: int
    more: int


def preview_of(plan: Plan) -> Shown:
    preview = Preview(plan)
    places = list(preview.indexes)
    shown = preview.objects(places[:MOST_SHOWN])
    return Shown(shown, len(places), len(places) - len(shown))
