"""What an import writes is found, and what it takes away is not, without the models' save."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from capframe.plans.undo import invert
from capframe.search.bulk_updates import reindex_changed, remove_stale
from capframe.search.holders import find_holders
from capframe.search.index import rebuild
from capframe.search.models import SearchEntry
from roles.models import Role, RoleLevel, Statement
from skills.models import Indicator
from tests.factories import make_role_level, make_skill, make_skill_level
from tests.sample_plans import apply_plan, existing, make_builder, plan_of_a_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_role_level({"Duties": ["Audit accounts"]}, title="Senior").sections.get()


def index():
    """Every entry, but for its number."""
    fields = [field.name for field in SearchEntry._meta.fields if field.name != "id"]
    return sorted(SearchEntry.objects.values_list(*fields))


def rebuilt():
    rebuild()
    return index()


def test_it_gives_what_making_the_index_anew_gives(section):
    plan, made = apply_plan(plan_of_a_level(section, "Lead", "Advise"))
    remove_stale(plan=plan, made=made)
    reindex_changed(plan=plan, made=made)
    assert index() == rebuilt()
    back = invert(plan, made)
    apply_plan(back)
    remove_stale(plan=back, made={})
    reindex_changed(plan=back, made={})
    assert index() == rebuilt()


def test_a_role_is_found_through_its_levels(section):
    role = section.role_level.role
    to = make_builder()
    to.begin_whole(Role, role.pk, role.title)
    to.change(Role, existing(role), {"description": "Looks into books"})
    plan, made = apply_plan(to.plan)
    reindex_changed(plan=plan, made=made)
    assert index() == rebuilt()


def test_a_skill_is_found_by_indicators_made_and_removed():
    skill = make_skill()
    level = make_skill_level(skill, pairs=[("Listens", "Talks over others")])
    to = make_builder()
    to.begin_whole(type(skill), skill.pk, skill.title)
    to.create(Indicator, {"skill_level_id": level.pk, "effective": "Asks"})
    to.remove(Indicator, existing(level.indicators.get()))
    plan, made = apply_plan(to.plan)
    reindex_changed(plan=plan, made=made)
    assert index() == rebuilt()
    assert "ask" in SearchEntry.objects.get(kind="skills").body_stems


def test_what_parts_stand_in_is_asked_of_the_parts(section):
    """Of the wholes it would take as long as all of these times all values."""
    with CaptureQueriesContext(connection) as asked:
        assert find_holders("rolelevels", "sections", [section.pk]) == {section.role_level_id}
    assert [RoleLevel._meta.db_table in one["sql"] for one in asked] == [False]


def test_until_then_a_text_that_no_longer_stands_is_not_shown(section):
    to = make_builder()
    to.begin_whole(RoleLevel, section.role_level_id, "Auditor")
    to.change(Statement, existing(section.statements.get()), {"text": "Audit all accounts"})
    plan, made = apply_plan(to.plan)
    remove_stale(plan=plan, made=made)
    assert not SearchEntry.objects.filter(kind="statements").exists()


def test_it_tells_how_far_it_has_come(section):
    plan, made = apply_plan(plan_of_a_level(section, "Lead", "Advise"))
    told = []
    reindex_changed(plan=plan, made=made, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)
