"""What others changed of a part that somebody else removed, be it shown on the form or not."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.text import capfirst

from capframe.base.admin.conflicts.values import name_of_part
from capframe.base.history.past import State
from capframe.base.parts import parts_of, whole_field
from capframe.base.titles import value_in_words


class Value(NamedTuple):
    """What a field of a part holds, and how that is told."""

    raw: Any
    line: str


def describe_differences(seen: State, now: State, model: type[Model], pk: Any) -> tuple[str, str]:
    """What a part and all that stands in it said and says, a line for each value that differs.

    Where they stand among others is no difference.
    """
    before, after = (dict(_values(state, model, pk, "")) for state in (seen, now))
    differing = [
        key
        for key in {**before, **after}
        if key not in before or key not in after or before[key].raw != after[key].raw
    ]
    said, says = (
        "\n".join(values[key].line for key in differing if key in values)
        for values in (before, after)
    )
    return said, says


def _values(state: State, model: Any, pk: Any, prefix: str) -> Iterator[tuple[Any, Value]]:
    """What is filled in of a part and of what stands in it, each with what tells it apart."""
    part = state[model].get(pk)
    if part is None:
        return
    for field in model._meta.concrete_fields:
        raw = getattr(part, field.attname)
        is_place = field.primary_key or field is whole_field(model) or field.name == "position"
        if raw not in (None, "") and not is_place:
            words = value_in_words(field, raw, _title_of)
            yield (
                (model, pk, field.name),
                Value(raw, f"{prefix}{capfirst(field.verbose_name)}: {words}"),
            )
    for inside, field in parts_of(model):
        for one in state[inside].values():
            if getattr(one, field.attname) == pk:
                yield from _values(state, inside, one.pk, f"{name_of_part(one)}: ")


def _title_of(model: Any, pk: Any) -> str:
    return str(model._base_manager.filter(pk=pk).first() or "")
