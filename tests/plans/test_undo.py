import pytest

from capframe.plans.conflicts import find_conflicts
from capframe.plans.existing import read_existing
from capframe.plans.undo import invert, leave_conflicts, override_conflicts
from roles.models import RoleLevel, Section, Statement
from tests.factories import make_role_level
from tests.sample_plans import MODELS, apply_plan, existing, make_builder, plan_of_a_level

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_of_any_size")]


@pytest.fixture
def section():
    level = make_role_level({"Duties": ["Audit accounts", "Report findings"]}, title="Senior")
    return level.sections.get()


@pytest.fixture
def done(section):
    """An import that made a level, changed a statement and removed another."""
    to = make_builder()
    plan_of_a_level(section, "Lead", "Advise", to=to)
    first, last = section.statements.all()
    to.begin_whole(RoleLevel, section.role_level_id, "Auditor, Senior")
    to.change(Statement, existing(first), {"text": "Audit all accounts"})
    to.remove(Statement, existing(last))
    before = everything()
    return before, *apply_plan(to.plan)


def everything():
    """All values of all entries that an import can touch."""
    return {model: read_existing(model._base_manager.order_by("pk")) for model in MODELS}


def of_the_new_level():
    return Statement.objects.filter(section__role_level__slug="new")


def test_it_puts_back_exactly_what_was_there(done):
    before, plan, made = done
    back = invert(plan, made)
    assert find_conflicts(back) == []
    apply_plan(back)
    assert everything() == before


def test_it_says_what_was_edited_since_and_by_whom(done, section, admin_user):
    _, plan, made = done
    statement = section.statements.get()
    statement.text = "Audit every account"
    statement._history_user = admin_user
    statement.save()
    (conflict,) = find_conflicts(invert(plan, made))
    assert (conflict.title, conflict.what) == (
        "Statement “Audit every account”",
        "Changed since: Text.",
    )
    assert (conflict.who, conflict.blocks) == ("admin", False)
    assert conflict.now == {"text": "Audit every account"}


def test_what_was_edited_since_can_be_left_as_it_is(done, section):
    _, plan, made = done
    section.statements.update(text="Audit every account")
    back = invert(plan, made)
    apply_plan(leave_conflicts(back, find_conflicts(back)))
    assert list(section.statements.order_by("position").values_list("text", flat=True)) == [
        "Audit every account",
        "Report findings",
    ]
    assert not RoleLevel.objects.filter(slug="new").exists()


def test_what_was_edited_since_can_be_put_back_all_the_same(done, section):
    before, plan, made = done
    section.statements.update(text="Audit every account")
    back = invert(plan, made)
    apply_plan(override_conflicts(back, find_conflicts(back)))
    assert everything() == before


def test_what_is_left_keeps_all_that_it_stands_in(done):
    _, plan, made = done
    of_the_new_level().filter(text="Lead").update(text="Lead a team")
    back = invert(plan, made)
    apply_plan(leave_conflicts(back, find_conflicts(back)))
    assert [statement.text for statement in of_the_new_level()] == ["Lead a team"]
    assert RoleLevel.objects.filter(slug="new").exists()


def test_what_something_added_since_stands_in_cannot_be_taken_away(done):
    _, plan, made = done
    section = Section.objects.get(role_level__slug="new")
    Statement.objects.create(section=section, text="Added since", position=3)
    back = invert(plan, made)
    (conflict,) = find_conflicts(back)
    assert (conflict.title, conflict.blocks) == ("Section “Duties”", True)
    assert conflict.what == "A statement that was added since refers to it."
    apply_plan(override_conflicts(back, [conflict]))
    assert [statement.text for statement in of_the_new_level()] == ["Added since"]


def test_what_was_deleted_since_stays_deleted(done):
    _, plan, made = done
    of_the_new_level().get(text="Lead").delete()
    back = invert(plan, made)
    (conflict,) = find_conflicts(back)
    assert (conflict.what, conflict.blocks) == ("It has been deleted since.", True)
    apply_plan(override_conflicts(back, [conflict]))
    assert not RoleLevel.objects.filter(slug="new").exists()


def test_what_cannot_be_made_again_is_said(done, section):
    _, plan, made = done
    section.delete()
    conflicts = find_conflicts(invert(plan, made))
    assert {(conflict.title, conflict.what) for conflict in conflicts} == {
        ("Statement “Audit all accounts”", "It has been deleted since."),
        ("Statement “Report findings”", "Its section has been deleted since."),
    }
    assert all(conflict.blocks for conflict in conflicts)
    apply_plan(override_conflicts(invert(plan, made), conflicts))
    assert not Section.objects.exists()
