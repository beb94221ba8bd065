"""The one place that asks the databases' full-text indexes: ``match_all`` and ``match_any``.

The databases say what matches, up to a cap; what comes first is said here, alike for both. Their
own ranks differ, and FTS5's walks through all entries that hold a word to weigh it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from django.db import connection

from capframe.search.dialects import DIALECTS, Question, Wanted
from capframe.search.kinds import SEARCH_KINDS, SearchKind
from capframe.search.nearness import Nearness, nearness
from capframe.search.queries import Query

# How many entries of one kind are looked at in titles, and as many anywhere: more are neither
# counted nor ranked, so that a word that is everywhere costs no more than another.
CAP = 100
# Where many entries say the same, which are one result, as many times more are looked at.
REPEATS = 3


class Answer(NamedTuple):
    """A row that a dialect gives, without its kind."""

    number: int  # of the question
    outside_title: int
    entry: int
    place: int  # in the order of places.py
    title_stems: str
    body_stems: str
    said: str  # alike for those that are one result


@dataclass(frozen=True, slots=True)
class KindMatches:
    kind: SearchKind
    # Primary keys in the index, best first, at most CAP; those that say the same stand together.
    groups: list[list[int]]
    capped: bool  # there are more
    in_title: bool  # the best has the words in its title
    nearness: Nearness  # of the best
    answered: frozenset[int]  # the numbers of the questions that any of them answers

    @property
    def number(self) -> str:
        """How many there are: "12", or "more than 100"."""
        return f"more than {len(self.groups)}" if self.capped else str(len(self.groups))


def match_all(
    query: Query, kinds: Iterable[SearchKind] = SEARCH_KINDS.values()
) -> list[KindMatches]:
    """What readers may see that has all the words; kinds without any are left out."""
    wanted = tuple(term.stems for term in query.terms)
    return ask([wanted] if wanted else [], query, kinds)


def match_any(
    query: Query, kinds: Iterable[SearchKind] = SEARCH_KINDS.values()
) -> list[KindMatches]:
    """What readers may see that has some of the words; otherwise like ``match_all``.

    Each word is asked for by itself, so that a rare one is not lost among those of a common one.
    """
    return ask([(term.stems,) for term in query.terms], query, kinds)


def ask(wanted: list[Wanted], query: Query, kinds: Iterable[SearchKind]) -> list[KindMatches]:
    """What has any of the wanted words, found in one query.

    Args:
        wanted: what an entry must have, in one way or another; none finds nothing.
        query: with phrases that are best where they stand together.
        kinds: where to look.
    """
    questions = [
        Question(number, words, kind, in_title)
        for number, words in enumerate(wanted)
        for kind in kinds
        for in_title in (True, False)
    ]
    if not questions:
        return []
    limits = {kind.name: limit_of(kind) + 1 for kind in kinds}
    if any(len(words) > 1 for words in wanted):
        # A phrase by itself, so that it is not lost among entries that have its words apart.
        phrases = (query.phrases,)
        questions += [Question(0, phrases, q.kind, q.in_title) for q in questions]
    sql, values = DIALECTS[connection.vendor](questions, limits)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        by_kind = defaultdict(list)
        for kind, *answer in cursor.fetchall():
            by_kind[kind].append(Answer(*answer))
    return [rank(kind, by_kind[kind.name], query) for kind in kinds if kind.name in by_kind]


def limit_of(kind: SearchKind) -> int:
    return CAP * REPEATS if kind.repeats else CAP


def rank(kind: SearchKind, answers: list[Answer], query: Query) -> KindMatches:
    """Put answers in order, each entry once.

    Best is the entry that answers the most questions; then one that has the words in its title;
    then one that has them as they were typed, or else near each other; then one that answers the
    rarer questions; then the shortest.
    """
    answered = defaultdict(set)
    for answer in answers:
        answered[answer.entry].add(answer.number)
    common = Counter(chain.from_iterable(answered.values()))
    rarity = {
        entry: sum(1 / common[question] for question in questions)
        for entry, questions in answered.items()
    }
    best: dict[int, Answer] = {}
    for answer in answers:
        known = best.setdefault(answer.entry, answer)
        if answer.outside_title < known.outside_title:
            best[answer.entry] = answer

    def place(answer: Answer) -> tuple:
        entry, near = answer.entry, nearness_of(query, answer)
        return -len(answered[entry]), answer.outside_title, near, -rarity[entry], answer.place

    ranked = sorted(best.values(), key=place)
    groups: dict[str, list[int]] = {}
    for answer in ranked[: limit_of(kind)]:
        same = answer.said or str(answer.entry)
        groups.setdefault(same, []).append(answer.entry)
    return KindMatches(
        kind=kind,
        groups=list(groups.values())[:CAP],
        capped=len(ranked) > limit_of(kind) or len(groups) > CAP,
        in_title=not ranked[0].outside_title and not kind.repeats,
        nearness=nearness_of(query, ranked[0]),
        answered=frozenset(common),
    )


def nearness_of(query: Query, answer: Answer) -> Nearness:
    return nearness(query, answer.body_stems if answer.outside_title else answer.title_stems)
