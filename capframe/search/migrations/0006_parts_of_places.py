"""The entries in other places: first a sample of them, in parts, so that few of many are read.

PostgreSQL's indexes of words hold each entry's part, written with a sign that no word has, in the
place of what they held before. Statements, which most entries are, have an index of their own, and
so has the sample: an index that finds some words together reads the whole lists of each. Places
change, so the entries go: ``migrate`` makes them anew at its end (signals.py).
"""

from importlib import import_module

from django.db import migrations

earlier = import_module("capframe.search.migrations.0003_places_and_spellings")
classes = import_module("capframe.search.migrations.0004_classes_of_places")

WITH_PART = "{words} || array_to_tsvector(ARRAY['@' || ({place} / 100000000000000)::text])"
INDEXES = {
    "titles": ("titles", ""),
    "texts": ("texts", "WHERE kind <> 'statements'"),
    "statements": ("texts", "WHERE kind = 'statements'"),
    "sample": ("texts", "WHERE text_place / 100000000000000 %% 100 < 5"),
}
POSTGRESQL = {
    "forwards": (
        classes.DROP_COLUMNS,
        "ALTER TABLE search_searchentry ADD COLUMN titles tsvector GENERATED ALWAYS AS"
        f" ({WITH_PART.format(words=classes.TITLE, place='title_place')}) STORED,"
        " ADD COLUMN texts tsvector GENERATED ALWAYS AS"
        f" ({WITH_PART.format(words=classes.TEXTS, place='text_place')}) STORED",
        *(
            f"CREATE INDEX search_{name} ON search_searchentry USING gin ({vector})"
            f" WITH (fastupdate = off) {condition}"
            for name, (vector, condition) in INDEXES.items()
        ),
    ),
    "backwards": classes.POSTGRESQL["forwards"],
}


# SQLite's indexes are emptied at once: its trigger takes entries from them one by one.
DELETE = next(sql for sql in earlier.SQLITE["forwards"] if "TRIGGER search_delete" in sql)
REMOVE_ENTRIES = {
    "sqlite": (
        "DROP TRIGGER search_delete",
        "DELETE FROM search_searchentry",
        *(f"INSERT INTO {name} ({name}) VALUES ('delete-all')" for name in earlier.INDEXES),  # noqa: S608
        DELETE,
    ),
    "postgresql": ("DELETE FROM search_searchentry",),
}


def run(direction):
    def operation(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        for statement in REMOVE_ENTRIES[vendor]:
            schema_editor.execute(statement)
        if vendor == "postgresql":
            for statement in POSTGRESQL[direction]:
                schema_editor.execute(statement, ())

    return operation


class Migration(migrations.Migration):
    dependencies = [("search", "0005_bulk_writing")]
    operations = [migrations.RunPython(run("forwards"), run("backwards"))]
