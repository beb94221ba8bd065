"""How SQLite and PostgreSQL are asked for the entries that have some words.

A dialect is a function that takes questions and how many entries to give for each, by kind, and
returns SQL with its values. The rows are the question's position among these, then ``FIELDS`` of
the entry. They come in the order of places.py, and so does what is left off.

Who may see what is asked of the models within the query, before the limit: entries that readers
may not see never push out others. Stems are letters and digits, and are quoted all the same.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from django.db.models.expressions import RawSQL

from capframe.search.kinds import SEARCH_KINDS, SearchKind
from capframe.search.places import CLASS, LARGE_SAMPLE, NUMBERS, SAMPLE, classes_of, places_of

# Of an entry, all that ranks it and shows it.
FIELDS = ("id", "object_id", "title", "url", "detail", "text", "title_stems", "body_stems")
# So many of the sample are few, and more than so many are many: of all entries, about a thousand
# have the words, or sixteen thousand.
FEW, MANY = 16, 256
COLUMNS = ", ".join(f"entry.{field}" for field in FIELDS)
# What an entry must hold: one of the stems of each. A stem may be a phrase, with spaces.
Wanted = tuple[tuple[str, ...], ...]


class Question(NamedTuple):
    number: int  # the same for questions that ask for the same words
    wanted: Wanted
    kind: SearchKind
    in_title: bool = False  # the title alone must have them
    # Where many entries have these, only a large sample of all entries is looked at.
    among: Wanted = ()


@cache
def select_published(kind: str) -> tuple[str, tuple]:
    """SQL that selects the object of ``entry`` if readers may see it, with its values.

    Compiled once a process, since that takes longer than the search: ``published()`` is a fixed
    condition on statuses.
    """
    published = SEARCH_KINDS[kind].objects.model.objects.published()
    object_of_entry = published.filter(pk=RawSQL("entry.object_id", ()))
    return object_of_entry.order_by().values("pk").query.sql_with_params()


def ask_sqlite(questions: Sequence[Question], limits: Mapping[str, int]) -> tuple[str, list]:
    """FTS5: a SELECT for each question, which walks along one kind's range of rowids."""
    selects, values = [], []
    for position, question in enumerate(questions):
        published, published_values = select_published(question.kind.name)
        name, place = index_of(question)
        index = f"search_{name}"
        first, last = places_of(question.kind.name)
        of_kind = f"{index} MATCH %s AND {index}.rowid BETWEEN {first} AND {last}"
        part = f"{index}.rowid / {CLASS} %% 10"
        looked_at = "TRUE"
        values.append(fts5_expression(question.wanted))
        if question.among:
            looked_at = f"""({part} < {LARGE_SAMPLE} OR {FEW} >= (SELECT count(*) FROM (
                SELECT 1 FROM {index} WHERE {of_kind} AND {part} < {SAMPLE} LIMIT {FEW + 1}
            )))"""  # noqa: S608 - names and numbers
            values.append(fts5_expression(question.among))
        selects.append(f"""
            SELECT * FROM (
                SELECT {position}, {COLUMNS}
                FROM {index} CROSS JOIN search_searchentry entry ON entry.{place} = {index}.rowid
                WHERE {of_kind} AND {looked_at} AND EXISTS ({published})
                ORDER BY {index}.rowid LIMIT {limits[question.kind.name]}
            )
        """)  # noqa: S608 - numbers, and SQL made by Django
        values += published_values
    return " UNION ALL ".join(selects), values


def index_of(question: Question) -> tuple[str, str]:
    """The index that a question asks, and the field with an entry's place in its order."""
    return ("titles", "title_place") if question.in_title else ("texts", "text_place")


def fts5_expression(wanted: Wanted) -> str:
    choices = (" OR ".join(f'"{stem}"' for stem in stems) for stems in wanted)
    return " AND ".join(f"({choice})" for choice in choices)


def ask_postgresql(questions: Sequence[Question], limits: Mapping[str, int]) -> tuple[str, list]:
    """Generated tsvectors: a SELECT for each question, which reads a kind class by class.

    PostgreSQL's index of words knows no order: it gives all that it finds, to be read and sorted.
    So where many of a sample have the words, it is asked for them in the large sample first, or in
    one class of places after the other, all of which the vectors hold as lexemes, until there is
    enough. The planner keeps the order of these, since it has to ask anew for each. The index knows
    no positions either: whatever may have a phrase is read to see.
    """
    selects, values = [], []
    for position, question in enumerate(questions):
        published, published_values = select_published(question.kind.name)
        index, place = index_of(question)
        selects.append(f"""
            (SELECT {position}, {COLUMNS}
            FROM (SELECT count(*) AS number FROM (
                SELECT FROM search_searchentry WHERE {index} @@ %s::tsquery LIMIT {MANY + 1}
            ) one) sampled
            CROSS JOIN LATERAL unnest(CASE
                WHEN number <= {FEW} THEN %s::tsquery[]
                WHEN number <= {MANY} THEN %s::tsquery[] ELSE %s::tsquery[]
            END) class
            CROSS JOIN LATERAL (
                SELECT {", ".join(FIELDS)} FROM search_searchentry
                WHERE {index} @@ (class && %s::tsquery)
                ORDER BY {place} OFFSET 0
            ) entry
            WHERE ({published}) IS NOT NULL LIMIT {limits[question.kind.name]})
        """)  # noqa: S608 - numbers, and SQL made by Django
        lexemes, words = lexemes_of(question.kind.name), tsquery(question.wanted)
        by_number = [[lexemes.whole], [lexemes.large_sample, lexemes.others], lexemes.classes]
        if question.among:
            by_number[1:] = [[lexemes.large_sample]] * 2
        sampled = f"{lexemes.sample} & {tsquery(question.among or question.wanted)}"
        values += [sampled, *by_number, words, *published_values]
    return " UNION ALL ".join(selects), values


class Lexemes(NamedTuple):
    """How a tsquery names all of a kind, its samples, and its classes in their order."""

    whole: str
    sample: str
    large_sample: str
    others: str  # what is in no sample
    classes: list[str]


@cache
def lexemes_of(kind: str) -> Lexemes:
    number = NUMBERS[kind]
    return Lexemes(
        whole=f"'@{number}'",
        sample=f"'@{number}s'",
        large_sample=f"'@{number}l'",
        others=f"'@{number}' & !'@{number}l'",
        classes=[f"'@{one}'" for one in classes_of(kind)],
    )


def tsquery(wanted: Wanted) -> str:
    def phrase(stems: str) -> str:
        return " <-> ".join(f"'{stem}'" for stem in stems.split())

    choices = (" | ".join(f"({phrase(stems)})" for stems in those) for those in wanted)
    return " & ".join(f"({choice})" for choice in choices)


DIALECTS = {"sqlite": ask_sqlite, "postgresql": ask_postgresql}
