"""A plan leads readers from the addresses that it changes."""

import pytest
from django.contrib.redirects.models import Redirect

from capframe.plans.undo import invert
from roles.models import Role, RoleLevel
from tests.factories import make_role, make_role_level
from tests.sample_plans import apply_plan, existing, make_builder

pytestmark = pytest.mark.django_db


def plan_of(model, entry, values):
    builder = make_builder()
    builder.begin_whole(model, entry.pk, str(entry))
    builder.change(model, existing(entry), values)
    return builder.plan


def leads(client, old):
    return client.get(old, follow=True).redirect_chain


def test_a_changed_slug_leaves_redirects_from_all_below(client):
    level = make_role_level()
    role = level.role
    old = role.addresses()
    apply_plan(plan_of(Role, role, {"slug": "renamed"}))
    role.refresh_from_db()
    assert [leads(client, each) for each in old] == [[(new, 301)] for new in role.addresses()]


def test_a_level_that_moves_is_found_where_it_was(client):
    level, other = make_role_level(), make_role()
    old = level.get_absolute_url()
    values = {"role_id": other.pk, "family_id": other.family_id}
    apply_plan(plan_of(RoleLevel, level, values))
    new = RoleLevel.objects.get(pk=level.pk).get_absolute_url()
    assert leads(client, old) == [(new, 301)]


def test_turned_round_it_leads_back(client):
    level = make_role_level()
    old = level.get_absolute_url()
    plan, made = apply_plan(plan_of(RoleLevel, level, {"slug": "renamed"}))
    new = RoleLevel.objects.get(pk=level.pk).get_absolute_url()
    apply_plan(invert(plan, made))
    assert client.get(old).status_code == 200
    assert leads(client, new) == [(old, 301)]


def test_other_changes_leave_none():
    level = make_role_level()
    apply_plan(plan_of(RoleLevel, level, {"title": "Another"}))
    assert not Redirect.objects.exists()


def test_what_the_same_plan_makes_and_removes_below_has_no_former_address(client):
    level = make_role_level()
    role = level.role
    removed = make_role_level(role=role)
    old = level.get_absolute_url()
    builder = make_builder()
    builder.begin_whole(Role, role.pk, str(role))
    builder.remove(RoleLevel, existing(removed))
    builder.change(Role, existing(role), {"slug": "renamed"})
    builder.create(RoleLevel, {**existing(level).values, "title": "New", "slug": "new", "code": ""})
    apply_plan(builder.plan)
    assert leads(client, old) == [(RoleLevel.objects.get(pk=level.pk).get_absolute_url(), 301)]
    assert not Redirect.objects.filter(new_path__endswith="/new/").exists()


def test_a_role_is_renamed_while_one_of_its_levels_moves_out(client):
    level, stays = (make_role_level(role=role) for role in [make_role()] * 2)
    other = make_role()
    olds = [one.get_absolute_url() for one in (level, stays)]
    builder = make_builder()
    builder.begin_whole(Role, stays.role_id, "Role")
    builder.change(Role, existing(stays.role), {"slug": "renamed"})
    builder.change(RoleLevel, existing(level), {"role_id": other.pk, "family_id": other.family_id})
    apply_plan(builder.plan)
    news = [RoleLevel.objects.get(pk=one.pk).get_absolute_url() for one in (level, stays)]
    assert [leads(client, old) for old in olds] == [[(new, 301)] for new in news]


def test_one_entry_gets_the_address_that_another_had(client):
    first, second = make_role_level(slug="first"), make_role_level(slug="second")
    first_url, second_url = (one.role.get_absolute_url() for one in (first, second))
    builder = make_builder()
    builder.begin_whole(Role, first.role_id, "Role")
    slug = second.role.slug
    builder.change(Role, existing(first.role), {"slug": slug})
    builder.change(Role, existing(second.role), {"slug": "third"})
    apply_plan(builder.plan)
    assert leads(client, first_url) == [(second_url, 301)]
    assert leads(client, second_url) == []
