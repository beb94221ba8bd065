"""How SQLite and PostgreSQL are asked for the entries that have some stems.

A dialect is a function that takes questions, a phrase and how many entries to give for each
question, and returns SQL with its values. The rows are the kind's name, the question's number,
whether the answer is outside of the title (0 or 1), whether the phrase stands apart in it (0 or
1), the length of the text, the entry's primary key.

Who may see what is asked of the models within the query, before the limit: entries that readers
may not see never push out others. Stems are letters and digits, and are quoted all the same.
"""

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from django.db.models.expressions import RawSQL

from capframe.search.kinds import SEARCH_KINDS, SearchKind


class Question(NamedTuple):
    number: int  # the same for questions that ask for the same stems
    stems: tuple[str, ...]  # an entry must have them all
    kind: SearchKind
    in_title: bool  # the title alone must have them


@cache
def select_published(kind: str) -> tuple[str, tuple]:
    """SQL that selects the object of ``entry`` if readers may see it, with its values.

    Compiled once a process, since that takes longer than the search: ``published()`` is a fixed
    condition on statuses.
    """
    published = SEARCH_KINDS[kind].objects.model.objects.published()
    object_of_entry = published.filter(pk=RawSQL("entry.object_id", ()))
    return object_of_entry.order_by().values("pk").query.sql_with_params()


def ask_sqlite(questions: Sequence[Question], phrase: str, limit: int) -> tuple[str, list]:
    """FTS5: a SELECT for each question."""
    selects, values = [], []
    for question in questions:
        published, published_values = select_published(question.kind.name)
        column = "title_stems" if question.in_title else "body_stems"
        selects.append(f"""
            SELECT * FROM (
                SELECT entry.kind, {question.number}, {int(not question.in_title)},
                    instr(entry.{column}, %s) = 0, length(entry.{column}), entry.id
                FROM search_fulltext JOIN search_searchentry entry
                    ON entry.id = search_fulltext.rowid
                WHERE search_fulltext MATCH %s AND EXISTS ({published}) LIMIT {limit}
            )
        """)  # noqa: S608 - numbers, and SQL made by Django
        values += [phrase, fts5_expression(question), *published_values]
    return " UNION ALL ".join(selects), values


def fts5_expression(question: Question) -> str:
    columns = "title_stems" if question.in_title else "title_stems body_stems"
    words = " AND ".join(f'"{stem}"' for stem in question.stems)
    return f'kind : "{question.kind.name}" AND {{{columns}}} : ({words})'


def ask_postgresql(questions: Sequence[Question], phrase: str, limit: int) -> tuple[str, list]:
    """The generated tsvector: one SELECT for all questions, because planning each takes longer."""
    rows = [(q.number, int(not q.in_title), tsquery(q)) for q in questions]
    kinds = {question.kind.name for question in questions}
    published = {kind: select_published(kind) for kind in kinds}
    cases = " ".join(
        f"WHEN '{kind}' THEN ({select}) IS NOT NULL" for kind, (select, _) in published.items()
    )
    sql = f"""
        WITH question (number, outside_title, stems) AS (
            VALUES {", ".join(["(%s::integer, %s::integer, %s::tsquery)"] * len(rows))}
        )
        SELECT answer.kind, number, outside_title, (strpos(words, %s) = 0)::integer,
            length(words), answer.id
        FROM question CROSS JOIN LATERAL (
            SELECT entry.id, entry.kind, CASE outside_title
                WHEN 0 THEN entry.title_stems ELSE entry.body_stems END AS words
            FROM search_searchentry entry
            WHERE entry.fulltext @@ stems AND CASE entry.kind {cases} END LIMIT {limit}
        ) AS answer
    """  # noqa: S608 - names of kinds, and SQL made by Django
    return sql, [*chain(*rows), phrase, *chain(*(values for _, values in published.values()))]


def tsquery(question: Question) -> str:
    """Titles have weight A, bodies B, kinds D."""
    weights = "A" if question.in_title else "AB"
    words = [f"'{stem}':{weights}" for stem in question.stems]
    return " & ".join([f"'{question.kind.name}':D", *words])


DIALECTS = {"sqlite": ask_sqlite, "postgresql": ask_postgresql}
