"""Keeps the index: an entry for each object that can be found, published or not.

Saving, deleting and ``loaddata`` keep the entries up by themselves (signals.py). Whoever else
writes past the models' ``save`` and ``delete``, or saves raw, calls ``reindex`` or ``rebuild``.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import attrgetter

from django.db import transaction
from django.db.models import Model

from capframe.base.markup import BULLET
from capframe.search.kinds import SEARCH_KINDS, SearchKind
from capframe.search.models import SearchEntry, Spelling
from capframe.search.places import place_of
from capframe.search.refilling import refilled_indexes
from capframe.search.spellings import add_spellings
from capframe.search.words import joined, stemmed

BATCH = 500
# Of one object. PostgreSQL refuses to index a megabyte of words, and nobody would find it by them.
TEXT_CHARACTERS = 100_000

CONTENT = (
    *("title", "url", "detail", "text", "title_stems", "body_stems", "part_stems"),
    *("title_place", "text_place"),
)


@transaction.atomic
def reindex(kind: str, ids: Iterable[int]) -> None:
    """Make the entries of these objects anew; objects that are no more lose theirs.

    Args:
        kind: a key of ``SEARCH_KINDS``.
        ids: primary keys, of objects that are there or not.
    """
    search_kind = SEARCH_KINDS[kind]
    for batch in batches(set(ids), BATCH):
        existing = SearchEntry.objects.filter(kind=kind, object_id__in=batch)
        # Two editors may change parts of one object: who comes second waits here for the other's
        # commit, and then reads what the other wrote.
        list(existing.select_for_update().order_by("pk").values_list("pk"))
        objects = search_kind.objects.filter(pk__in=batch)
        # In the order that SQLite's index wants rows in.
        entries = sorted(
            (make_entry(search_kind, instance) for instance in objects),
            key=attrgetter("text_place"),
        )
        SearchEntry.objects.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=CONTENT,
        )
        add_spellings(entries)
        if gone := set(batch) - {entry.object_id for entry in entries}:
            existing.filter(object_id__in=gone).delete()


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew, in a number of queries that grows with batches, not objects.

    Returns the number of entries.
    """
    total = 0
    with refilled_indexes():
        SearchEntry.objects.all().delete()
        Spelling.objects.all().delete()
        for kind in SEARCH_KINDS.values():
            objects = kind.objects.order_by("pk").iterator(chunk_size=BATCH)
            entries = (make_entry(kind, instance) for instance in objects)
            while batch := list(islice(entries, BATCH)):
                total += len(SearchEntry.objects.bulk_create(batch))
                add_spellings(batch)
    return total


def make_entry(kind: SearchKind, instance: Model) -> SearchEntry:
    """The object's entry, unsaved."""
    described = kind.describe(instance)
    text = "\n".join(described.passages)[:TEXT_CHARACTERS]
    lines = [line for raw in text.splitlines() if (line := raw.strip().removeprefix(BULLET))]
    # The other words stand last, so that line for line the stems are those of the text.
    title_stems = stems_by_line(filter(None, described.title_words))
    body_stems = stems_by_line([*lines, " ".join(described.other_words)])
    parts = "\n".join(described.parts)[:TEXT_CHARACTERS]
    return SearchEntry(
        kind=kind.name,
        object_id=instance.pk,
        title=described.title,
        url=described.url,
        detail=" · ".join(filter(None, described.detail)),
        text="\n".join(lines),
        title_stems=title_stems,
        body_stems=body_stems,
        # Where it has no parts its own words are the whole of it.
        part_stems=stems_by_line(parts.splitlines()) if kind.has_parts else "",
        # Other names make a title no longer.
        title_place=place_of(kind.name, title_stems.split("\n")[0], instance.pk),
        text_place=place_of(kind.name, body_stems, instance.pk),
    )


def stems_by_line(lines: Iterable[str]) -> str:
    """The stems of each line, and last those of words in one piece."""
    lines = list(lines)
    return "\n".join([*map(stemmed, lines), joined("\n".join(lines))])


def batches(ids: Iterable[int], number: int) -> Iterator[list[int]]:
    """The ids in order, at most ``number`` at a time."""
    remaining = iter(sorted(ids))
    while batch := list(islice(remaining, number)):
        yield batch
