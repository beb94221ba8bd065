"""Plans the entries that a file names, and what it says of each."""

from collections.abc import Mapping
from typing import Any

from capframe.base.models import Entry, Status
from capframe.base.status import HasStatus
from capframe.plans.existing import ExistingEntry
from capframe.plans.files.choices import Choices
from capframe.plans.files.desired import D
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.sources import lazy_source, origin, with_origin


class EntryPlanner:
    """Tells a file's builder what should become of entries, and where they come from."""

    def __init__(self, file: FileCheck) -> None:
        self.builder, self.choices = file.builder, file.choices
        self.source = lazy_source(file)

    def plan(
        self,
        entries: DesiredEntries[D],
        desired: D,
        *,
        said: Mapping[str, Any] | None = None,
        of_new: Mapping[str, Any] | None = None,
        beside: Mapping[str, Any] | None = None,
    ) -> int:
        """Plan one entry, which a preview shows as one.

        Args:
            entries: among which it was found.
            desired: the entry.
            said: values that the file gives it beside those of its columns, or in their place.
            of_new: values that a new one has, where the file does not give them.
            beside: values that say nothing of where the entry comes from.

        Returns its primary key, or the number that stands for it.
        """
        model, line = entries.column.model, desired.record.line
        self.builder.begin_whole(model, max(desired.pk, 0), desired.full_title)
        values = {**entries.desired_values(desired), **(said or {})}
        if entry := desired.entry:
            if desired.is_renamed:
                values["title"] = desired.title
            if issubclass(model, HasStatus):
                values["status"] = desired_status(entry.values["status"], self.choices)
            values = {**with_origin(entry, values, self.choices, line), **(beside or {})}
            self.builder.change(model, entry, values, line=line)
            return desired.pk
        values = {**self._values_of_new(entries, desired), **(of_new or {}), **values}
        desired.pk = self.create(model, {**values, **(beside or {})}, line)
        return desired.pk

    def _values_of_new(self, entries: DesiredEntries[D], desired: D) -> dict[str, Any]:
        column = entries.column
        values: dict[str, Any] = {"title": desired.title, "slug": desired.slug}
        if column.within is not None:
            values[f"{column.within_field}_id"] = desired.within.pk
        if issubclass(column.model, HasStatus):
            values["status"] = self.choices.status
        return values

    def create(self, model: type[Entry], values: Mapping[str, Any], line: int) -> int:
        """Plan a new entry that a line of the file says, within what was planned last."""
        return self.builder.create(model, {**values, **origin(self.source, line)}, line=line)

    def change(
        self, model: type[Entry], entry: ExistingEntry, values: Mapping[str, Any], line: int
    ) -> None:
        """Plan that an entry gets values that a line of the file says."""
        if entry.has(values):  # as nearly all have, where a file comes again
            self.builder.keep(model)
        else:
            values = with_origin(entry, values, self.choices, line)
            self.builder.change(model, entry, values, line=line)


def desired_status(status: str, choices: Choices) -> str:
    """The status of an entry that a file names: what was withdrawn comes back."""
    return choices.status if status == Status.WITHDRAWN else status
