"""All entries of a model that have some words, as a subquery for lists and choices."""

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import RawSQL

from capframe.search.dialects import condition_of, fts5_expression, tsquery
from capframe.search.kinds import SEARCH_KINDS
from capframe.search.places import CLASS, places_of
from capframe.search.queries import Query


def select_keys(model: type[Model], typed: str, in_title: bool) -> RawSQL | None:
    """A subquery of the primary keys of what has all the words: see base/word_search.py.

    A role level has those of its statements too.
    """
    kind = next((one for one in SEARCH_KINDS.values() if one.objects.model is model), None)
    wanted = tuple(term.stems for term in Query.parse(typed).terms)
    if kind is None or not wanted:
        return None
    index = "titles" if in_title else "wholes" if kind.has_parts else "texts"
    if connection.vendor == "sqlite":
        first, last = places_of(kind.name)
        # The place of an entry ends in its object's key.
        sql = f"""
            SELECT rowid %% {CLASS} FROM search_{index}
            WHERE search_{index} MATCH %s AND rowid BETWEEN {first} AND {last}
        """  # noqa: S608 - a name of an index, and numbers
        return RawSQL(sql, (fts5_expression(wanted),))  # noqa: S611
    sql = f"""
        SELECT object_id FROM search_searchentry
        WHERE {index} @@ %s::tsquery AND {condition_of(kind)} AND kind = '{kind.name}'
    """  # noqa: S608 - a name of an index, and numbers
    return RawSQL(sql, (tsquery(wanted),))  # noqa: S611
