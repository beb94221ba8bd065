"""What uses an entry: the other entries that refer to it or to a part of it.

Each counts once, as the whole that it is edited with: a skill is used by role levels, however the
requirements in between are called.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.db.models import ForeignKey, Model

from capframe.base.history.lines import counted
from capframe.base.models import Entry
from capframe.base.parts import parts_of, whole_field, whole_model, whole_path


@dataclass(frozen=True, slots=True)
class Uses:
    """The entries of one model that use something.

    Args:
        model: an entry of its own.
        pks: their primary keys, ascending.
    """

    model: type[Entry]
    pks: tuple[int, ...]

    def __str__(self) -> str:
        return counted(self.model, len(self.pks))


class Reference(NamedTuple):
    """A way in which entries use others.

    Args:
        model: whose entries refer.
        used: the lookup from there to the entry used.
        user: the lookup from there to the whole that counts as the user.
    """

    model: type[Entry]
    used: str
    user: str


def references_to(model: type[Model], path: str = "") -> Iterator[Reference]:
    """Every way to use an entry of this model, or a part of it.

    Args:
        model: of the entry or the part.
        path: the lookup from the part to the entry.
    """
    for relation in model._meta.related_objects:
        user, field = cast(type[Entry], relation.related_model), relation.field
        is_entry = isinstance(field, ForeignKey) and issubclass(user, Entry)
        if is_entry and field is not whole_field(user):
            used = "__".join(filter(None, (field.name, path)))
            yield Reference(user, used, whole_path(user) or "pk")
    for part, field in parts_of(model):
        yield from references_to(part, "__".join(filter(None, (field.name, path))))


def find_uses(entry: Entry) -> list[Uses]:
    """What uses the entry, in a number of queries that depends on its model alone."""
    return uses_of(type(entry), [entry.pk]).get(entry.pk, [])


def uses_of(model: type[Entry], pks: Collection[int]) -> Mapping[int, list[Uses]]:
    """What uses each of these entries, by primary key; of those that nothing uses, nothing."""
    found: dict[int, dict[type[Entry], set[int]]] = defaultdict(lambda: defaultdict(set))
    for reference in references_to(model):
        user = whole_model(reference.model)
        rows: Any = reference.model._base_manager.filter(**{f"{reference.used}__in": pks})
        for used, pk in rows.order_by().values_list(reference.used, reference.user).distinct():
            # Parts of one entry that refer to each other are no use of it.
            if (user, pk) != (model, used):
                found[used][user].add(pk)
    return {
        used: [Uses(user, tuple(sorted(pks))) for user, pks in users.items() if pks]
        for used, users in found.items()
    }
