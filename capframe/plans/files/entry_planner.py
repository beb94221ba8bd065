"""Plans the entries that a file names, and what it says of each."""

from collections.abc import Mapping
from typing import Any

from capframe.base.models import Entry, Sourced, Status
from capframe.base.status import HasStatus
from capframe.plans.existing import ExistingEntry
from capframe.plans.files.choices import Choices
from capframe.plans.files.desired import D
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.ordered_parts import DesiredPart
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

        ``said`` stands beside the values of its columns, or in their place; ``of_new`` is what a
        new one has, unless the file says it; ``beside`` says nothing of where it comes from.

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
        """Plan a new entry that a line of the file says, within what was planned last.

        Returns the number that stands for it.
        """
        return self.builder.create(model, values, self._origin(model, line), line=line)

    def create_apart(
        self, model: type[Entry], values: Mapping[str, Any], title: str, line: int
    ) -> int:
        """Plan one that a preview shows by itself. Returns the number that stands for it."""
        values = {**values, **self._origin(model, line)}
        return self.builder.create_apart(model, values, title, line=line)

    def _origin(self, model: type[Entry], line: int) -> Mapping[str, Any]:
        return origin(self.source, line) if issubclass(model, Sourced) else {}

    def put(
        self,
        model: type[Entry],
        entry: ExistingEntry | None,
        said: Mapping[str, Any],
        line: int,
        **of_new: Any,
    ) -> int:
        """Plan what a line of the file says of a part of an entry; ``of_new`` of a new part alone.

        Returns its primary key, or the number that stands for it.
        """
        if entry is None:
            return self.builder.create(model, of_new, said, self._origin(model, line), line=line)
        if entry.has(said):  # as nearly all have, where a file comes again
            self.builder.keep(model)
        else:
            if issubclass(model, Sourced):
                said = with_origin(entry, said, self.choices, line)
            self.builder.change(model, entry, said, line=line)
        return entry.pk

    def put_part(self, model: type[Entry], part: DesiredPart, **whole: int) -> int:
        """Plan one part of a list, within the whole that a column holds, as ``put`` does."""
        return self.put(model, part.entry, part.values, part.row.record.line, **whole)


def desired_status(status: str, choices: Choices) -> str:
    """The status of an entry that a file names: what was withdrawn comes back."""
    return choices.status if status == Status.WITHDRAWN else status
