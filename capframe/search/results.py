"""What the page of results shows, made from what was found."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField
from django.utils.safestring import SafeString

from capframe.base.prepared import Parameter, Prepared
from capframe.search.fulltext import KindMatches
from capframe.search.marking import excerpt, highlight
from capframe.search.models import SearchEntry
from capframe.search.queries import Query
from capframe.search.repeats import Repeat, find_repeats


class Result(NamedTuple):
    url: str
    # The words searched for are marked in these.
    title: SafeString
    detail: SafeString
    excerpt: SafeString
    repeat: Repeat | None = None  # the places where the same is said, if there are several

    @property
    def reference(self) -> str:
        """How a role level is named: the last two parts of its address."""
        return "/".join(self.url.split("/")[-3:-1])


@dataclass(frozen=True, slots=True)
class ResultGroup:
    matches: KindMatches
    results: list[Result]  # of these, or of the first of them


def load_groups(
    query: Query, shown: Iterable[tuple[KindMatches, Sequence[list[int]]]]
) -> list[ResultGroup]:
    """Each kind with the results of those of its groups that are to be shown.

    One query, and two where results stand at several role levels.
    """
    shown = list(shown)
    every = [entries for _, groups in shown for entries in groups]
    rows = load_rows([entry for entries in every for entry in entries])
    repeats = find_repeats([[rows[one] for one in those if one in rows] for those in every])
    return [
        ResultGroup(
            matches,
            [
                make_result(query, rows[entries[0]], repeats.get(entries[0]))
                for entries in groups
                if entries[0] in rows
            ],
        )
        for matches, groups in shown
    ]


@cache
def entries_query(number: int) -> Prepared:
    keys: list[Any] = [Parameter(f"entry{n}", BigIntegerField()) for n in range(number)]
    return Prepared(
        SearchEntry.objects.filter(pk__in=keys).values_list(
            "pk", "object_id", "url", "title", "detail", "text", "body_stems"
        )
    )


def load_rows(entries: Collection[int]) -> dict[int, Any]:
    if not entries:
        return {}
    keys = {f"entry{number}": entry for number, entry in enumerate(entries)}
    return {row.pk: row for row in entries_query(len(keys)).rows(keys)}


def make_result(query: Query, row: Any, repeat: Repeat | None) -> Result:
    wanted = query.stems
    return Result(
        url=row.url,
        title=highlight(repeat.title if repeat else row.title, wanted),
        detail=highlight(row.detail, wanted),
        excerpt=excerpt(key_passage(row.text, row.body_stems, query), wanted),
        repeat=repeat,
    )


def key_passage(text: str, body_stems: str, query: Query) -> str:
    """The passage of a text that has the most of the words, the first that has them together."""
    passages = text.split("\n")
    if len(passages) == 1:
        return text

    def place(line: str) -> tuple[int, bool]:
        words = frozenset(line.split())
        together = any(f" {phrase} " in f" {line} " for phrase in query.phrases)
        return sum(not words.isdisjoint(term.stems) for term in query.terms), together

    lines = body_stems.split("\n")
    return passages[max(range(len(passages)), key=lambda number: place(lines[number]))]
