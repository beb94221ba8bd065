"""Which page of a list an address asks for."""

from array import array
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from capframe.base.http import LONGEST_SHOWN, Refused, quoted
from capframe.base.kept import Kept


def page_of(request: HttpRequest, entries: Any, per_page: int = 25) -> Page:
    """The page of ``entries`` that ``?page=`` asks for, the first where it does not say.

    Raises Refused (400) for something that is no number, (404) for a page that is not there.
    """
    return page_in(Paginator(entries, per_page), request)


def page_in(pages: Paginator, request: HttpRequest) -> Page:
    """The page that ``?page=`` asks for. Raises Refused as ``page_of`` does."""
    asked = request.GET.get("page", "")
    asked = asked if asked.strip() else "1"  # a blank one asks for nothing
    if not (asked.isascii() and asked.isdigit()):
        raise Refused(
            f"{quoted([asked])} is not a page number.", "Use a whole number, or start from page 1."
        )
    number = int(asked[:LONGEST_SHOWN])
    if not 1 <= number <= pages.num_pages:
        raise Refused(
            f"There is no page {number}: the last page is {pages.num_pages}.",
            "Go back to the first page.",
            status=404,
        )
    return pages.page(number)


# The primary keys of groups that stand equal, and the number of entries that they have together.
Group = tuple[list[Any], int]
MOST_GROUPS = 50_000
GROUPS: Kept[list[Group]] = Kept(MOST_GROUPS, len)
# The primary keys of the entries of some groups, in order; eight bytes each. Most are asked for
# their first pages, for which a database need not put all of them in order.
MOST_SORTED, FIRST_SORTED = 250_000, 1_000
SORTED: Kept[array] = Kept(MOST_SORTED, len)


class GroupedPaginator(Paginator):
    """Pages of the primary keys of a long list, of which only what a page may come from is sorted.

    The number of entries in each group tells where a page begins. So the last page of thousands
    costs as much as the first, and a list ten times as long little more.

    Args:
        entries: filtered, and sorted as a whole.
        per_page: entries on a page.
        group: the foreign key whose entries are the groups; what has none comes last.
        order: the fields of these entries that the list is sorted by first.
        key: what tells the list from others; pages of the same one count and sort its entries once.
    """

    def __init__(
        self,
        entries: QuerySet,
        per_page: int,
        *,
        group: str,
        order: Sequence[str],
        key: Hashable,
    ) -> None:
        super().__init__(entries, per_page)
        self.entries, self.key = entries, (entries.model, key)
        self.group, self.order = group, order

    @cached_property
    def groups(self) -> list[Group]:
        """The groups in order, each with its number of entries; those that stand equal as one."""
        return GROUPS.find_or_make(self.key, self._count_groups)

    def _count_groups(self) -> list[Group]:
        numbers = dict(self.entries.order_by().values_list(self.group).annotate(Count("pk")))
        model: Any = self.entries.model._meta.get_field(self.group).related_model
        fields = [name.removeprefix("-") for name in self.order]
        ordered = model._default_manager.order_by(*self.order).values_list(*fields, "pk")
        found = (row for row in ordered if row[-1] in numbers)
        equal = [
            [row[-1] for row in those]
            for _, those in groupby(found, key=itemgetter(slice(len(fields))))
        ]
        equal += [[None]] if None in numbers else []
        return [(keys, sum(numbers[key] for key in keys)) for keys in equal]

    @cached_property
    def count(self) -> int:
        """How many entries there are."""
        return sum(number for _, number in self.groups)

    def page(self, number: Any) -> Page:
        """The page with this number, counted from 1."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        groups, before = self._groups_at(range(first, min(first + self.per_page, self.count)))
        start, end = first - before, first - before + self.per_page
        last = FIRST_SORTED if end <= FIRST_SORTED else None
        keys = SORTED.find_or_make((*self.key, last, *groups), lambda: self._sort(groups, last))
        return Page(list(keys[start:end]), number, self)

    def _sort(self, groups: Sequence[Any], last: int | None) -> array:
        within = Q(**{f"{self.group}__in": [key for key in groups if key is not None]})
        if None in groups:
            within |= Q(**{f"{self.group}__isnull": True})
        return array("q", self.entries.filter(within).values_list("pk", flat=True)[:last])

    def _groups_at(self, places: range) -> tuple[list[Any], int]:
        """The groups that have entries at these places, and how many entries stand before them."""
        keys: list[Any] = []
        before = 0
        for group, number, end in self._ends():
            if end <= places.start:
                before = end
            elif end - number < places.stop:
                keys += group
        return keys, before

    def _ends(self) -> Iterator[tuple[list[Any], int, int]]:
        """Each of the groups, how many entries it has, and how many there are up to its end."""
        end = 0
        for group, number in self.groups:
            end += number
            yield group, number, end
