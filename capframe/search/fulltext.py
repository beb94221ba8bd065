"""The one place that asks the databases' full-text indexes: ``match_all`` and ``match_any``.

The databases say what matches, up to a cap; what comes first is said here, alike for both. Their
own ranks differ, and FTS5's walks through all entries that hold a word to weigh it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from django.db import connection

from capframe.search.dialects import DIALECTS, Question, Wanted
from capframe.search.kinds import SEARCH_KINDS, SearchKind
from capframe.search.nearness import Nearness, NearnessMeter
from capframe.search.places import count_words
from capframe.search.queries import Query

# How many entries of one kind are looked at in titles, and as many anywhere: more are neither
# counted nor ranked, so that a word that is everywhere costs no more than another.
CAP = 100
# Where many entries say the same, which are one result, as many times more are looked at.
REPEATS = 3


class FoundEntry(NamedTuple):
    """An entry of the index: ``FIELDS`` of the dialects."""

    pk: int
    object_id: int
    title: str
    url: str
    detail: str
    text: str
    title_stems: str
    body_stems: str


class Answer(NamedTuple):
    number: int  # which of the wanted words the entry has
    entry: FoundEntry


class Closeness(NamedTuple):
    """How well an entry has what is wanted: the least is best."""

    outside_title: bool
    nearness: Nearness
    length: int


@dataclass(frozen=True, slots=True)
class KindMatches:
    kind: SearchKind
    # Best first, at most CAP; those that say the same stand together.
    groups: list[list[FoundEntry]]
    capped: bool  # there are more
    in_title: bool  # the best has the words in its title
    nearness: Nearness  # of the best
    answered: frozenset[int]  # the numbers of the terms that any of them has, of ``match_any``

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


def ask(wanted: Sequence[Wanted], query: Query, kinds: Iterable[SearchKind]) -> list[KindMatches]:
    """What has any of the wanted words, found in one query; in two where there is too much.

    Args:
        wanted: what an entry must have, in one way or another; none finds nothing.
        query: with phrases that are best where they stand together.
        kinds: where to look.
    """
    questions = [
        Question(n, words, kind, phrases=query.phrases if len(words) > 1 else ())
        for n, words in enumerate(wanted)
        for kind in kinds
    ]
    found = ask_database(questions)
    # Titles by themselves, so that they are not lost among the many.
    of_titles = [
        question._replace(in_title=True)
        for question, entries in found
        if len(entries) > limit_of(question.kind)
    ]
    answers: dict[str, list[Answer]] = defaultdict(list)
    for question, entries in found + ask_database(of_titles):
        answers[question.kind.name] += [Answer(question.number, entry) for entry in entries]
    return [rank(kind, answers[kind.name], wanted, query) for kind in kinds if answers[kind.name]]


def ask_database(questions: Sequence[Question]) -> list[tuple[Question, list[FoundEntry]]]:
    """Each of the questions with what answers it, at most one more than its kind's limit."""
    if not questions:
        return []
    limits = {question.kind.name: limit_of(question.kind) + 1 for question in questions}
    sql, values = DIALECTS[connection.vendor](questions, limits)
    found: list[tuple[Question, list[FoundEntry]]] = [(question, []) for question in questions]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for row in cursor.fetchall():
            found[row[0]][1].append(FoundEntry._make(row[1:]))
    return found


def limit_of(kind: SearchKind) -> int:
    return CAP * REPEATS if kind.repeats else CAP


def rank(
    kind: SearchKind, answers: Sequence[Answer], wanted: Sequence[Wanted], query: Query
) -> KindMatches:
    """Put answers in order, each entry once.

    Best is the entry that answers the most questions; then one that has the words in its title;
    then one that has them as they were typed, or else near each other; then one that answers the
    rarer questions; then the shortest.
    """
    answered: dict[int, set[int]] = defaultdict(set)
    for number, entry in answers:
        answered[entry.pk].add(number)
    common = Counter(chain.from_iterable(answered.values()))
    meter = NearnessMeter(query)
    known: dict[tuple, tuple] = {}

    def place(entry: FoundEntry) -> tuple:
        numbers = answered[entry.pk]
        alike = (entry.title_stems, entry.body_stems, *numbers)
        if not (placed := known.get(alike)):
            close = measure_closeness(entry, [wanted[number] for number in numbers], meter)
            rarity = sum([1 / common[number] for number in numbers])
            placed = known[alike] = (-len(numbers), *close[:2], -rarity, close.length)
        return *placed, entry.object_id

    entries = {entry.pk: entry for _, entry in answers}
    ranked = sorted(zip(map(place, entries.values()), entries.values(), strict=True))
    groups: dict[object, list[FoundEntry]] = {}
    for _, entry in ranked[: limit_of(kind)]:
        # What says the same, word for word, is one result where many entries say the same.
        same = (entry.detail, entry.text) if kind.repeats else entry.pk
        groups.setdefault(same, []).append(entry)
    (_, outside_title, near, *_), _ = ranked[0]
    return KindMatches(
        kind=kind,
        groups=list(groups.values())[:CAP],
        capped=len(ranked) > limit_of(kind) or len(groups) > CAP,
        in_title=not outside_title and not kind.repeats,
        nearness=near,
        answered=frozenset(common),
    )


def measure_closeness(
    entry: FoundEntry, wanted: Iterable[Wanted], meter: NearnessMeter
) -> Closeness:
    """How well an entry has what it has of the wanted words."""
    in_title = any(is_in_title(those, entry.title_stems) for those in wanted)
    near = meter.measure(entry.title_stems if in_title else entry.body_stems)
    # Other names make a title no longer.
    length = count_words(entry.title_stems.split("\n")[0] if in_title else entry.body_stems)
    return Closeness(not in_title, near, length)


def is_in_title(wanted: Wanted, title_stems: str) -> bool:
    words = frozenset(title_stems.split())
    return not any(words.isdisjoint(stems) for stems in wanted)
