"""What must be unique among the rows of a model, as its constraints declare it.

A database looks at it row by row. Where a row is to get what another one saved with it still has,
that other one must step aside first: one of its values is replaced for a moment by one that no row
has.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from uuid import uuid4

from django.db.models import (
    CharField,
    F,
    Field,
    ForeignKey,
    Model,
    Q,
    SlugField,
    TextField,
    UniqueConstraint,
)
from django.db.models.functions import Lower

from capframe.spreadsheets.names import folded

# A text that no row has: the hexadecimal figures of a UUID and a number of up to eight.
LONGEST_PLACEHOLDER = 40


@dataclass(frozen=True, slots=True)
class Unique:
    """Values of which no two rows of a model may have the same.

    Args:
        columns: that hold them.
        watched: these, and those that say whether a row is held to it at all.
        spare: the one of the columns that can hold a placeholder, None where none can.
        folded: those of the columns whose texts count as the same where only case differs.
        condition: which rows are held to it; None for all.
        message: what the model says of two rows that have the same; empty where it says nothing.
        names: those of the columns that hold free text.
    """

    columns: tuple[str, ...]
    watched: frozenset[str]
    spare: str | None
    folded: frozenset[str] = frozenset()
    condition: Q | None = None
    message: str = ""
    names: tuple[str, ...] = ()

    def values_of(self, row: Mapping[str, Any]) -> tuple:
        """What a row may have as the only one."""
        return tuple(
            row[name].casefold() if name in self.folded and row[name] else row[name]
            for name in self.columns
        )

    def likeness_of(self, row: Mapping[str, Any]) -> tuple:
        """The same for rows that people would take for one: case and spacing make no difference."""
        return tuple(
            folded(row[name]) if name in self.names and row[name] else row[name]
            for name in self.columns
        )


@cache
def find_unique(model: type[Model]) -> tuple[Unique, ...]:
    """What must be unique, as the model declares it: for fields, constraints and conditions."""
    alone = [(f.name,) for f in model._meta.concrete_fields if f.unique and not f.primary_key]
    return (
        *(_unique(model, names) for names in (*alone, *model._meta.unique_together)),
        *(_unique(model, unique_fields(one), one) for one in find_constraints(model)),
    )


def _unique(
    model: type[Model], names: Sequence[str], constraint: UniqueConstraint | None = None
) -> Unique:
    # Every field that a constraint names has a column.
    by_name: dict[str, Any] = {field.name: field for field in model._meta.concrete_fields}
    fields: list[Field] = [by_name[name] for name in names]
    condition = constraint.condition if constraint else None
    watched = {*names, *(condition.referenced_base_fields if condition else ())}
    return Unique(
        columns=tuple(field.attname for field in fields),
        watched=frozenset(by_name[name].attname for name in watched),
        spare=_find_spare(fields),
        folded=frozenset(_folded_fields(constraint)) if constraint else frozenset(),
        condition=condition,
        message=_own_message(constraint) if constraint else "",
        names=tuple(field.attname for field in fields if _is_free_text(field)),
    )


def _is_free_text(field: Field) -> bool:
    is_text = isinstance(field, CharField | TextField) and not isinstance(field, SlugField)
    return is_text and not field.choices


def find_constraints(model: type[Model]) -> list[UniqueConstraint]:
    return [one for one in model._meta.constraints if isinstance(one, UniqueConstraint)]


def _own_message(constraint: UniqueConstraint) -> str:
    message = constraint.violation_error_message
    return "" if message == UniqueConstraint.default_violation_error_message else str(message)


def unique_fields(constraint: UniqueConstraint) -> tuple[str, ...]:
    """The names of the fields that a constraint holds unique, in lower case or as they are."""
    return tuple(constraint.fields) or tuple(_field_in(one) for one in constraint.expressions)


def _folded_fields(constraint: UniqueConstraint) -> list[str]:
    return [_field_in(one) for one in constraint.expressions if isinstance(one, Lower)]


def _field_in(expression: Any) -> str:
    """The name of the field. Raises TypeError for what is neither one nor one in lower case."""
    named = expression.source_expressions[0] if isinstance(expression, Lower) else expression
    if not isinstance(named, F):
        raise TypeError(f"What is unique over {expression} is not known here: teach it.")
    return cast(Any, named).name


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
        is_text = isinstance(field, CharField | TextField) and not field.choices
        if is_text and (field.max_length or LONGEST_PLACEHOLDER) >= LONGEST_PLACEHOLDER:
            return field.attname
    return None


def find_in_the_way(
    had: Mapping[int, Any], wanted: Mapping[int, Any], takers: Mapping[Any, int]
) -> list[int]:
    """The primary keys of rows that have now what another one is to get.

    Whether a condition holds is not asked: it costs nothing to step aside in vain.

    Args:
        had: what stands for the values of each row, by its primary key.
        wanted: the same, as they are to be.
        takers: how many rows are to get what.
    """
    return [pk for pk, values in had.items() if takers[values] > (wanted[pk] == values)]


def placeholders_for(
    model: type[Model], aside: Mapping[int, Collection[str]]
) -> dict[str, list[tuple[Any, int]]]:
    """Values that no row has, by the column that they go into, each with its row's primary key.

    Args:
        model: of the rows.
        aside: the columns of each row, by its primary key, that get one.
    """
    token = uuid4().hex
    found: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    for number, (pk, columns) in enumerate(aside.items(), start=1):
        for column in columns:
            refers = isinstance(model._meta.get_field(column), ForeignKey)
            found[column].append((-number if refers else f"{token}{number}", pk))
    return found


def find_alike(entry: Any, exclude: Collection[str] = ()) -> dict[str, str]:
    """What other rows hold that differs from this entry's in case or spacing alone, by column.

    Only of what is new about the entry: what stood so before is let be. A row with exactly the
    same is for the constraint to refuse.

    Args:
        entry: as it would be saved.
        exclude: names of fields; as with constraints, what is unique with one of them is not asked.
    """
    found: dict[str, str] = {}
    model: Any = type(entry)
    own = vars(entry)
    for unique in find_unique(model):
        fields = {model._meta.get_field(name).name for name in unique.columns}
        within = {name: own[name] for name in unique.columns if name not in unique.names}
        if not unique.names or None in within.values() or not fields.isdisjoint(exclude):
            continue
        rows = model._base_manager.filter(**within).values(*unique.columns)
        likeness = unique.likeness_of(own)
        if any(unique.likeness_of(row) == likeness for row in rows.filter(pk=entry.pk)):
            continue  # before the others are read: a framework may have thousands of skills
        alike = [row for row in rows if unique.likeness_of(row) == likeness]
        if alike and not any(unique.values_of(row) == unique.values_of(own) for row in alike):
            found |= {name: alike[0][name] for name in unique.names}
    return found
