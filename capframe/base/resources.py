"""Tables for export: every entry under its natural key, none under a number of the database."""

from functools import cache
from itertools import takewhile
from typing import Any, cast

from django.db.models import ForeignKey, QuerySet
from import_export.fields import Field
from import_export.resources import ModelResource, modelresource_factory
from import_export.widgets import Widget

from capframe.base.models import Entry, Sourced
from capframe.base.status import WITHDRAWAL_FIELDS

SOURCE_COLUMNS = ("source", "place", "editors_note")


class NaturalKeyWidget(Widget):
    """Another entry as the parts of its natural key, the way addresses name it: “role/level”."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "/".join(map(str, value.natural_key())) if value else ""


class EntryResource(ModelResource):
    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        """A column of the same name; other entries are named by their natural keys."""
        if isinstance(django_field, ForeignKey):
            return Field(field_name, field_name, NaturalKeyWidget(), readonly=readonly)
        return super().field_from_django_field(field_name, django_field, readonly)

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        """The entries with everything that their columns name, in one query."""
        return queryset.select_related(*related_paths(self._meta.model, self._meta.fields))


@cache
def resource_for(model: type[Entry]) -> type[EntryResource]:
    """The table of a model's entries: a column for each of its fields."""
    options = {"fields": columns_of(model)}
    return modelresource_factory(model, resource_class=EntryResource, meta_options=options)


def columns_of(model: type[Entry]) -> tuple[str, ...]:
    """Every field but the primary key, in the order of a table.

    That is what the entry stands in, its slug, what is its own, its status, and where it comes
    from.
    """
    fields = {
        field.name: isinstance(field, ForeignKey)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    source = SOURCE_COLUMNS if issubclass(model, Sourced) else ()
    status = [name for name in WITHDRAWAL_FIELDS if name in fields]
    shared = {"slug", *status, *source}
    own = [name for name in fields if name not in shared]
    wholes = list(takewhile(fields.get, own))
    if not wholes:  # where what it has in common with other models comes first
        keys = (key.split("__")[0] for key in model.natural_key_fields)
        wholes = [name for name in dict.fromkeys(keys) if fields.get(name)]
    slug = [name for name in fields if name == "slug"]
    rest = [name for name in own if name not in wholes]
    return (*wholes, *slug, *rest, *status, *source)


def related_paths(model: type[Entry], columns: Any) -> set[str]:
    """What to load with entries of this model so that natural keys need no further query."""
    paths = set()
    for name in columns:
        field = model._meta.get_field(name)
        if isinstance(field, ForeignKey):
            keys = cast(type[Entry], field.related_model).natural_key_fields
            paths |= {"__".join([name, *key.split("__")[:-1]]) for key in keys}
    return paths
