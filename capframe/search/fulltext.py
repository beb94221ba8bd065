"""The one place that asks the databases' full-text indexes: ``match_all`` and ``match_any``.

The databases say what matches, up to a cap; what comes first is said here, alike for both. Their
own ranks differ, and FTS5's walks through all entries that hold a word to weigh it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db import connection

from capframe.search.dialects import DIALECTS, Question
from capframe.search.kinds import SEARCH_KINDS, SearchKind
from capframe.search.words import Query

# How many entries of one kind are looked at in titles, and as many anywhere: more are neither
# counted nor ranked, so that a word that is everywhere costs no more than another.
CAP = 100


@dataclass(frozen=True, slots=True)
class KindMatches:
    kind: SearchKind
    entries: list[int]  # primary keys in the index, best first, at most CAP
    capped: bool  # there are more
    in_title: bool  # the best has the words in its title

    @property
    def number(self) -> str:
        """How many there are: "12", or "more than 100"."""
        return f"more than {CAP}" if self.capped else str(len(self.entries))


def match_all(
    query: Query, kinds: Iterable[SearchKind] = SEARCH_KINDS.values()
) -> list[KindMatches]:
    """What readers may see that has all the words; kinds without any are left out."""
    return ask([query.stems] if query.stems else [], query.phrase, kinds)


def match_any(
    query: Query, kinds: Iterable[SearchKind] = SEARCH_KINDS.values()
) -> list[KindMatches]:
    """What readers may see that has some of the words; otherwise like ``match_all``.

    Each word is asked for by itself, so that a rare one is not lost among those of a common one.
    """
    return ask([(stem,) for stem in query.stems], query.phrase, kinds)


def ask(
    wanted: list[tuple[str, ...]], phrase: str, kinds: Iterable[SearchKind]
) -> list[KindMatches]:
    """What has any of the wanted sets of stems, found in one query.

    Args:
        wanted: the sets; none finds nothing.
        phrase: stems that are best where they stand together.
        kinds: where to look.
    """
    questions = [
        Question(number, stems, kind, in_title)
        for number, stems in enumerate(wanted)
        for kind in kinds
        for in_title in ((True, False) if kind.has_title else (False,))
    ]
    if not questions:
        return []
    sql, values = DIALECTS[connection.vendor](questions, phrase, CAP + 1)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        by_kind = defaultdict(list)
        for kind, *answer in cursor.fetchall():
            by_kind[kind].append(answer)
    return [rank(kind, by_kind[kind.name]) for kind in kinds if kind.name in by_kind]


def rank(kind: SearchKind, answers: list[list[int]]) -> KindMatches:
    """Put answers, rows as the dialects give them without the kind, in order, each entry once.

    Best is the entry that answers the most questions; then one that has the words in its title;
    then one that has them together; then one that answers the rarer questions; then the shortest.
    """
    answered = defaultdict(set)
    for question, *_, entry in answers:
        answered[entry].add(question)
    common = Counter(chain.from_iterable(answered.values()))
    rarity = {
        entry: sum(1 / common[question] for question in questions)
        for entry, questions in answered.items()
    }

    def place(answer: list[int]) -> tuple:
        _, outside_title, apart, length, entry = answer
        return -len(answered[entry]), outside_title, apart, -rarity[entry], length, entry

    answers.sort(key=place)
    entries = list(dict.fromkeys(entry for *_, entry in answers))
    return KindMatches(
        kind=kind, entries=entries[:CAP], capped=len(entries) > CAP, in_title=not answers[0][1]
    )
