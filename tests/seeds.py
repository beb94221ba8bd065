"""The rows of the seeded catalogue: loaded once a run, and put into a test's database in a moment.

They are kept as the database has them, with the history and the index that loading them made.
"""

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from capframe.base.models import entry_models
from capframe.fixtures import FIXTURES
from capframe.plans import bulk
from capframe.search.models import SearchEntry, Spelling


def load_seeds():
    """The rows as they stand after each of the fixture files, by its name; none of them stays."""
    rows = {}
    with transaction.atomic():
        for name in FIXTURES:
            call_command("loaddata", name, verbosity=0)
            rows[name] = {model: rows_of(model) for model in models()}
        transaction.set_rollback(True)
    return rows


def models():
    entries = entry_models()
    return [*entries, *(model.history.model for model in entries), SearchEntry, Spelling]


def columns_of(model):
    return [field.column for field in model._meta.concrete_fields]


def rows_of(model):
    listed = ", ".join(map(connection.ops.quote_name, columns_of(model)))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {listed} FROM {model._meta.db_table}")
        return cursor.fetchall()


def insert_seeds(rows):
    """Put the rows into empty tables, and number what is made afterwards on from theirs."""
    for model, those in rows.items():
        if those:
            bulk.insert_rows(model, columns_of(model), those)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models()):
            cursor.execute(statement)
