"""What the page of results shows, made from what was found."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField
from django.utils.safestring import SafeString

from capframe.base.prepared import Parameter, Prepared
from capframe.search.fulltext import Found, find, find_any
from capframe.search.kinds import Kind
from capframe.search.models import SearchEntry
from capframe.search.words import Query, excerpt, marked


class Result(NamedTuple):
    """One result; the words searched for are marked in its texts."""

    url: str
    title: SafeString
    detail: SafeString
    excerpt: SafeString

    @property
    def reference(self) -> str:
        """How a role level is named: the last two parts of its address."""
        return "/".join(self.url.split("/")[-3:-1])


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind, or the first of them."""

    found: Found
    results: list[Result]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found.

    Args:
        kinds: those with the words in a title first, otherwise in the order of ``KINDS``.
        of_some_words: whether nothing has all the words, and these have some of them.
    """

    kinds: list[Found]
    of_some_words: bool

    @classmethod
    def of(cls, query: Query, kinds: Collection[Kind]) -> "Findings":
        """What readers may see that has all the words, or else some."""
        found = find(query, kinds)
        some = [] if found or len(query.stems) < 2 else find_any(query, kinds)
        return cls(sorted(found or some, key=lambda kind: not kind.in_title), bool(some))

    @property
    def number(self) -> str:
        """How many there are: "12", or "more than 112" where they were not all counted."""
        number = sum(len(kind.entries) for kind in self.kinds)
        return f"more than {number}" if any(kind.capped for kind in self.kinds) else str(number)


def groups_of(query: Query, shown: Iterable[tuple[Found, list[int]]]) -> list[Group]:
    """Each kind with the results of those of its entries that are to be shown, in one query."""
    shown = list(shown)
    results = results_of(query, [entry for _, entries in shown for entry in entries])
    return [
        Group(found, [results[entry] for entry in entries if entry in results])
        for found, entries in shown
    ]


@cache
def entries_query(number: int) -> Prepared:
    """What results show of ``number`` entries."""
    keys: list[Any] = [Parameter(f"entry{n}", BigIntegerField()) for n in range(number)]
    return Prepared(
        SearchEntry.objects.filter(pk__in=keys).values_list(
            "pk", "url", "title", "detail", "text", "body_stems"
        )
    )


def results_of(query: Query, entries: Collection[int]) -> dict[int, Result]:
    """The results by the primary keys of their entries."""
    if not entries:
        return {}
    wanted = frozenset(query.stems)
    keys = {f"entry{number}": entry for number, entry in enumerate(entries)}
    return {
        pk: Result(
            url=url,
            title=marked(title, wanted),
            detail=marked(detail, wanted),
            excerpt=excerpt(telling(text, body_stems, wanted), wanted),
        )
        for pk, url, title, detail, text, body_stems in entries_query(len(keys)).rows(keys)
    }


def telling(text: str, body_stems: str, wanted: frozenset[str]) -> str:
    """The passage of a text that has the most of the wanted stems."""
    passages = text.split("\n")
    if len(passages) == 1:
        return text
    has = [len(wanted.intersection(line.split())) for line in body_stems.split("\n")]
    return passages[max(range(len(passages)), key=has.__getitem__)]
