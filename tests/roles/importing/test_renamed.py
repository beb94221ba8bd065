"""What a file of roles leaves out and adds may be the same under another name: that is asked."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from capframe.plans.undo import invert
from capframe.spreadsheets.faults import Remark
from roles.importing import ROLES
from roles.models import Role, RoleLevel, SkillRequirement, Statement
from skills.importing import SKILLS
from skills.models import Skill
from tests.importing import exported, no_progress, records_of

pytestmark = pytest.mark.django_db

LEVELS = {"Junior": "1", "Senior": "2", "Lead": "3"}
DUTIES = (
    "Plans the work of {} and agrees with ministers what is needed.",
    "Looks at what came of it with analysts, and says so.",
    "Keeps accounts for {} and answers the questions that auditors have.",
)
# Each is asked for by other levels.
SKILLS_OF = {
    "Junior": ("Writing", "Counting"),
    "Senior": ("Writing", "Counting", "Reading"),
    "Lead": ("Writing", "Reading"),
}
DEFINITIONS = {
    "Writing": "Putting on paper what is meant, so that others understand it at once.",
    "Counting": "Finding out how many there are of anything, and being right.",
    "Reading": "",
}
MODELS = {"role": Role, "level": RoleLevel, "skill": Skill}


def rows_of(roles=("Adviser", "Auditor"), renamed=None):
    """A file of two roles; names in it may be others."""
    renamed, found = renamed or {}, []
    for role in roles:
        for level, order in LEVELS.items():
            row = {"job_family": "Policy", "role": role, "level": level, "level_order": order}
            duties = (
                {"section": "Duties", "statement": one.format(f"{role}, {level}")} for one in DUTIES
            )
            skills = (
                {
                    "skill_framework": "Craft",
                    "skill": skill,
                    "skill_level": f"Level {order}",
                    "skill_description": DEFINITIONS[skill],
                }
                for skill in SKILLS_OF[level]
            )
            found += [row | each for each in (*duties, *skills)]
    return [{name: renamed.get((name, text), text) for name, text in row.items()} for row in found]


def check(rows, kind=ROLES, **choices):
    return kind.check(records_of(kind, rows), Choices(**choices), no_progress)


def import_rows(rows, kind=ROLES, **choices):
    """The plan, and the keys of what it made."""
    checked = check(rows, kind, **choices)
    assert checked.errors == ()
    return checked.plan, apply(plan=checked.plan, by=None, reason="Import")


def renames(checked):
    return [question for question in checked.questions if question.group == "renames"]


def answer_all(rows, word, kind=ROLES, **choices):
    """The answers to all questions, and to those that they lead to."""
    answers = {}
    while questions := [
        one for one in check(rows, kind, answers=answers, **choices).questions if one.is_open
    ]:
        for question in questions:
            answers[question.key] = next(
                one.value for one in question.options if one.value.startswith(word)
            )
    return answers


@pytest.fixture
def catalogue():
    import_rows(rows_of())


NAMES = {
    "skill": ("Writing", "Drafting"),
    "level": ("Senior", "Principal"),
    "role": ("Adviser", "Consultant"),
}


@pytest.fixture(params=NAMES)
def renamed(request):
    """A column, and the rows of a file in which a name of it is another."""
    column = request.param
    old, new = NAMES[column]
    return column, rows_of(renamed={(column, old): new})


def test_it_works(catalogue):
    old, new = NAMES["skill"]
    checked = check(rows_of(renamed={("skill", old): new}))
    [question] = renames(checked)
    assert question.title == "Renamed? The file has no skill “Writing”, and “Drafting” is new"
    assert question.about == (
        "6 role levels ask for “Writing” now and would ask for “Drafting”. What is said of them is "
        "the same, word for word. If not, “Writing” stays, and they do not ask for it any more."
    )
    assert [(one.value, one.label) for one in question.options] == [
        ("renamed:writing", "Yes, the same skill with a new name"),
        ("new", "No, a new skill"),
    ]
    assert (question.rows, question.is_required) == (6, False)


def test_one_that_was_renamed_keeps_everything_but_its_title(catalogue, renamed):
    column, rows = renamed
    model, (old, new) = MODELS[column], NAMES[column]
    before = {(one.pk, one.slug) for one in model.objects.filter(title=old)}
    numbers = [kind.objects.count() for kind in (*MODELS.values(), Statement, SkillRequirement)]
    plan, _ = import_rows(rows, answers=answer_all(rows, "renamed"))
    assert {(one.pk, one.slug) for one in model.objects.filter(title=new)} == before
    assert {change.model for change in plan.changes} == {model._meta.label_lower}
    assert [change.after for change in plan.changes] == [{"title": new}] * len(before)
    assert not model.objects.filter(title=old).exists()
    assert numbers == [
        kind.objects.count() for kind in (*MODELS.values(), Statement, SkillRequirement)
    ]
    for one in model.objects.filter(title=new):
        newest = one.history.first()
        assert (newest.history_type, newest.history_change_reason) == ("~", "Import")


def test_the_same_file_again_changes_nothing_and_asks_nothing(catalogue, renamed):
    _, rows = renamed
    import_rows(rows, answers=answer_all(rows, "renamed"))
    checked = check(rows)
    assert (checked.plan.changes, checked.questions) == ([], ())


def test_undone_it_is_as_it_was(catalogue, renamed):
    _, rows = renamed
    before = [exported(kind) for kind in (ROLES, SKILLS)]
    plan, made = import_rows(rows, answers=answer_all(rows, "renamed"))
    assert [exported(kind) for kind in (ROLES, SKILLS)] != before
    apply(plan=invert(plan, made), by=None, reason="Undo")
    assert [exported(kind) for kind in (ROLES, SKILLS)] == before


def test_until_it_is_answered_it_is_new_with_a_warning_of_both(catalogue, renamed):
    column, rows = renamed
    old, new = NAMES[column]
    checked = check(rows)
    near = [one for one in checked.warnings if one.remark is Remark.NEAR]
    assert near
    assert all(f"“{old}”" in one.words and f"“{new}”" in one.words for one in near)
    assert checked.plan.counts["created"][MODELS[column]._meta.label_lower] == len(near)


def test_no_is_an_answer(catalogue, renamed):
    column, rows = renamed
    answers = answer_all(rows, "new")
    checked = check(rows, answers=answers)
    assert [question.answer for question in renames(checked)] == ["new"] * len(answers)
    assert not [one for one in checked.warnings if one.remark in (Remark.NEAR, Remark.NEW)]
    import_rows(rows, answers=answers)
    assert {*NAMES[column]} <= set(MODELS[column].objects.values_list("title", flat=True))


def test_an_answer_that_nothing_fits_any_more_is_asked_again(catalogue, renamed):
    column, rows = renamed
    answers = answer_all(rows, "renamed")
    MODELS[column].objects.filter(title=NAMES[column][0]).update(slug="elsewhere")
    assert all(question.is_open for question in renames(check(rows, answers=answers)))


def test_a_level_of_the_same_code_is_asked_about(catalogue):
    RoleLevel.objects.filter(title="Lead", role__title="Adviser").update(code="P7")
    rows = [row for row in rows_of() if (row["role"], row["level"]) != ("Adviser", "Lead")]
    rows.append({"job_family": "Policy", "role": "Adviser", "level": "Head", "code": "P7"})
    checked = check(rows)
    [question] = renames(checked)
    assert question.about == "Both have the code “P7”. If not, “Lead” stays as it is."
    assert checked.errors  # two levels of one code
    assert [e.words for e in check(rows, answers={question.key: "renamed:lead"}).errors] == []


def test_what_is_left_out_is_withdrawn_only_if_it_was_not_renamed(catalogue):
    rows = rows_of(renamed={("level", "Senior"): "Principal"})
    asked = renames(check(rows, flags=frozenset({"withdraw_missing"})))
    assert asked[0].about.endswith("If not, “Senior” is withdrawn.")
    answers = answer_all(rows, "renamed")
    checked = check(rows, answers=answers, flags=frozenset({"withdraw_missing"}))
    assert checked.plan.counts["withdrawn"] == {}


def test_a_file_that_names_few_others_asks_nothing(catalogue):
    rows = [row for row in rows_of() if row["level"] == "Senior" and row["role"] == "Adviser"]
    assert not check([row | {"level": "Principal"} for row in rows]).questions


def test_a_near_name_with_the_same_uses_is_one_question(catalogue):
    Skill.objects.filter(title="Counting").update(title="Counting & numbers")
    checked = check(rows_of(renamed={("skill", "Counting"): "Counting and numbers"}))
    [question] = checked.questions
    assert question.group == "renames"
    assert question.about.startswith("They differ only in how it is written")
    assert "4 role levels ask for “Counting & numbers” now" in question.about
    assert [(one.value, one.label) for one in question.options] == [
        ("renamed:counting", "Yes, the same skill with a new name"),
        ("existing:counting", "Yes, the same, and the catalogue’s name stays"),
        ("new", "No, a new skill"),
    ]
    assert question.options[0].effect == "It keeps its history, address and 4 uses."


def test_a_file_of_skills_is_asked_about_too(catalogue):
    rows = [
        {"skill_framework": "Craft", "skill": skill, "skill_description": text, "level": "Level 1"}
        for skill, text in DEFINITIONS.items()
    ]
    rows[1]["skill"] = "Numbers"
    [question] = renames(check(rows, SKILLS))
    assert question.about == (
        "What is said of them is the same, word for word. If not, “Counting” stays as it is."
    )
    import_rows(rows, SKILLS, answers={question.key: "renamed:counting"})
    assert Skill.objects.get(title="Numbers").slug == "counting"
    assert SkillRequirement.objects.filter(skill__title="Numbers").count() == 4


def state():
    """All that an export says, and the addresses and keys of what may be renamed."""
    keys = [sorted(model.objects.values_list("pk", "slug", "title")) for model in MODELS.values()]
    return [exported(ROLES), exported(SKILLS), keys]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.dictionaries(
        st.sampled_from(
            [("skill", "Writing"), ("skill", "Counting"), ("level", "Senior"), ("role", "Auditor")]
        ),
        st.sampled_from(["New name", "Ćwiczenie", "Lead & more", "Reader"]),
        min_size=1,
    )
)
def test_a_rename_is_the_same_as_editing_the_title(names, catalogue):
    """Hypothesis: whatever is renamed, by the file or by hand first, the catalogue is the same."""
    assume(len({(column, new) for (column, _), new in names.items()}) == len(names))
    rows = rows_of(renamed=names)
    with transaction.atomic():
        import_rows(rows, answers=answer_all(rows, "renamed"))
        by_file = state()
        transaction.set_rollback(True)
    with transaction.atomic():
        for (column, old), new in names.items():
            for one in MODELS[column].objects.filter(title=old):
                one.title = new
                one.save()
        assert check(rows).plan.changes == []
        assert state() == by_file
        transaction.set_rollback(True)
