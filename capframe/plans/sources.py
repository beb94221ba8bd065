"""The document that what an import says comes from."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from capframe.base.models import Source
from capframe.plans.builder import PlanBuilder
from capframe.plans.choices import Choices
from capframe.plans.existing import ExistingEntry
from capframe.plans.slugs import Slugs

TITLE = "Imported file"
PUBLISHER = "Not stated"


def lazy_source(builder: PlanBuilder, choices: Choices) -> Callable[[], int]:
    """What gives the primary key of the import's source.

    That is the one chosen, or else a new one, which the plan creates when it is first asked for.
    """

    @cache
    def source() -> int:
        return create_source(builder, choices) if choices.source is None else choices.source

    return source


def create_source(builder: PlanBuilder, choices: Choices) -> int:
    """Let the plan create a source of the title and publisher chosen. Returns its number."""
    title = choices.source_title.strip() or TITLE
    slugs = Slugs((None, slug) for slug in Source.objects.values_list("slug", flat=True))
    values = {
        "title": title,
        "slug": slugs.take(title, otherwise="source"),
        "publisher": choices.publisher.strip() or PUBLISHER,
    }
    return builder.create_apart(Source, values, title)


def place_of(line: int) -> str:
    return f"Line {line}"


def origin(source: Callable[[], int], line: int) -> dict[str, Any]:
    """Where a new entry that a line of the file names comes from, as its values."""
    return {"source_id": source(), "place": place_of(line)}


def with_origin(
    entry: ExistingEntry, values: Mapping[str, Any], choices: Choices, line: int
) -> dict[str, Any]:
    """The values that an entry should have; where they change it, with the chosen source and line.

    An entry keeps its source and place where nothing changes, where no source was chosen, and
    where it comes from that source already.
    """
    differs = any(entry.values[name] != value for name, value in values.items())
    return {**values, **moved_origin(entry, choices, line)} if differs else {**values}


def moved_origin(entry: ExistingEntry, choices: Choices, line: int) -> dict[str, Any]:
    """The source and place that a changed entry gets; nothing where it keeps its own."""
    if choices.source in (None, entry.values["source_id"]):
        return {}
    return {"source_id": choices.source, "place": place_of(line)}
