"""What is done to make one of two entries: taking over texts, and folding what uses both."""

from collections.abc import Iterable
from typing import Any

from capframe.base.models import Entry
from capframe.base.parts import whole_field
from capframe.base.uniqueness import find_unique
from capframe.base.uses import uses_of
from capframe.plans.apply import foreign_keys
from capframe.plans.changes import Values
from capframe.plans.merging.draft import Draft
from capframe.plans.merging.texts import POSITION, Node, Scales, Side, Text
from capframe.plans.merging.users import Clash
from capframe.plans.preview import ORIGIN


def moved(model: type[Entry], values: Values, scales: Scales) -> dict[str, Any]:
    """Those values of an entry that are others beside the one of the two that stays."""
    return {
        column: scales.find(field.related_model, values[column])
        for column, field in foreign_keys(model).items()
        if values.get(column) is not None and scales.has(field.related_model)
    }


def take(draft: Draft, text: Text, taken: Side, scales: Scales) -> None:
    """Have the one that stays say what was chosen."""
    stays = scales.stays
    if taken is stays:
        return
    kept = text.holders[stays]
    if text.column:
        value = text.holders[stays.other].entry.values[text.column]
        draft.change(text.model, kept.entry, {text.column: value})
        if whole_field(text.model):
            # What a part says goes with where it is from.
            names = {field.attname for field in text.model._meta.fields if field.name in ORIGIN}
            values = text.holders[stays.other].entry.values
            draft.change(text.model, kept.entry, {name: values[name] for name in names})
        return
    own = text.nodes[stays]
    if taken is not Side.BOTH:
        for node in own:
            _remove(draft, node)
        own = []
    said = {node.content for node in own}
    last = max((node.entry.values.get(POSITION, 0) for node in kept.parts[text.model]), default=0)
    last = last if own or text.is_empty(stays) else 0
    added = [node for node in text.nodes[stays.other] if node.content not in said]
    for place, node in enumerate(added, last + 1):
        _copy(draft, node, kept.entry.pk, place, scales)


def _copy(draft: Draft, node: Node, holder: int, place: int, scales: Scales) -> None:
    """A new part that says what another says, with all that is in it."""
    field: Any = whole_field(node.model)
    values = {**node.entry.values, **moved(node.model, node.entry.values, scales)}
    values[field.attname] = holder
    if POSITION in values:
        values[POSITION] = place
    made = draft.create(node.model, values)
    for nodes in node.parts.values():
        for number, inside in enumerate(nodes, 1):
            _copy(draft, inside, made, number, scales)


def _remove(draft: Draft, node: Node) -> None:
    for nodes in node.parts.values():
        for inside in nodes:
            _remove(draft, inside)
    draft.remove(node.model, node.entry)


def fold(draft: Draft, clash: Clash, chosen: Side, scales: Scales) -> None:
    """Make one of two that use the two: what one of them leaves out, the other says."""
    stays = scales.stays
    kept, gone = clash.rows[stays], clash.rows[stays.other]
    chosen = chosen if clash.asked else stays
    first, second = (clash.rows[side].entry.values for side in (chosen, chosen.other))
    apart = {column for unique in find_unique(clash.model) for column in unique.columns}
    holder: Any = whole_field(clash.model)
    values = {
        name: value if value not in ("", None) else second[name]
        for name, value in first.items()
        if name not in {*apart, holder.attname, POSITION}
    }
    draft.change(clash.model, kept.entry, {**values, **moved(clash.model, values, scales)})
    for part, nodes in gone.parts.items():
        _move_parts(draft, part, nodes, kept)
    draft.remove(clash.model, gone.entry)


def _move_parts(draft: Draft, part: type[Entry], nodes: Iterable[Node], to: Node) -> None:
    """Have parts of one entry stand in another, behind its own; doubles that nothing uses go."""
    field: Any = whole_field(part)
    own = to.parts[part]
    said = {node.content for node in own}
    used = uses_of(part, [node.entry.pk for node in nodes])
    place = max((node.entry.values.get(POSITION, 0) for node in own), default=0)
    for node in nodes:
        if node.content in said and node.entry.pk not in used:
            _remove(draft, node)
            continue
        place += 1
        values = {field.attname: to.entry.pk}
        draft.change(part, node.entry, {**values, **_at(node, place)})


def _at(node: Node, place: int) -> dict[str, Any]:
    return {POSITION: place} if POSITION in node.entry.values else {}
