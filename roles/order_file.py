"""The small file that orders the levels of roles, filled with how they are ordered today."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from django.db.models import QuerySet

from capframe.base.models import Status
from capframe.plans.files.columns import names_of
from roles.columns import JOB_FAMILY, LEVEL, LEVEL_ORDER, ROLE
from roles.models import Role, RoleLevel
from roles.querysets import RoleLevelQuerySet

ORDER_COLUMNS = (
    JOB_FAMILY,
    ROLE,
    LEVEL,
    replace(
        LEVEL_ORDER,
        about=f"{LEVEL_ORDER.about} In this file an empty cell takes the level’s order away.",
    ),
)
HEADINGS = tuple(column.name for column in ORDER_COLUMNS)


def export_order(everything: bool, some: QuerySet | None = None) -> Iterator[dict[str, str]]:
    """A row for each level of the roles that have several.

    Args:
        everything: whether role levels are among them that readers do not see.
        some: role levels, of whose roles alone the rows are; None for all.
    """
    levels = RoleLevel.objects.all()
    if some is not None:
        levels = levels.exclude(status=Status.WITHDRAWN).filter(
            role__in=some.order_by().values("role")
        )
    yield from order_rows(levels if everything else levels.published())


def export_order_of(roles: Collection[int]) -> list[dict[str, str]]:
    """The rows of some roles, by their primary keys; of drafts, too."""
    levels = RoleLevel.objects.exclude(status=Status.WITHDRAWN)
    return list(order_rows(levels.filter(role__in=roles)))


def find_unordered_roles(touched: Mapping[str, Collection[int]]) -> list[int]:
    """The roles whose levels' order nothing states, among those that something was changed in.

    Args:
        touched: primary keys by the label of their model.
    """
    roles, levels = (touched.get(m._meta.label_lower, ()) for m in (Role, RoleLevel))
    of_levels = RoleLevel.objects.filter(pk__in=levels).order_by().values_list("role", flat=True)
    published = RoleLevel.objects.published().filter(role__in={*roles, *of_levels})
    return [role for role, places in published.places().items() if places is None]


def describe_unordered(number: int) -> str:
    roles = "1 role" if number == 1 else f"{number:,} roles"
    return f"The order of the levels of {roles} is not stated, and readers are told so."


def order_rows(levels: RoleLevelQuerySet) -> Iterator[dict[str, str]]:
    """The rows of these levels, family by family and role by role, each role's in order.

    The cell of a level without a number is empty.
    """
    families, roles, titles = map(names_of, (JOB_FAMILY, ROLE, LEVEL))
    columns = ("pk", "role", "family", "level_order")
    found = list(levels.in_grade_order().values_list(*columns))
    number_of = Counter(role for _, role, _, _ in found)
    # Stable: the levels of a role stay in their order.
    for pk, role, family, order in sorted(found, key=lambda row: (families[row[2]], roles[row[1]])):
        if number_of[role] > 1:
            number = "" if order is None else str(order)
            values = (families[family], roles[role], titles[pk], number)
            yield dict(zip(HEADINGS, values, strict=True))
