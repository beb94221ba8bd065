"""How SQLite and PostgreSQL are asked for the entries that have some words.

A dialect is a function that takes questions and how many entries to give for each, by kind, and
returns SQL with its values, by their names or in their order. The rows are the question's position
among these, then ``FIELDS`` of the entry. They come in the order of places.py, and so does what is
left off.

Who may see what is asked of the models within the query, before the limit: entries that readers
may not see never push out others. Stems are letters and digits, and are quoted all the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db.models.expressions import RawSQL

from capframe.search.kinds import SEARCH_KINDS, SearchKind
from capframe.search.places import (
    PART,
    SAMPLE,
    SMALL_SAMPLE,
    list_parts,
    places_of,
)

# Of an entry, all that ranks it and shows it.
FIELDS = ("id", "object_id", "title", "url", "detail", "text", "title_stems", "body_stems")
# So many of the small sample are few, and more than so many are many: of all entries, about five
# hundred have the words, or eight thousand.
FEW, MANY = 16, 256
# Most entries are of this kind.
MOST = "statements"
COLUMNS = ", ".join(f"entry.{field}" for field in FIELDS)
# What an entry must hold: one of the stems of each. A stem may be a phrase, with spaces.
Wanted = tuple[tuple[str, ...], ...]


class Question(NamedTuple):
    number: int  # the same for questions that ask for the same words
    wanted: Wanted
    kind: SearchKind
    in_title: bool = False  # the title alone must have them
    # What has one of these is given first. Where many have the wanted words, of the sample alone.
    phrases: tuple[str, ...] = ()


@cache
def select_published(kind: str) -> tuple[str, tuple]:
    """SQL that selects the object of ``entry`` if readers may see it, with its values.

    Compiled once a process, since that takes longer than the search: ``published()`` is a fixed
    condition on statuses.
    """
    published = SEARCH_KINDS[kind].objects.model.objects.published()
    object_of_entry = published.filter(pk=RawSQL("entry.object_id", ()))
    return object_of_entry.order_by().values("pk").query.sql_with_params()


@cache
def name_published(kind: str) -> tuple[str, dict[str, object]]:
    """The SQL of ``select_published`` with its values by name."""
    sql, values = select_published(kind)
    named = {f"{kind}_{number}": value for number, value in enumerate(values)}
    return sql % tuple(f"%({name})s" for name in named), named


def ask_sqlite(
    questions: Sequence[Question], limits: Mapping[str, int]
) -> tuple[str, dict[str, object]]:
    """FTS5: SELECTs for each question, which walk along one kind's range of rowids.

    Values have names: Django finds those without by a search through all of the SQL, each time.
    """
    selects: list[str] = []
    values: dict[str, object] = {}
    for position, question in enumerate(questions):
        limit = limits[question.kind.name]
        way, walks = walks_of(question, position, limit)
        selects.append(f"""
            SELECT * FROM (
                WITH way AS MATERIALIZED ({way})
                SELECT {position}, * FROM ({" UNION ALL ".join(walks)}) LIMIT {limit}
            )
        """)  # noqa: S608 - numbers, and SQL made by Django
        values |= expressions_of(question, position) | name_published(question.kind.name)[1]
    return " UNION ALL ".join(selects), values


def expressions_of(question: Question, position: int) -> dict[str, object]:
    """What FTS5 is asked for, by the names that the walks of the question call it."""
    words = fts5_expression(question.wanted)
    if not question.phrases:
        return {f"words_{position}": words}
    phrases = fts5_expression([question.phrases])
    return {
        f"words_{position}": words,
        f"phrases_{position}": phrases,
        f"others_{position}": f"({words}) NOT ({phrases})",
    }


def walks_of(question: Question, position: int, limit: int) -> tuple[str, list[str]]:
    """A SELECT of the way to go, and those that answer a question, one after the other.

    A phrase is looked for only where there is more than is given: FTS5 walks on past the kind until
    it finds one.
    """
    kind = question.kind.name
    whole, sample = places_of(kind), places_of(kind, range(SAMPLE))
    rest, small = places_of(kind, range(SAMPLE, SAMPLE + 1)), places_of(kind, range(SMALL_SAMPLE))
    words, phrases, others = (f"{name}_{position}" for name in ("words", "phrases", "others"))
    if not question.phrases:
        return "SELECT 'all' AS name", [walk_sqlite(question, words, whole, "all", limit)]
    way = f"""SELECT CASE
        WHEN {count_sqlite(question, words, whole, limit)} < {limit} THEN 'all'
        WHEN {count_sqlite(question, words, small, FEW + 1)} <= {FEW} THEN 'few' ELSE 'many'
    END AS name"""
    walks = (
        (words, whole, "all"),
        (phrases, sample, "few many"),
        (phrases, rest, "few"),
        (others, sample, "few many"),
        (others, rest, "few"),
        (words, rest, "many"),
    )
    return way, [walk_sqlite(question, *walk, limit) for walk in walks]


def count_sqlite(question: Question, value: str, places: tuple[int, int], most: int) -> str:
    """SQL that counts what has an expression between two places, at most so many."""
    name, _ = index_of(question)
    return f"""(SELECT count(*) FROM (
        SELECT 1 FROM {name} WHERE {name} MATCH %({value})s
        AND rowid BETWEEN {places[0]} AND {places[1]}
        LIMIT {most}
    ))"""  # noqa: S608 - names and numbers


def walk_sqlite(
    question: Question, value: str, places: tuple[int, int], ways: str, limit: int
) -> str:
    """A SELECT of what readers may see between two places, in its order.

    On other ways than these its limit is none at all: FTS5 walks before it looks at a condition.
    """
    published, _ = name_published(question.kind.name)
    name, place = index_of(question)
    return f"""
        SELECT * FROM (
            SELECT {COLUMNS}
            FROM {name} CROSS JOIN search_searchentry entry ON entry.{place} = {name}.rowid
            WHERE {name} MATCH %({value})s
            AND {name}.rowid BETWEEN {places[0]} AND {places[1]}
            AND EXISTS ({published}) ORDER BY {name}.rowid
            LIMIT (SELECT CASE WHEN instr('{ways}', name) THEN {limit} ELSE 0 END FROM way)
        )
    """  # noqa: S608 - names and numbers, and SQL made by Django


def index_of(question: Question) -> tuple[str, str]:
    """SQLite's index that a question asks, and the field with an entry's place in its order."""
    return ("search_titles", "title_place") if question.in_title else ("search_texts", "text_place")


def fts5_expression(wanted: Iterable[Iterable[str]]) -> str:
    choices = (" OR ".join(f'"{stem}"' for stem in stems) for stems in wanted)
    return " AND ".join(f"({choice})" for choice in choices)


def ask_postgresql(questions: Sequence[Question], limits: Mapping[str, int]) -> tuple[str, list]:
    """Generated tsvectors: a SELECT for each question, which reads a kind part by part.

    PostgreSQL's index of words knows no order: it gives all that it finds, to be read and sorted.
    So where many of a small sample have the words, it is asked for them in one part of the places
    after the other, all of which the vectors hold as lexemes, until there is enough; where not so
    many have, in the whole sample at once, which has an index of its own, and then in the rest. The
    planner keeps the order of these, since it has to ask anew for each. All tsqueries come from
    arrays, so that one plan is as good as another for it, and it keeps the one that it has made.
    The index knows no positions either: whatever may have a phrase is read to see.
    """
    selects, values = [], []
    for position, question in enumerate(questions):
        published, published_values = select_published(question.kind.name)
        vector, place = ("titles", "title_place") if question.in_title else ("texts", "text_place")
        in_sample = f"{place} / {PART} %% 100 < {SAMPLE}"
        entries = f"SELECT {', '.join(FIELDS)} FROM search_searchentry WHERE {vector} @@ step"  # noqa: S608
        selects.append(f"""
            (SELECT {position}, {COLUMNS}
            FROM unnest(%s::tsquery[]) small
            CROSS JOIN LATERAL (SELECT count(*) AS number FROM (
                SELECT FROM search_searchentry WHERE {vector} @@ small AND {in_sample}
                LIMIT {MANY + 1}
            ) one) sampled
            CROSS JOIN LATERAL (
                SELECT found.* FROM unnest(CASE
                    WHEN number > {MANY} THEN %s::tsquery[] WHEN number > {FEW} THEN %s::tsquery[]
                END) step
                CROSS JOIN LATERAL ({entries} AND {in_sample} ORDER BY {place} OFFSET 0) found
                UNION ALL
                SELECT found.* FROM unnest(CASE
                    WHEN number > {FEW} THEN %s::tsquery[] ELSE %s::tsquery[]
                END) step
                CROSS JOIN LATERAL (
                    {entries} AND {condition_of(question.kind)}
                    AND (number <= {FEW} OR NOT {in_sample}) ORDER BY {place} OFFSET 0
                ) found
            ) entry
            WHERE ({published}) IS NOT NULL LIMIT {limits[question.kind.name]})
        """)  # noqa: S608 - numbers, and SQL made by Django
        values += [*steps_of(question), *published_values]
    return " UNION ALL ".join(selects), values


def condition_of(kind: SearchKind) -> str:
    """By which PostgreSQL takes the index of a kind: what most entries are has one of its own."""
    return f"kind {'=' if kind.name == MOST else '<>'} '{MOST}'"


def steps_of(question: Question) -> tuple[list[str], ...]:
    """What PostgreSQL is asked for: tsqueries, one to follow the other.

    Returns that for the words in the small sample, then those for the sample by parts, for the
    sample as a whole, for the rest, and for all of a kind.
    """
    words, asked = tsquery(question.wanted), [tsquery(question.wanted)]
    if question.phrases:
        phrases = tsquery([question.phrases])
        asked = [phrases, f"{words} & !({phrases})"]
    parts = [f"'@{part}'" for part in list_parts(question.kind.name)]
    sample = any_of(parts[:SAMPLE])
    # All that its own index has is of this kind.
    is_alone = question.kind.name == MOST and not question.in_title
    of_kind = "" if is_alone else f"{any_of(parts)} & "
    return (
        [f"{any_of(parts[:SMALL_SAMPLE])} & {words}"],
        [f"{part} & {one}" for one in asked for part in parts[:SAMPLE]],
        [f"{sample} & {one}" for one in asked],
        [f"{of_kind}{words}"],
        [f"{of_kind}{one}" for one in asked],
    )


def any_of(lexemes: Iterable[str]) -> str:
    return f"({' | '.join(lexemes)})"


def tsquery(wanted: Iterable[Iterable[str]]) -> str:
    def phrase(stems: str) -> str:
        return " <-> ".join(f"'{stem}'" for stem in stems.split())

    choices = (" | ".join(f"({phrase(stems)})" for stems in those) for those in wanted)
    return " & ".join(f"({choice})" for choice in choices)


DIALECTS: dict[str, Callable[..., tuple[str, Any]]] = {
    "sqlite": ask_sqlite,
    "postgresql": ask_postgresql,
}
