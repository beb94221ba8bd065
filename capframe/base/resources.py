"""Tables for export: every entry under its natural key, none under a number of the database."""

from typing import Any, cast

from django.db.models import ForeignKey, QuerySet
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import Widget

from capframe.base.models import Entry, Source

SOURCE_COLUMNS = ("source", "place", "editors_note")


class NaturalKeyWidget(Widget):
    """Another entry as the parts of its natural key, the way addresses name it: “role/level”."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The key, empty where there is no entry."""
        return "/".join(map(str, value.natural_key())) if value else ""


class EntryResource(ModelResource):
    """One entry a row. ``Meta`` names the model and its columns in order."""

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        """A column of the same name; other entries are named by their natural keys."""
        if isinstance(django_field, ForeignKey):
            return Field(field_name, field_name, NaturalKeyWidget(), readonly=readonly)
        return super().field_from_django_field(field_name, django_field, readonly)

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        """The entries with everything that their columns name, in one query."""
        return queryset.select_related(*related_paths(self._meta.model, self._meta.fields))


def related_paths(model: type[Entry], columns: Any) -> set[str]:
    """What to load with entries of this model so that natural keys need no further query."""
    paths = set()
    for name in columns:
        field = model._meta.get_field(name)
        if isinstance(field, ForeignKey):
            keys = cast(type[Entry], field.related_model).natural_key_fields
            paths |= {"__".join([name, *key.split("__")[:-1]]) for key in keys}
    return paths


class SourceResource(EntryResource):
    """Sources."""

    class Meta:
        model = Source
        fields = (
            "slug",
            "title",
            "publisher",
            "date_stated",
            "licence",
            "licence_url",
            "description",
            "editors_note",
        )
