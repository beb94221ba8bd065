import pytest

from capframe.base.models import Source, Status
from roles.importing import ROLES
from roles.models import JobFamily, Role, RoleLevel
from tests.factories import make_family, make_role, make_role_level, make_source
from tests.importing import carry_out, check

LEVEL = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def level():
    role = make_role(title="Adviser", family=make_family(title="Policy"))
    return make_role_level(role=role, title="Junior", location="Leeds")


def test_new_entries_come_from_a_new_source():
    carry_out(ROLES, LEVEL, source_title="Staff list", publisher="HR")
    source = Source.objects.get()
    assert (source.title, source.slug, source.publisher) == ("Staff list", "staff-list", "HR")
    assert set(RoleLevel.objects.values_list("source", "place")) == {(source.pk, "Line 2")}


def test_a_new_source_has_a_name_where_none_is_given():
    make_source(title="Imported file")
    carry_out(ROLES, LEVEL)
    source = JobFamily.objects.get().source
    assert (source.title, source.slug) == ("Imported file", "imported-file-2")
    assert source.publisher == "Not stated"


def test_no_source_is_made_where_nothing_is_new(level):
    carry_out(ROLES, LEVEL | {"location": "York"}, source_title="Staff list")
    assert not Source.objects.filter(title="Staff list").exists()


def test_a_changed_entry_follows_a_chosen_source(level):
    source = make_source(title="Staff list")
    carry_out(ROLES, LEVEL | {"location": "York"}, source=source.pk)
    level.refresh_from_db()
    assert (level.source, level.place) == (source, "Line 2")


def test_a_changed_entry_keeps_its_source_where_none_is_chosen(level):
    carry_out(ROLES, LEVEL | {"location": "York"})
    before = level.source, level.place
    level.refresh_from_db()
    assert (level.source, level.place) == before


def test_new_entries_have_the_status_chosen():
    carry_out(ROLES, LEVEL, status=Status.DRAFT)
    assert {JobFamily.objects.get().status, Role.objects.get().status} == {Status.DRAFT}
    assert RoleLevel.objects.get().status == Status.DRAFT


def test_what_was_withdrawn_comes_back(level):
    for model in (JobFamily, Role, RoleLevel):
        model.objects.update(status=Status.WITHDRAWN)
    checked = carry_out(ROLES, LEVEL)
    assert RoleLevel.objects.published().get() == level
    assert [change.after for change in checked.plan.changes] == [{"status": "published"}] * 3


def test_a_draft_stays_a_draft(level):
    RoleLevel.objects.update(status=Status.DRAFT)
    assert check(ROLES, LEVEL).plan.changes == []


def test_existing_entries_keep_their_titles(level):
    assert check(ROLES, {name: text.upper() for name, text in LEVEL.items()}).plan.changes == []


def test_names_without_letters_get_an_address_too():
    carry_out(ROLES, LEVEL | {"role": "???", "level": "!"}, LEVEL | {"role": "???", "level": "?"})
    assert Role.objects.get().slug == "role"
    assert list(RoleLevel.objects.order_by("pk").values_list("slug", flat=True)) == [
        "level",
        "level-2",
    ]


def test_addresses_differ_within_a_role():
    carry_out(ROLES, LEVEL | {"level": "Level 1"}, LEVEL | {"level": "Level (1)"})
    slugs = RoleLevel.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["level-1", "level-1-2"]


def test_two_new_roles_of_one_title_have_addresses_of_their_own():
    carry_out(ROLES, LEVEL, LEVEL | {"job_family": "Law"})
    assert set(Role.objects.values_list("slug", flat=True)) == {"adviser", "adviser-law"}


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.DRAFT])
def test_missing_levels_are_withdrawn_where_that_is_chosen(level, status):
    make_role_level(role=level.role, title="Senior", status=status)
    checked = carry_out(ROLES, LEVEL, withdraw_missing=True)
    assert RoleLevel.objects.get(title="Senior").status == Status.WITHDRAWN
    assert checked.plan.counts["withdrawn"] == {"roles.rolelevel": 1}
    assert checked.plan.wholes[0].title == "Adviser, Senior"


def test_missing_levels_are_left_alone_otherwise(level):
    make_role_level(role=level.role, title="Senior")
    assert check(ROLES, LEVEL).plan.changes == []


def test_levels_of_other_families_are_never_withdrawn(level):
    make_role_level(role=make_role(family=make_family(title="Law")))
    assert check(ROLES, LEVEL, withdraw_missing=True).plan.changes == []


def test_each_entry_is_shown_once(level):
    rows = (
        LEVEL | {"section": "Duties", "statement": "Plan"},
        LEVEL | {"skill_framework": "Craft", "skill": "Writing", "location": "York"},
        LEVEL | {"level": "Senior", "level_order": "2"},
    )
    wholes = check(ROLES, *rows).plan.wholes
    assert [(whole.model, whole.title) for whole in wholes] == [
        ("base.source", "Imported file"),
        ("skills.skillframework", "Craft"),
        ("skills.skill", "Writing"),
        # Who states the order that the number begins.
        ("roles.role", "Adviser"),
        ("roles.rolelevel", "Adviser, Junior"),
        ("roles.sectiontype", "Duties"),
        ("roles.rolelevel", "Adviser, Senior"),
    ]
