"""The choice of another entry on a form."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect

from capframe.base.admin_addresses import is_value_of


class EntrySelect(AutocompleteSelect):
    """Finds entries while one types. What was sent and can be no entry is shown as none chosen.

    Django's own asks the database for it, which fails.
    """

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        keys = [one for one in value if is_value_of(self.field, one)]
        return super().optgroups(name, keys, attr)
