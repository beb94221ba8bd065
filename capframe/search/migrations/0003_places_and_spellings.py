"""The entries in an order of their own, with an index for titles, one for texts, one for wholes.

The words of entries are made in another way than before, so the entries go: ``migrate`` makes them
anew at its end (signals.py). On SQLite the indexes hang on triggers of the table, and SQLite drops
those whenever Django remakes the table to alter it: a later migration that alters SearchEntry ends
with these operations again.
"""

from importlib import import_module

from django.db import migrations, models

earlier = import_module("capframe.search.migrations.0002_full_text")

# For each index, its columns and the field that is its rowid. Without contents of its own: what
# is taken out is told by the trigger.
INDEXES = {
    "search_titles": ("title_place", ("title_stems",), "full"),
    "search_texts": ("text_place", ("title_stems", "body_stems"), "full"),
    "search_wholes": ("text_place", ("title_stems", "body_stems", "part_stems"), "none"),
}


def select(name, row="", first=""):
    """SQL of what an index has of a row that a trigger names, or of every entry."""
    place, fields, _ = INDEXES[name]
    columns = ", ".join(f"{row}.{column}" if row else column for column in (place, *fields))
    kind = f"{row}.kind" if row else "kind"
    only = f" WHERE {kind} = 'rolelevels'" if name == "search_wholes" else ""
    return f"SELECT {first}{columns}{'' if row else ' FROM search_searchentry'}{only}"  # noqa: S608


def sqlite_statements():
    columns = {name: ", ".join(fields) for name, (_, fields, _) in INDEXES.items()}
    for name, (_, _, detail) in INDEXES.items():
        yield f"""
            CREATE VIRTUAL TABLE {name} USING fts5(
                {columns[name]}, content = '',
                tokenize = 'unicode61 remove_diacritics 0', detail = {detail}, columnsize = 0
            )
        """
        yield f"INSERT INTO {name} (rowid, {columns[name]}) {select(name)}"
    adds, removes = [], []
    for name in INDEXES:
        adds.append(f"INSERT INTO {name} (rowid, {columns[name]}) {select(name, 'new')};")
        deleted = select(name, "old", "'delete', ")
        removes.append(f"INSERT INTO {name} ({name}, rowid, {columns[name]}) {deleted};")
    bodies = {"INSERT": adds, "DELETE": removes, "UPDATE": [*removes, *adds]}
    for event, statements in bodies.items():
        yield (
            f"CREATE TRIGGER search_{event.lower()} AFTER {event} ON search_searchentry BEGIN "
            f"{' '.join(statements)} END"
        )


SQLITE = {
    "forwards": tuple(sqlite_statements()),
    "backwards": (
        *(f"DROP TRIGGER IF EXISTS search_{event}" for event in ("insert", "delete", "update")),
        *(f"DROP TABLE {name}" for name in INDEXES),
    ),
}

# Without the list of pending entries, which every search would have to read through.
POSTGRESQL = {
    "forwards": (
        """
        ALTER TABLE search_searchentry
        ADD COLUMN titles tsvector GENERATED ALWAYS AS (
            to_tsvector('simple', title_stems)
        ) STORED,
        ADD COLUMN texts tsvector GENERATED ALWAYS AS (
            to_tsvector('simple', title_stems) || to_tsvector('simple', body_stems)
        ) STORED,
        ADD COLUMN wholes tsvector GENERATED ALWAYS AS (
            CASE WHEN kind = 'rolelevels' THEN strip(
                to_tsvector('simple', title_stems) || to_tsvector('simple', body_stems)
                || to_tsvector('simple', part_stems)
            ) END
        ) STORED
        """,
        *(
            f"CREATE INDEX search_{name} ON search_searchentry USING gin ({name})"
            " WITH (fastupdate = off)"
            for name in ("titles", "texts", "wholes")
        ),
    ),
    "backwards": (
        "ALTER TABLE search_searchentry DROP COLUMN titles, DROP COLUMN texts, DROP COLUMN wholes",
    ),
}


def run(direction):
    def operation(apps, schema_editor):
        vendors = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
        for statement in vendors[schema_editor.connection.vendor][direction]:
            schema_editor.execute(statement)

    return operation


def remove_entries(apps, schema_editor):
    apps.get_model("search", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]
    operations = [
        migrations.RunPython(earlier.run("backwards"), earlier.run("forwards")),
        migrations.RunPython(remove_entries, remove_entries),
        migrations.AddField(
            model_name="searchentry",
            name="part_stems",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="title_place",
            field=models.PositiveBigIntegerField(default=0, unique=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="searchentry",
            name="text_place",
            field=models.PositiveBigIntegerField(default=0, unique=True),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=10)),
                ("word", models.CharField(max_length=30)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("word", "key"), name="spelling_is_unique")
                ],
            },
        ),
        migrations.RunPython(run("forwards"), run("backwards")),
    ]
