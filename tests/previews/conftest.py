"""A family with a role level that readers see, and what is not theirs to see yet."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group

from capframe.imports.models import Import
from capframe.plans.keeping import about_plan
from roles.models import RoleLevel, Statement
from tests.factories import make_family, make_role, make_role_level
from tests.sample_plans import existing, make_builder, plan_of_a_level


@pytest.fixture
def known(db):
    """A role with a level that readers see and one that is a draft, both with a section."""
    family = make_family(title="Policy")
    role = make_role(title="Auditor", family=family)
    level = make_role_level({"Duties": ["Audit accounts", "Report findings"]}, role=role)
    draft = make_role_level(
        {"Aims": ["Zyzzyva accounts"]}, role=role, title="Zyzzyva", slug="zyzzyva", status="draft"
    )
    return SimpleNamespace(family=family, role=role, level=level, draft=draft)


@pytest.fixture
def people(django_user_model):
    """A function that gives somebody who may do what a group may, by the group's name."""

    def find(group):
        user = django_user_model.objects.create(username=group, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        return user

    return find


@pytest.fixture
def publisher(people):
    return people("Publisher of imports")


def plan_of_changes(level):
    """One statement of the level reworded, one removed, and another level made."""
    section = level.sections.get()
    first, second = section.statements.order_by("position")
    builder = make_builder()
    builder.begin_whole(RoleLevel, level.pk, str(level))
    builder.change(Statement, existing(first), {"text": "Audit quizzify accounts"})
    builder.remove(Statement, existing(second))
    return plan_of_a_level(section, "Lead quizzify", to=builder)


def make_import(user, plan, **values):
    imported = Import.objects.create(
        kind="roles",
        by=user,
        file_name="roles.csv",
        digest="0" * 64,
        size=1,
        **{"state": Import.State.CHECKED, **about_plan(plan), **values},
    )
    imported.keep_pieces(plan)
    return imported


@pytest.fixture
def imported(known, publisher):
    """An import that was checked, not confirmed."""
    return make_import(publisher, plan_of_changes(known.level))
