"""Fixtures that any test may ask for."""

import pytest
from django.core.management import call_command
from django.db import transaction

from capframe.fixtures import FIXTURES


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The whole seeded catalogue for the tests of one module, rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *FIXTURES, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def catalogue(seeded, db):
    """The seeded catalogue, in a test that may change it."""


@pytest.fixture
def admin_user(db, django_user_model):
    """A superuser without a password, which would take long to hash."""
    return django_user_model.objects.create(username="admin", is_staff=True, is_superuser=True)
