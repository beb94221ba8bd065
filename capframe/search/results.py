"""What the page of results shows, made from what was found."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField
from django.utils.safestring import SafeString

from capframe.base.prepared import Parameter, Prepared
from capframe.search.fulltext import KindMatches, match_all, match_any
from capframe.search.kinds import SearchKind
from capframe.search.models import SearchEntry
from capframe.search.words import Query, excerpt, highlight


class Result(NamedTuple):
    url: str
    # The words searched for are marked in these.
    title: SafeString
    detail: SafeString
    excerpt: SafeString

    @property
    def reference(self) -> str:
        """How a role level is named: the last two parts of its address."""
        return "/".join(self.url.split("/")[-3:-1])


@dataclass(frozen=True, slots=True)
class ResultGroup:
    matches: KindMatches
    results: list[Result]  # of these, or of the first of them


@dataclass(frozen=True, slots=True)
class SearchResults:
    # Those with the words in a title first, otherwise in the order of SEARCH_KINDS.
    by_kind: list[KindMatches]
    of_some_words: bool  # nothing has all the words, and these have some of them

    @classmethod
    def find(cls, query: Query, kinds: Collection[SearchKind]) -> "SearchResults":
        """What readers may see that has all the words, or else some."""
        of_all = match_all(query, kinds)
        of_some = [] if of_all or len(query.stems) < 2 else match_any(query, kinds)
        matches = sorted(of_all or of_some, key=lambda matches: not matches.in_title)
        return cls(matches, of_some_words=bool(of_some))

    @property
    def number(self) -> str:
        """How many there are: "12", or "more than 112" where they were not all counted."""
        number = sum(len(matches.entries) for matches in self.by_kind)
        capped = any(matches.capped for matches in self.by_kind)
        return f"more than {number}" if capped else str(number)


def load_groups(query: Query, shown: Iterable[tuple[KindMatches, list[int]]]) -> list[ResultGroup]:
    """Each kind with the results of those of its entries that are to be shown, in one query."""
    shown = list(shown)
    results = load_results(query, [entry for _, entries in shown for entry in entries])
    return [
        ResultGroup(matches, [results[entry] for entry in entries if entry in results])
        for matches, entries in shown
    ]


@cache
def entries_query(number: int) -> Prepared:
    keys: list[Any] = [Parameter(f"entry{n}", BigIntegerField()) for n in range(number)]
    return Prepared(
        SearchEntry.objects.filter(pk__in=keys).values_list(
            "pk", "url", "title", "detail", "text", "body_stems"
        )
    )


def load_results(query: Query, entries: Collection[int]) -> dict[int, Result]:
    if not entries:
        return {}
    wanted = frozenset(query.stems)
    keys = {f"entry{number}": entry for number, entry in enumerate(entries)}
    return {
        row.pk: Result(
            url=row.url,
            title=highlight(row.title, wanted),
            detail=highlight(row.detail, wanted),
            excerpt=excerpt(key_passage(row.text, row.body_stems, wanted), wanted),
        )
        for row in entries_query(len(keys)).rows(keys)
    }


def key_passage(text: str, body_stems: str, wanted: frozenset[str]) -> str:
    """The passage of a text that has the most of the wanted stems."""
    passages = text.split("\n")
    if len(passages) == 1:
        return text
    has = [len(wanted.intersection(line.split())) for line in body_stems.split("\n")]
    return passages[max(range(len(passages)), key=has.__getitem__)]
