"""What may come instead of each of many entries that are withdrawn together."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from capframe.base.models import Status

LABEL = "What comes instead (if anything)"
# In all fields of the page together: more make it too long to load.
MOST_OPTIONS = 20_000


class SuccessorChoices:
    """A choice for each entry, of published ones beside it that are not withdrawn with it.

    Args:
        candidates: all entries of the model, in order.
        withdrawn: those that are asked about.
        within: the foreign key to that in which they stand beside each other; empty for anywhere.
        sent: what was chosen, as it was sent, by the name of the field.
    """

    def __init__(
        self, candidates: QuerySet, withdrawn: Sequence[Any], within: str, sent: Any
    ) -> None:
        self.candidates, self.withdrawn, self.within, self.sent = (
            candidates,
            withdrawn,
            within,
            sent,
        )

    def name(self, entry: Any) -> str:
        return f"successor-{entry.pk}"

    def place(self, entry: Any) -> Any:
        return getattr(entry, f"{self.within}_id") if self.within else None

    @cached_property
    def beside(self) -> dict[Any, dict[str, Any]]:
        """The candidates by where they stand, each by its primary key as it is sent."""
        found: dict[Any, dict[str, Any]] = defaultdict(dict)
        candidates = self.candidates.filter(status=Status.PUBLISHED).exclude(
            pk__in=[entry.pk for entry in self.withdrawn]
        )
        if self.within:
            places = {self.place(entry) for entry in self.withdrawn}
            candidates = candidates.filter(**{f"{self.within}__in": places})
        most = MOST_OPTIONS // max(len(self.withdrawn), 1)
        for candidate in candidates if self.withdrawn else ():
            here = found[self.place(candidate)]
            if len(here) < most:
                here[str(candidate.pk)] = candidate
        return found

    @cached_property
    def options(self) -> dict[Any, SafeString]:
        """The same for all that stand in one place: made once."""
        return {
            place: format_html_join("", '<option value="{}">{}</option>', candidates.items())
            for place, candidates in self.beside.items()
        }

    def field(self, entry: Any) -> SafeString:
        """The choice; what was chosen before stands first."""
        chosen = self.chosen(entry)
        first = (
            format_html('<option value="{}" selected>{}</option>', chosen.pk, chosen)
            if (chosen)
            else ""
        )
        return format_html(
            '<select name="{}" aria-label="What comes instead of {}">{}'
            '<option value="">Nothing</option>{}</select>',
            self.name(entry),
            entry,
            first,
            self.options.get(self.place(entry), ""),
        )

    def chosen(self, entry: Any) -> Any:
        """What is to replace the entry; None for nothing, and for what cannot."""
        return self.beside.get(self.place(entry), {}).get(self.sent.get(self.name(entry), ""))

    def find_errors(self, entries: Collection[Any]) -> dict[int, list[str]]:
        """Of which of these entries something was chosen that is not offered."""
        return {
            entry.pk: ["What was chosen to come instead cannot be: choose from the list."]
            for entry in entries
            if self.sent.get(self.name(entry)) and not self.chosen(entry)
        }
