"""Keeps the index: an entry for each object that can be found, published or not.

Saving, deleting and ``loaddata`` keep the entries up by themselves (signals.py). Whoever else
writes past the models' ``save`` and ``delete``, or saves raw, calls ``reindex`` or ``rebuild``.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import nullcontext
from itertools import islice

from django.db import transaction

from capframe.base.markup import BULLET
from capframe.plans.bulk import among
from capframe.search.kinds import SEARCH_KINDS, Description, SearchKind
from capframe.search.lines import LineReader
from capframe.search.models import SearchEntry, Spelling
from capframe.search.places import place_of
from capframe.search.refilling import filled_at_once, refilled_indexes
from capframe.search.spellings import add_spellings
from capframe.search.writing import EntryRow, write_entries

BATCH = 1_000
MANY = 20  # of so many, SQLite's indexes are filled at once
# Of one object. PostgreSQL refuses to index a megabyte of words, and nobody would find it by them.
TEXT_CHARACTERS = 100_000


@transaction.atomic
def reindex(kind: str, ids: Iterable[int], reader: LineReader | None = None) -> None:
    """Make the entries of these objects anew; objects that are no more lose theirs.

    Args:
        kind: a key of ``SEARCH_KINDS``.
        ids: primary keys, of objects that are there or not.
        reader: the same for all that is made anew together, each in a transaction of its own.
    """
    search_kind, reader = SEARCH_KINDS[kind], reader or LineReader()
    for batch in batches(set(ids), BATCH):
        existing = SearchEntry.objects.filter(among("object_id", batch), kind=kind)
        # Two editors may change parts of one object: who comes second waits here for the other's
        # commit, and then reads what the other wrote.
        list(existing.select_for_update().order_by("object_id").values_list("pk"))
        with filled_at_once() if len(batch) >= MANY else nullcontext():
            made = write_batch(search_kind, batch, reader)
        if gone := set(batch) - made:
            existing.filter(object_id__in=gone).delete()
    add_spellings(reader.take_new_words())


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew, in a number of queries that grows with batches, not objects.

    Returns the number of entries.
    """
    total, reader = 0, LineReader()
    with refilled_indexes():
        SearchEntry.objects.all().delete()
        Spelling.objects.all().delete()
        for kind in SEARCH_KINDS.values():
            ids = kind.objects.order_by().values_list("pk", flat=True)
            for batch in batches(ids, BATCH):
                total += len(write_batch(kind, batch, reader))
        add_spellings(reader.take_new_words())
    return total


def write_batch(kind: SearchKind, ids: Collection[int], reader: LineReader) -> set[int]:
    """Write the entries of those of these objects that are there. Returns their primary keys."""
    described = kind.describe(kind.objects.filter(among("pk", ids)))
    rows = [make_entry(kind, pk, description, reader) for pk, description in described]
    write_entries(rows)
    return {row.object_id for row in rows}


def make_entry(kind: SearchKind, pk: int, described: Description, reader: LineReader) -> EntryRow:
    """The entry of the object with this primary key."""
    text = "\n".join(described.passages)[:TEXT_CHARACTERS]
    lines = [line for raw in text.splitlines() if (line := raw.strip().removeprefix(BULLET))]
    # The other words stand last, so that line for line the stems are those of the text.
    title_stems = reader.stems_by_line(filter(None, described.title_words))
    body_stems = reader.stems_by_line([*lines, " ".join(described.other_words)])
    parts = "\n".join(described.parts)[:TEXT_CHARACTERS]
    return EntryRow(
        kind=kind.name,
        object_id=pk,
        title=described.title,
        url=described.url,
        detail=" · ".join(filter(None, described.detail)),
        text="\n".join(lines),
        title_stems=title_stems,
        body_stems=body_stems,
        # Where it has no parts its own words are the whole of it.
        part_stems=reader.stems_by_line(parts.splitlines()) if kind.has_parts else "",
        # Other names make a title no longer.
        title_place=place_of(kind.name, title_stems.split("\n")[0], pk),
        text_place=place_of(kind.name, body_stems, pk),
    )


def batches(ids: Iterable[int], number: int) -> Iterator[list[int]]:
    """The ids in order, at most ``number`` at a time."""
    remaining = iter(sorted(ids))
    while batch := list(islice(remaining, number)):
        yield batch
