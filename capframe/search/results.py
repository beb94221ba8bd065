"""What the page of results shows, made from what was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString

from capframe.search.fulltext import FoundEntry, KindMatches
from capframe.search.marking import excerpt, highlight
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


def make_groups(
    query: Query, shown: Iterable[tuple[KindMatches, Sequence[list[FoundEntry]]]]
) -> list[ResultGroup]:
    """Each kind with the results of those of its groups that are to be shown.

    No query, and one where results stand at several levels of one role.
    """
    shown = list(shown)
    repeats = find_repeats(entries for _, groups in shown for entries in groups)
    return [
        ResultGroup(
            matches,
            [make_result(query, entries[0], repeats.get(entries[0].pk)) for entries in groups],
        )
        for matches, groups in shown
    ]


def make_result(query: Query, entry: FoundEntry, repeat: Repeat | None) -> Result:
    wanted = query.stems
    return Result(
        url=entry.url,
        title=highlight(repeat.title if repeat else entry.title, wanted),
        detail=highlight(entry.detail, wanted),
        excerpt=excerpt(key_passage(entry.text, entry.body_stems, query), wanted),
        repeat=repeat,
    )


def key_passage(text: str, body_stems: str, query: Query) -> str:
    """The passage of a text that has the most of the words, the first that has them together."""
    passages = text.split("\n")
    if len(passages) == 1:
        return text

    telling = (*query.stems, *query.phrases)

    def place(line: str) -> tuple[int, bool]:
        if not any(one in line for one in telling):  # as in most lines
            return 0, False
        words = frozenset(line.split())
        together = any(f" {phrase} " in f" {line} " for phrase in query.phrases)
        return sum(not words.isdisjoint(term.stems) for term in query.terms), together

    lines = body_stems.split("\n")
    return passages[max(range(len(passages)), key=lambda number: place(lines[number]))]
