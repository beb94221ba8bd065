"""The job families that have role levels, and how many: of thousands, only what a page says.

What is not said is not counted, so that a page costs little more in a catalogue ten times as large.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Exists, IntegerField, OuterRef

from capframe.base.addresses import address
from capframe.base.kept import Kept
from capframe.base.prepared import Parameter, Prepared
from roles.models import JobFamily, RoleLevel


class CountedFamily(NamedTuple):
    """A published job family.

    Args:
        number_of_roles: of its roles that have levels; at least one, where nobody counted.
        number_of_role_levels: likewise.
    """

    pk: int
    slug: str
    title: str
    number_of_roles: int = 1
    number_of_role_levels: int = 1

    def get_absolute_url(self) -> str:
        return address("families:family", self.slug)


# Whoever shows them has thousands of role levels counted: home, and who begins a move.
COUNTED: Kept[list[CountedFamily]] = Kept(2)


def load_counted_families(*, counted: int, all_up_to: int) -> list[CountedFamily]:
    """All of them by title, in two queries; in none until something changes.

    Args:
        counted: how many of the first have their true numbers.
        all_up_to: where there are no more than these, all have them.
    """
    return COUNTED.find_or_make((counted, all_up_to), lambda: count_families(counted, all_up_to))


def count_families(counted: int, all_up_to: int) -> list[CountedFamily]:
    families = [CountedFamily(*row) for row in families_query().rows({})]
    number = len(families) if len(families) <= all_up_to else counted
    return [*count_each(families[:number]), *families[number:]]


def count_each(families: Iterable[Any]) -> list[CountedFamily]:
    """These families with their true numbers, in one query; those without role levels too."""
    families = list(families)
    values = {f"pk{n}": family.pk for n, family in enumerate(families)}
    rows = numbers_query(len(values)).rows(values) if values else ()
    numbers = {pk: (roles, levels) for pk, roles, levels in rows}
    return [
        CountedFamily(one.pk, one.slug, one.title, *numbers.get(one.pk, (0, 0))) for one in families
    ]


@cache
def families_query() -> Prepared:
    levels = RoleLevel.objects.published().filter(family=OuterRef("pk"))
    families = JobFamily.objects.published().filter(Exists(levels))
    return Prepared(families.order_by("title", "pk").values_list("pk", "slug", "title"))


@lru_cache(maxsize=100)
def numbers_query(number: int) -> Prepared:
    given: Any = [Parameter(f"pk{n}", IntegerField()) for n in range(number)]
    levels = RoleLevel.objects.published().filter(family__id__in=given).order_by()
    return Prepared(
        levels.values_list("family_id").annotate(
            roles=Count("role_id", distinct=True), levels=Count("pk")
        )
    )
