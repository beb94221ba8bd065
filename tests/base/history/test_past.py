"""An entry with its parts as they were at a version, and as they are."""

import pytest

from capframe.base.actions import sign
from capframe.base.history.entry_rows import history_version
from capframe.base.history.past import saves_since, state_at, state_now
from roles.models import Statement
from tests.factories import make_role_level, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def level():
    return make_role_level({"Duties": ["Plan", "Write"], "Skills": ["Lead"]}, location="Leeds")


def outline(state, level):
    """What a state has of a role level, read from its parts as any entry's are."""
    one = state[type(level)][level.pk]
    return one.location, {
        section.heading: [statement.text for statement in section.statements.all()]
        for section in one.sections.all()
    }


def test_a_version_is_as_it_was_whatever_came_after(level):
    then = history_version(level)
    before = outline(state_now(level), level)
    level.location = "York"
    level.save()
    level.sections.get(heading="Skills").delete()
    statement = Statement.objects.get(text="Plan")
    statement.text = "Plan well"
    statement.save()
    make_section(level, "Overview", ["Report"])
    level.refresh_from_db()
    assert outline(state_at(level, then), level) == before
    now = ("York", {"Duties": ["Plan well", "Write"], "Overview": ["Report"]})
    assert outline(state_now(level), level) == now
    assert outline(state_at(level, history_version(level)), level) == now


def test_parts_are_in_the_order_that_they_had(level):
    then = history_version(level)
    first = Statement.objects.get(text="Plan")
    first.position = 3
    first.save()
    assert outline(state_at(level, then), level)[1]["Duties"] == ["Plan", "Write"]
    assert outline(state_now(level), level)[1]["Duties"] == ["Write", "Plan"]


def test_what_has_no_history_is_in_no_version(level):
    section = level.sections.get(heading="Skills")
    Statement.objects.bulk_create([Statement(section=section, position=2, text="Silent")])
    assert outline(state_at(level, history_version(level)), level)[1]["Skills"] == ["Lead"]
    assert outline(state_now(level), level)[1]["Skills"] == ["Lead", "Silent"]


def test_a_part_that_moved_to_another_whole_is_where_it_was(level):
    then = history_version(level)
    statement = Statement.objects.get(text="Plan")
    statement.section = level.sections.get(heading="Skills")
    statement.save()
    assert outline(state_at(level, then), level)[1] == {
        "Duties": ["Plan", "Write"],
        "Skills": ["Lead"],
    }


def test_reading_a_version_asks_once_for_each_model(level, django_assert_num_queries):
    then = history_version(level)
    with django_assert_num_queries(5):
        outline(state_at(level, then), level)


def test_a_version_of_nothing_holds_nothing(level):
    assert not any(state_at(level, {}).values())


def test_who_saved_since_is_told_once_for_each_reason(level, django_user_model):
    then = history_version(level)
    ann = django_user_model.objects.create(username="ann", first_name="Ann", last_name="Other")
    for text, reason in (("Plan well", "As printed"), ("Plan", "As printed"), ("Plans", "")):
        statement = Statement.objects.get(section__heading="Duties", position=1)
        statement.text = text
        sign(statement, by=ann, reason=reason)
        statement.save()
    saves = saves_since(level, then)
    assert [(one.who, one.reason) for one in saves] == [
        ("Ann Other", "As printed"),
        ("Ann Other", ""),
    ]
    assert saves_since(level, history_version(level)) == []
