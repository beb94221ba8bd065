"""PostgreSQL's indexes of words take new entries in through a short list of pending ones.

Each entry has hundreds of words, and an index that takes it in at once finds the place of each by
itself. From a list it takes in those of several entries together. Every search reads the list
whole, so it has the least length that there is: with it full a search takes a seventh longer, and
a longer one makes writing no faster.
"""

from django.db import migrations

INDEXES = ("titles", "texts", "statements", "sample")
KILOBYTES = 64


def run(options):
    def operation(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for name in INDEXES:
                schema_editor.execute(f"ALTER INDEX search_{name} {options}")

    return operation


class Migration(migrations.Migration):
    dependencies = [("search", "0006_parts_of_places")]
    operations = [
        migrations.RunPython(
            run(f"SET (fastupdate = on, gin_pending_list_limit = {KILOBYTES})"),
            run("SET (fastupdate = off)"),
        )
    ]
