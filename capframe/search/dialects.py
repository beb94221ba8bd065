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
from capframe.search.places import places_of

# Of an entry, all that ranks it and shows it.
FIELDS = (
    *("id", "title", "url", "detail", "text", "title_stems", "body_stems"),
    *("title_place", "text_place"),
)
COLUMNS = ", ".join(f"entry.{field}" for field in FIELDS)
# What an entry must hold: one of the stems of each. A stem may be a phrase, with spaces.
Wanted = tuple[tuple[str, ...], ...]


class Question(NamedTuple):
    number: int  # the same for questions that ask for the same words
    wanted: Wanted
    kind: SearchKind
    in_title: bool = False  # the title alone must have them


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
        index, place = index_of(question)
        first, last = places_of(question.kind.name)
        selects.append(f"""
            SELECT * FROM (
                SELECT {position}, {COLUMNS}
                FROM search_{index} CROSS JOIN search_searchentry entry
                    ON entry.{place} = search_{index}.rowid
                WHERE search_{index} MATCH %s AND search_{index}.rowid BETWEEN {first} AND {last}
                    AND EXISTS ({published})
                ORDER BY search_{index}.rowid LIMIT {limits[question.kind.name]}
            )
        """)  # noqa: S608 - numbers, and SQL made by Django
        values += [fts5_expression(question.wanted), *published_values]
    return " UNION ALL ".join(selects), values


def index_of(question: Question) -> tuple[str, str]:
    """The index that a question asks, and the field with an entry's place in its order."""
    return ("titles", "title_place") if question.in_title else ("texts", "text_place")


def fts5_expression(wanted: Wanted) -> str:
    choices = (" OR ".join(f'"{stem}"' for stem in stems) for stems in wanted)
    return " AND ".join(f"({choice})" for choice in choices)


def ask_postgresql(questions: Sequence[Question], limits: Mapping[str, int]) -> tuple[str, list]:
    """Generated tsvectors: a SELECT for each question, whose words the planner knows.

    It looks up a rare word in the index of words, and walks along the order for a common one.
    """
    selects, values = [], []
    for position, question in enumerate(questions):
        published, published_values = select_published(question.kind.name)
        index, place = index_of(question)
        first, last = places_of(question.kind.name)
        selects.append(f"""
            (SELECT {position}, {COLUMNS}
            FROM search_searchentry entry
            WHERE entry.{index} @@ %s::tsquery AND entry.{place} BETWEEN {first} AND {last}
                AND ({published}) IS NOT NULL
            ORDER BY entry.{place} LIMIT {limits[question.kind.name]})
        """)  # noqa: S608 - numbers, and SQL made by Django
        values += [tsquery(question.wanted), *published_values]
    return " UNION ALL ".join(selects), values


def tsquery(wanted: Wanted) -> str:
    def phrase(stems: str) -> str:
        return " <-> ".join(f"'{stem}'" for stem in stems.split())

    choices = (" | ".join(f"({phrase(stems)})" for stems in those) for those in wanted)
    return " & ".join(f"({choice})" for choice in choices)


DIALECTS = {"sqlite": ask_sqlite, "postgresql": ask_postgresql}
