"""A name that is nearly another's and may be a new name: one question about it."""

from capframe.plans.files.questions import Option, Question
from capframe.plans.files.rename_questions import join_questions

NEAR = Question(
    "name",
    "near-duplicates",
    "New?",
    "They differ.",
    (Option("new", "Yes"), Option("existing:a", "No, it is A"), Option("renamed:a", "No, renamed")),
    answer="new",
)


def renamed(slug):
    options = Option(f"renamed:{slug}", "Yes"), Option("new", "No")
    return Question("name", "renames", "Renamed?", "9 uses.", options)


def test_it_works():
    joined = join_questions(NEAR, renamed("a"))
    assert (joined.group, joined.title, joined.answer) == ("renames", "Renamed?", "new")
    assert joined.about == "They differ. 9 uses."
    assert [option.value for option in joined.options] == ["renamed:a", "existing:a", "new"]


def test_where_another_may_have_been_renamed_the_near_one_is_asked_about():
    assert join_questions(NEAR, renamed("b")) is NEAR
