"""Lets the entries of a plan exchange values that must differ: codes, positions, titles, skills.

A database looks at what must be unique row by row. Where a row is to get what another one of the
same plan still has, that other one must step aside first: one of its values is replaced for a
moment by one that no row has.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast
from uuid import uuid4

from django.db.models import CharField, F, Field, ForeignKey, Model, TextField, UniqueConstraint
from django.db.models.functions import Lower

from capframe.plans import bulk
from capframe.plans.existing import read_values
from capframe.plans.plan import Change, Values

# A text that no row has: the hexadecimal figures of a UUID and a number of up to eight.
LONGEST_PLACEHOLDER = 40


@dataclass(frozen=True, slots=True)
class Unique:
    """Values of which no two rows of a model may have the same.

    Args:
        columns: that hold them.
        watched: these, and those that say whether a row is held to it at all.
        spare: the one of the columns that can hold a placeholder, None where none can.
        folds_case: whether texts that differ in case only count as the same.
    """

    columns: tuple[str, ...]
    watched: frozenset[str]
    spare: str | None
    folds_case: bool = False

    def values_of(self, row: Mapping[str, Any]) -> tuple:
        """What a row may have as the only one."""
        values = (row[name] for name in self.columns)
        return tuple(map(_folded, values)) if self.folds_case else tuple(values)


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


@cache
def find_unique(model: type[Model]) -> tuple[Unique, ...]:
    """What must be unique, as the model declares it: for fields, constraints and conditions."""
    fields: dict[str, Field] = {field.name: field for field in model._meta.concrete_fields}
    found = []
    for names, condition, folds_case in _declared(model):
        columns = tuple(fields[name].attname for name in names)
        watched = frozenset(fields[name].attname for name in (*names, *condition))
        spare = _find_spare([fields[name] for name in names])
        found.append(Unique(columns, watched, spare, folds_case))
    return tuple(found)


def _declared(model: type[Model]) -> Iterator[tuple[Sequence[str], set[str], bool]]:
    """The names of fields that must be unique together, of those in the condition, and how.

    Whether case tells texts apart is the third: in lower case is the only expression known here.
    """
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.name,), set(), False
    for together in model._meta.unique_together:
        yield tuple(together), set(), False
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            condition = constraint.condition
            names = unique_fields(constraint)
            in_condition = condition.referenced_base_fields if condition else set()
            yield names, in_condition, bool(constraint.expressions)


def unique_fields(constraint: UniqueConstraint) -> tuple[str, ...]:
    """The names of the fields that a constraint holds unique, in lower case or as they are."""
    if constraint.fields:
        return tuple(constraint.fields)
    return tuple(
        _field_in(expression.source_expressions[0] if isinstance(expression, Lower) else expression)
        for expression in constraint.expressions
    )


def _field_in(expression: Any) -> str:
    if not isinstance(expression, F):
        raise TypeError(f"What is unique over {expression} is not known here: teach it.")
    return cast(Any, expression).name


def _find_spare(fields: Sequence[Field]) -> str | None:
    """The column to put a placeholder in: one that refers to another entry, else one of text.

    References are looked at when the transaction ends, so that any number below 0 will do. A text
    must be long enough and no choice of a few. In numbers and days no value is certain to be free
    and to pass every check: what is unique in these alone cannot be exchanged.
    """
    for field in fields:
        if isinstance(field, ForeignKey):
            return field.attname
    for field in fields:
        is_free_text = isinstance(field, CharField | TextField) and not field.choices
        if is_free_text and (field.max_length or LONGEST_PLACEHOLDER) >= LONGEST_PLACEHOLDER:
            return field.attname
    return None


def step_aside(model: type[Model], changes: Sequence[Change]) -> Sequence[Change]:
    """Put placeholders where one entry is to get what another one still has.

    Args:
        model: of all these changes.
        changes: of entries that are there, all that a plan changes of the model.

    Returns the changes; those of entries that stepped aside put everything back that they do not
    change. Nothing is read or written where no two entries change what must be unique.
    """
    aside: dict[int, dict[str, Any]] = defaultdict(dict)
    for unique in find_unique(model):
        moving = [c for c in changes if unique.watched & (c.after or {}).keys()]
        if unique.spare and len(moving) > 1:
            now = read_values(model, unique.columns, [change.pk for change in moving])
            for pk in _find_in_the_way(unique, moving, now):
                aside[pk][unique.spare] = now[pk][unique.spare]
    _write_placeholders(model, aside)
    return [
        replace(change, after={**aside[change.pk], **(change.after or {})})
        if change.pk in aside
        else change
        for change in changes
    ]


def _find_in_the_way(
    unique: Unique, moving: Sequence[Change], now: Mapping[int, Values]
) -> list[int]:
    """The entries that have before what another one has afterwards.

    Whether a condition holds is not asked: it costs nothing to step aside in vain.
    """
    before = {c.pk: unique.values_of(now[c.pk]) for c in moving}
    after = {c.pk: unique.values_of({**now[c.pk], **(c.after or {})}) for c in moving}
    takers = Counter(values for values in after.values() if None not in values)
    return [pk for pk, values in before.items() if takers[values] > (after[pk] == values)]


def _write_placeholders(model: type[Model], aside: Mapping[int, Mapping[str, Any]]) -> None:
    token = uuid4().hex
    rows: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    for number, (pk, values) in enumerate(aside.items(), start=1):
        for column in values:
            refers = isinstance(model._meta.get_field(column), ForeignKey)
            rows[column].append((-number if refers else f"{token}{number}", pk))
    for column, placeholders in rows.items():
        bulk.update_rows(model, [column], placeholders)
