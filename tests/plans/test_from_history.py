import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from capframe.base.actions import delete
from capframe.base.models import Status
from capframe.base.saves import one_save
from capframe.plans.apply import apply
from capframe.plans.changes import Change, Outcome, Whole
from capframe.plans.conflicts import find_conflicts
from capframe.plans.from_history import read_save
from capframe.plans.undo import invert
from roles.models import Role, RoleLevel, Section, Statement
from tests.factories import make_family, make_role, make_role_level, make_skill, set_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def level():
    return make_role_level({"Duties": ["Audit accounts", "Report findings"]}, title="Senior")


def saved(write):
    """The plan of what one save writes."""
    with one_save() as number:
        write()
    return read_save(number, timezone.now())


def change_of(plan):
    (change,) = plan.changes
    return change


def test_it_reads_what_was_changed(level):
    first = level.sections.get().statements.first()

    def reword():
        first.text = "Audit all accounts"
        first.save()

    plan = saved(reword)
    label = Statement._meta.label_lower
    values = {"text": "Audit accounts"}, {"text": "Audit all accounts"}
    assert list(plan.changes) == [Change(label, first.pk, *values, 0)]
    assert list(plan.wholes) == [Whole(RoleLevel._meta.label_lower, level.pk, str(level))]
    assert plan.history_versions == {label: first.history.latest("history_id").pk}


def test_several_rows_of_an_entry_are_one_change():
    skill = make_skill(title="Planning")

    def reword_twice():
        for skill.title in ("Plans", "Making plans"):
            skill.save()

    change = change_of(saved(reword_twice))
    assert (change.before, change.after) == ({"title": "Planning"}, {"title": "Making plans"})


def test_what_is_changed_and_changed_back_is_no_change():
    skill = make_skill(title="Planning")

    def there_and_back():
        for skill.title in ("Plans", "Planning"):
            skill.save()

    assert not saved(there_and_back).changes


def test_what_is_made_and_removed_again_is_no_change():
    make_family()
    assert not saved(lambda: delete(entry=make_role(), by=None, reason="")).changes


def test_what_is_made_and_changed_is_one_new_entry():
    made = []

    def make():
        made.append(make_role(title="Auditor"))
        made[0].title = "Senior auditor"
        made[0].save()

    plan = saved(make)
    (change,) = plan.find({Role._meta.label_lower: {made[0].pk}}, Outcome.CREATED)
    assert change.after["title"] == "Senior auditor"


def test_what_is_changed_and_removed_is_removed_as_it_was_before(level):
    statement = level.sections.get().statements.first()

    def reword_and_remove():
        statement.text = "Else"
        statement.save()
        delete(entry=statement, by=None, reason="")

    change = change_of(saved(reword_and_remove))
    assert change.outcome is Outcome.REMOVED
    assert change.before["text"] == "Audit accounts"


def test_a_whole_that_is_gone_is_named_as_it_was_last(level):
    title = str(level)
    role = level.role
    with one_save() as number:
        delete(entry=level, by=None, reason="")
    delete(entry=role, by=None, reason="")
    plan = read_save(number, timezone.now())
    assert [whole.title for whole in plan.wholes] == [title]
    models = (Statement, Statement, Section, RoleLevel)
    assert [change.model for change in plan.changes] == [m._meta.label_lower for m in models]


def test_rows_of_other_saves_are_left_out(level):
    def change_one(level):
        level.location = "Matlock"
        level.save()

    other = make_role_level(title="Lead")
    saved(lambda: change_one(other))
    assert change_of(saved(lambda: change_one(level))).pk == level.pk


def test_the_day_of_a_withdrawal_is_read_as_a_plan_keeps_it(level):
    def withdraw():
        set_status([level], Status.WITHDRAWN)

    change = change_of(saved(withdraw))
    assert change.after == {"status": "withdrawn", "withdrawn_on": timezone.localdate().isoformat()}
    assert change.outcome is Outcome.WITHDRAWN


def test_it_can_be_taken_back(level):
    before = set(Statement.objects.values_list())
    back = invert(saved(lambda: delete(entry=level, by=None, reason="")), {})
    assert not find_conflicts(back)
    apply(plan=back, by=None, reason="")
    assert set(Statement.objects.values_list()) == before


def test_it_asks_as_often_however_much_was_saved(level):
    one, two = make_role_level({"A": ["b"]}), make_role_level({"A": list("bcde"), "F": ["g"]})

    def count(level):
        with one_save() as number:
            delete(entry=level, by=None, reason="")
        with CaptureQueriesContext(connection) as queries:
            read_save(number, timezone.now())
        return len(queries)

    assert count(one) == count(two)
