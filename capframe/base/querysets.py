"""Questions that every model of the catalogue answers."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat

# Status.PUBLISHED; models.py, which defines it, imports this module.
PUBLISHED = "published"


def order_in_whole(model: Any, prefix: str = "") -> list[str]:
    """What to order the parts of one whole by: as ``Meta.ordering`` has it, without the whole.

    Args:
        model: of the parts.
        prefix: leads to them from whatever is queried, for example ``"statements__"``.
    """
    return [
        f"-{prefix}{name[1:]}" if name.startswith("-") else f"{prefix}{name}"
        for name in model._meta.ordering
        if name.split("__")[0] != model.part_of
    ]


def published_or_withdrawn(lookup: str) -> Q:
    """Whether an entry is published, or withdrawn since some day.

    Args:
        lookup: leads to its status.
    """
    since = f"{lookup.removesuffix('status')}withdrawn_on__isnull"
    return Q(**{lookup: PUBLISHED}) | Q(**{since: False})


class EntryQuerySet(models.QuerySet):
    """Finds entries by natural key, and decides what readers see."""

    model: Any

    def with_natural_key(self, *values: Any) -> Self:
        return self.filter(**dict(zip(self.model.natural_key_fields, values, strict=True)))

    def get_by_natural_key(self, *values: Any) -> Any:
        """The one entry with this natural key. Raises DoesNotExist."""
        return self.with_natural_key(*values).get()

    def named(self, references: Iterable[str]) -> Self:
        """Those that these references name, each the two slugs of its natural key: ``a/b``.

        However many there are, the database is asked for two lists: an index has the slugs alone.
        """
        whole, own = self.model.natural_key_fields
        reference = Concat(whole, Value("/"), own, output_field=models.CharField())
        references = set(references)
        slugs = {f"{own}__in": {each.rpartition("/")[2] for each in references}}
        return self.alias(reference=reference).filter(reference__in=references, **slugs)

    def published(self) -> Self:
        """The entries that readers see: published, and everything that they stand in too.

        A published level of a withdrawn role is not shown. Models without a status of their own
        (a statement, a requirement) name those of the entries that hold them.
        """
        return self.filter(**dict.fromkeys(self.model.published_lookups, PUBLISHED))

    def published_or_withdrawn(self) -> Self:
        """The entries that readers see, and those that they once saw and that are withdrawn.

        For an entry's own page, and for what names one: a requirement, a link, the address of a
        comparison. Lists, counts and choices ask for ``published``. What stands in something
        withdrawn is withdrawn with it, what stands in a draft is hidden.
        """
        return self.filter(*map(published_or_withdrawn, self.model.published_lookups))

    def in_order(self) -> Self:
        """Parts in the order in which they stand in their whole."""
        return self.order_by(*order_in_whole(self.model))

    def with_number_of(self, relation: str) -> Self:
        """Each with ``number_of_<relation>``: how many entries that readers see refer to it.

        Args:
            relation: a reverse relation by its name, for example a grade's ``role_levels``.
        """
        holder = self.model._meta.get_field(relation).field.name
        number = (
            self.entries_of(relation)
            .published()
            .filter(**{holder: OuterRef("pk")})
            .order_by()
            .values(holder)
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.annotate(**{f"number_of_{relation}": Coalesce(Subquery(number), 0)})

    def entries_of(self, relation: str) -> Any:
        """Every entry of the model at the other end of a relation, for a prefetch to choose from.

        A queryset cannot import the models: they import it.
        """
        model: Any = self.model._meta.get_field(relation).related_model
        return model._default_manager.all()
