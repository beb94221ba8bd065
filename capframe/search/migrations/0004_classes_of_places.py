"""The entries in classes of places, by which PostgreSQL reads no more of them than it needs.

PostgreSQL's indexes of words hold each entry's kind, its class and the samples that it is in,
too, written with a sign that no word has: places.py says what these are. Places change, so the
entries go: ``migrate`` makes them anew at its end (signals.py). On SQLite nothing else does.
"""

from importlib import import_module

from django.db import migrations

earlier = import_module("capframe.search.migrations.0003_places_and_spellings")

WITH_CLASS = """
    {words} || array_to_tsvector(ARRAY[
        '@' || ({place} / 10000000000000000)::text,
        '@' || ({place} / 1000000000000)::text
    ]) || array_to_tsvector(CASE
        WHEN {place} / 1000000000000 %% 10 < 2 THEN ARRAY[
            '@' || ({place} / 10000000000000000)::text || 's',
            '@' || ({place} / 10000000000000000)::text || 'l'
        ]
        WHEN {place} / 1000000000000 %% 10 < 3 THEN ARRAY[
            '@' || ({place} / 10000000000000000)::text || 'l'
        ]
        ELSE ARRAY[]::text[]
    END)
"""
TITLE = "to_tsvector('simple', title_stems)"
BODY = "to_tsvector('simple', body_stems)"
TEXTS = f"{TITLE} || {BODY}"


def add_columns(titles, texts):
    return (
        "ALTER TABLE search_searchentry"
        f" ADD COLUMN titles tsvector GENERATED ALWAYS AS ({titles}) STORED,"
        f" ADD COLUMN texts tsvector GENERATED ALWAYS AS ({texts}) STORED",
        *(
            f"CREATE INDEX search_{name} ON search_searchentry USING gin ({name})"
            " WITH (fastupdate = off)"
            for name in ("titles", "texts")
        ),
    )


DROP_COLUMNS = "ALTER TABLE search_searchentry DROP COLUMN titles, DROP COLUMN texts"
POSTGRESQL = {
    "forwards": (
        DROP_COLUMNS,
        *add_columns(
            WITH_CLASS.format(words=TITLE, place="title_place"),
            WITH_CLASS.format(words=TEXTS, place="text_place"),
        ),
    ),
    "backwards": (DROP_COLUMNS, *add_columns(TITLE, TEXTS)),
}


def run(direction):
    def operation(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in POSTGRESQL[direction]:
                schema_editor.execute(statement, ())

    return operation


class Migration(migrations.Migration):
    dependencies = [("search", "0003_places_and_spellings")]
    operations = [
        # Without the indexes, from which SQLite takes entries one by one.
        migrations.RunPython(earlier.run("backwards"), earlier.run("forwards")),
        migrations.RunPython(earlier.remove_entries, earlier.remove_entries),
        migrations.RunPython(earlier.run("forwards"), earlier.run("backwards")),
        migrations.RunPython(run("forwards"), run("backwards")),
    ]
