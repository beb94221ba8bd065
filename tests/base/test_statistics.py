"""SQLite knows how its tables are filled: after seeding, migrating and every plan."""

import pytest
from django.core.management import call_command
from django.db import connection

from capframe.base.statistics import gather_after_migrating
from capframe.search.bulk_updates import reindex_changed
from tests.factories import make_role_level
from tests.sample_plans import apply_plan, plan_of_a_level

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does so by itself"),
]


def knows(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [table])
        return [found for (found,) in cursor.fetchall()] != []


def forget():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")


def test_after_seeding():
    call_command("seed", verbosity=0)
    assert knows("roles_statement")


def test_after_a_plan():
    section = make_role_level({"Duties": ["Audits."]}).sections.get()
    plan, made = apply_plan(plan_of_a_level(section, "Advises."))
    reindex_changed(plan=plan, made=made)
    assert knows("roles_statement")


def test_after_migrating_and_not_where_nothing_was_migrated(catalogue):
    forget()
    gather_after_migrating(using="default", plan=[])
    assert not knows("roles_statement")
    gather_after_migrating(using="default", plan=["a migration"])
    assert knows("roles_statement")
