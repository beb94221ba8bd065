"""The choice of another entry on a form."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Case, Q, QuerySet, Value, When

from capframe.base.admin_addresses import is_value_of


class EntrySelect(AutocompleteSelect):
    """Finds entries while one types. What was sent and can be no entry is shown as none chosen.

    Django's own asks the database for it, which fails.
    """

    # Where to look instead of the admin's own page for it.
    address = ""

    def get_url(self) -> str:
        return self.address or super().get_url()

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        keys = [one for one in value if is_value_of(self.field, one)]
        return super().optgroups(name, keys, attr)


def put_exact_first(entries: QuerySet, typed: str, fields: Iterable[str]) -> QuerySet:
    """The entries that are called as was typed first, then those whose names begin so.

    An editor who types a whole name presses Enter, and would choose whatever stands first.

    Args:
        entries: as they were found, in their order.
        typed: by the editor; case makes no difference.
        fields: that hold names of the entry itself.
    """
    typed = " ".join(typed.split())
    exact, begins = Q(pk__in=()), Q(pk__in=())
    for field in fields:
        exact |= Q(**{f"{field}__iexact": typed})
        begins |= Q(**{f"{field}__istartswith": typed})
    order = entries.query.order_by or entries.model._meta.ordering
    place = Case(When(exact, Value(0)), When(begins, Value(1)), default=Value(2))
    return entries.order_by(place, *order)
