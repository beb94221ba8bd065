"""On SQLite, whoever writes many entries at once may fill the indexes of words by himself.

The trigger fills them entry by entry, in the order of one index; what is out of an index's own
order is written by itself, which takes four times as long. While ``search_paused`` has a row the
trigger lets new entries be: see writing.py. A row never outlasts the transaction that made it.
"""

from importlib import import_module

from django.db import migrations

earlier = import_module("capframe.search.migrations.0003_places_and_spellings")

INSERT = next(sql for sql in earlier.SQLITE["forwards"] if "TRIGGER search_insert" in sql)
PAUSED = INSERT.replace(
    "ON search_searchentry BEGIN",
    "ON search_searchentry WHEN NOT EXISTS (SELECT 1 FROM search_paused) BEGIN",
)
FORWARDS = (
    "CREATE TABLE search_paused (is_paused integer PRIMARY KEY)",
    "DROP TRIGGER search_insert",
    PAUSED,
)
BACKWARDS = ("DROP TRIGGER search_insert", INSERT, "DROP TABLE search_paused")


def run(statements):
    def operation(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            for statement in statements:
                schema_editor.execute(statement)

    return operation


class Migration(migrations.Migration):
    dependencies = [("search", "0004_classes_of_places")]
    operations = [migrations.RunPython(run(FORWARDS), run(BACKWARDS))]
