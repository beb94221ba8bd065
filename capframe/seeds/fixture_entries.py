"""What the fixtures say of each entry, under natural keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml
from django.apps import apps
from django.conf import settings
from django.db.models import Field, ForeignKey

from capframe.base.models import Entry
from capframe.fixtures import FIXTURES
from capframe.plans.builder import defaults_of
from capframe.plans.existing import as_json

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Another entry, by its natural key."""

    model: type[Entry]
    key: Key


@dataclass(frozen=True, slots=True)
class FixtureEntry:
    """An entry as its fixture has it.

    Args:
        model: its model.
        key: its natural key.
        values: by the column of its model; those of foreign keys are references.
    """

    model: type[Entry]
    key: Key
    values: Mapping[str, Any]


def read_fixture(name: str) -> Iterator[FixtureEntry]:
    """The entries of a fixture file, in its order."""
    path = Path(settings.FIXTURE_DIRS[0]) / f"{name}.yaml"
    for row in yaml.safe_load(path.read_text("utf-8")):
        model = cast(type[Entry], apps.get_model(row["model"]))
        values = {**defaults_of(model)}
        for field_name, value in row["fields"].items():
            field = cast(Field, model._meta.get_field(field_name))
            values[field.attname] = _value(field, value)
        yield FixtureEntry(model, _natural_key(model, values), values)


def read_fixtures() -> dict[str, list[FixtureEntry]]:
    """The entries of each fixture file, in the order in which the files are loaded."""
    return {name: list(read_fixture(name)) for name in FIXTURES}


def _value(field: Field, value: Any) -> Any:
    if isinstance(field, ForeignKey):
        model = cast(type[Entry], field.related_model)
        return None if value is None else Reference(model, tuple(value))
    return as_json(field.to_python(value))


def column_of(model: type[Entry], name: str) -> str:
    """The column of a field: that of ``section`` is ``section_id``."""
    return cast(Field, model._meta.get_field(name)).attname


def _natural_key(model: type[Entry], values: Mapping[str, Any]) -> Key:
    return tuple(_key_part(model, values, path) for path in model.natural_key_fields)


def _key_part(model: type[Entry], values: Mapping[str, Any], path: str) -> Any:
    """One value of a natural key; ``section__role_level__slug`` is one of the section's own key."""
    name, _, rest = path.partition("__")
    value = values[column_of(model, name)]
    if not rest:
        return value
    return value.key[value.model.natural_key_fields.index(rest)]
