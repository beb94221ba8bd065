"""How the role levels of an export are chosen: by what they stand in, or as their list is."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import QueryDict

from capframe.base.http import quoted
from capframe.plans.files.exports import ExportChoice, Misnamed, choose_by
from roles.filters import RoleLevelFilter
from roles.models import JobFamily, Role, RoleLevel

# What an address of the list says beside its filters.
OF_THE_PAGE = ("page", "format")


def find_listed(addresses: Sequence[str]) -> QuerySet:
    """The role levels that any of these lists has, as readers see them.

    Args:
        addresses: of lists of role levels, whole or what follows their question mark.

    Raises Misnamed for what is no filter of such a list.
    """
    found = RoleLevel.objects.none()
    for one in addresses:
        query = QueryDict(one.rpartition("?")[2])
        filters = RoleLevelFilter(query, queryset=RoleLevel.objects.published())
        unknown = set(query) - {*filters.form.fields, *OF_THE_PAGE}
        if unknown:
            problem = f"{quoted(sorted(unknown))} is no filter of the list of role levels."
            raise Misnamed(problem, "Copy what follows the question mark in the list’s address.")
        if not filters.is_valid():
            problems = [words for errors in filters.form.errors.values() for words in errors]
            raise Misnamed(problems[0], "Choose from the list, and copy its address again.")
        found = found | RoleLevel.objects.filter(pk__in=filters.qs.order_by().values("pk"))
    return found


BY_FAMILY = choose_by(RoleLevel, "family", JobFamily, "family")
BY_ROLE = choose_by(RoleLevel, "role", Role, "role")
BY_LEVEL = choose_by(RoleLevel, "level", RoleLevel)
BY_FILTER = ExportChoice(
    "filter",
    about="only what the list of role levels shows with the filters of this address",
    metavar="ADDRESS",
    find=find_listed,
)
