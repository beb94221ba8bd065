"""What has been seen of the catalogue: every save and deletion leaves a history row."""

from collections.abc import Iterable

from django.db import connection

from capframe.base.models import Entry


def newest_history_versions(models: Iterable[type[Entry]]) -> dict[str, int]:
    """The newest history row of each model by its label in lower case, 0 where there is none.

    One query, which reads the end of an index a model.
    """
    quote = connection.ops.quote_name
    selects = [
        f"SELECT '{model._meta.label_lower}', "  # noqa: S608 - names of our own models
        f"(SELECT MAX(history_id) FROM {quote(model.history.model._meta.db_table)})"
        for model in models
    ]
    if not selects:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects))
        return {label: newest or 0 for label, newest in cursor.fetchall()}
