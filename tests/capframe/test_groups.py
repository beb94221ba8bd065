import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from capframe.base.models import Entry

MIGRATIONS = [
    importlib.import_module("capframe.migrations.0001_groups").add_groups,
    importlib.import_module("capframe.migrations.0002_sections").give_permissions,
    importlib.import_module("capframe.migrations.0003_qualifications").give_permissions,
    importlib.import_module("capframe.migrations.0004_account_managers").add_group,
    importlib.import_module("capframe.migrations.0005_preparers").add_group,
]
migration = importlib.import_module("capframe.migrations.0001_groups")

managers = importlib.import_module("capframe.migrations.0004_account_managers")
preparers = importlib.import_module("capframe.migrations.0005_preparers")

pytestmark = pytest.mark.django_db

CATALOGUE = {model._meta.model_name for model in apps.get_models() if issubclass(model, Entry)}


@pytest.fixture
def state():
    """The apps as a migration sees them."""
    return MigrationLoader(connection).project_state().apps


def permissions(name):
    of_group = Group.objects.get(name=name).permissions
    return {codename for (codename,) in of_group.values_list("codename")}


def codenames(*actions):
    return {f"{action}_{model}" for model in CATALOGUE for action in actions}


def test_viewers_view_the_whole_catalogue():
    assert permissions("Viewer") == codenames("view")


def test_editors_edit_the_whole_catalogue():
    edit = codenames("view", "add", "change", "delete")
    assert permissions("Editor") == edit | {"keep_unpublishedchange"}


def test_preparers_view_the_whole_catalogue_and_keep_changes_unpublished():
    assert permissions("Preparer") == codenames("view") | {"keep_unpublishedchange"}


def test_publishers_of_imports_import_too():
    assert permissions("Publisher of imports") - permissions("Editor") == {"import_roles"}


def test_account_managers_look_after_people_and_nothing_else():
    assert permissions("Account manager") == {"view_user", "add_user", "change_user", "view_group"}


def test_the_migration_makes_the_permissions_that_it_gives(state):
    Group.objects.all().delete()
    Permission.objects.all().delete()
    for migrate in MIGRATIONS:
        migrate(state, None)
    assert permissions("Viewer") == codenames("view")


@pytest.mark.parametrize(
    ("number", "models"),
    [
        (1, ("familysection", "frameworksection")),
        (2, ("qualification", "qualificationrequirement")),
    ],
)
def test_a_new_models_permissions_go_to_the_groups_that_are_there(state, number, models):
    Group.objects.exclude(name="Editor").delete()
    group = Group.objects.get()
    group.permissions.clear()
    MIGRATIONS[number](state, None)
    expected = {f"{action}_{m}" for action in ("view", "add", "change", "delete") for m in models}
    assert permissions("Editor") == expected
    assert Group.objects.count() == 1


def test_the_migration_can_be_taken_back_and_run_twice(state):
    migration.remove_groups(state, None)
    left = {group.name for group in Group.objects.all()}
    assert left == {"Account manager", "Preparer"}
    managers.remove_group(state, None)
    preparers.remove_group(state, None)
    assert not Group.objects.exists()
    for _ in "ab":
        migration.add_groups(state, None)
        managers.add_group(state, None)
        preparers.add_group(state, None)
    assert Group.objects.count() == 5
