import pytest

from capframe.base.models import Status
from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from capframe.spreadsheets.faults import Remark
from roles.importing import ROLES
from roles.models import RoleLevel
from skills.models import Skill, SkillKind, SkillLevel
from tests.factories import (
    make_family,
    make_framework,
    make_proficiency,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
    make_skill_level,
)
from tests.importing import carry_out, check, found, no_progress, records_of

LEVEL = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}
ASKS = LEVEL | {"skill_framework": "Craft", "skill": "Writing"}


@pytest.fixture
def skill(db):
    framework = make_framework(title="Craft")
    for number in (3, 4):
        make_proficiency(framework, number)
    return make_skill(framework=framework, title="Writing")


@pytest.fixture
def level(db):
    return make_role_level(
        role=make_role(title="Adviser", family=make_family(title="Policy")), title="Junior"
    )


def errors(*rows, **choices):
    return [(one.line, one.column, one.words) for one in check(ROLES, *rows, **choices).errors]


def asked(title="Junior"):
    found = RoleLevel.objects.get(title=title).skill_requirements.order_by("position")
    return list(found.values_list("skill__title", "level__title"))


@pytest.mark.parametrize("name", ["Level 4", "level 4", "4"])
def test_it_works(skill, name):
    carry_out(ROLES, ASKS | {"skill_level": name})
    assert asked() == [("Writing", "Level 4")]


def test_a_skill_may_be_asked_for_without_a_level(skill):
    carry_out(ROLES, ASKS)
    assert asked() == [("Writing", None)]


def test_the_framework_may_be_chosen_for_the_file(skill):
    carry_out(ROLES, LEVEL | {"skill": "Writing"}, skill_framework=skill.framework.pk)
    assert asked() == [("Writing", None)]


def test_a_name_in_one_framework_only_tells_the_framework(skill):
    make_framework(title="Conduct")
    carry_out(ROLES, LEVEL | {"skill": "WRITING"})
    assert RoleLevel.objects.get().skill_requirements.get().skill == skill


def test_a_name_in_several_frameworks_does_not(skill):
    make_skill(framework=make_framework(title="Arts"), title="Writing")
    words = (
        "The skill “Writing” stands in several frameworks: “Craft” and “Arts”. Name its skill "
        "framework, or choose that of the whole file."
    )
    row = LEVEL | {"skill": "Writing"}
    assert errors(row, row | {"role": "Another"}) == [(2, "skill", words)]


def test_a_name_in_no_framework_does_not(skill):
    words = (
        "The catalogue has no skill “Reading”, and the row names no framework. Name its skill "
        "framework, or choose that of the whole file."
    )
    assert errors(LEVEL | {"skill": "Reading"}) == [(2, "skill", words)]


def test_new_frameworks_skills_and_levels_are_to_be_confirmed(db):
    row = ASKS | {"skill_level": "Level 2"}
    checked = check(ROLES, row, row | {"level": "Senior", "level_order": "2"})
    assert found(one for one in checked.warnings if "job family" not in one.message) == [
        (2, "skill_framework", "The file makes a new skill framework, “Craft”."),
        (2, "skill", "The file makes a new skill, “Writing”."),
        (2, "skill_level", "The file makes a new level of skills, “Level 2”."),
    ]


def test_new_skills_come_after_those_that_are_there(skill):
    carry_out(ROLES, ASKS | {"skill": "Reading", "skill_description": "Of texts."})
    made = Skill.objects.get(title="Reading")
    assert (made.position, made.definition, made.kind) == (2, "Of texts.", skill.kind)


def test_a_level_that_the_scale_has_not_is_a_fault(skill):
    [(line, column, words)] = errors(ASKS | {"skill_level": "Expert"})
    assert (line, column) == (2, "skill_level")
    assert words.startswith("“Craft” has no level “Expert”; its levels are “Level 3”, “Level 4”.")


def test_rows_that_ask_for_a_skill_at_two_levels_are_a_fault(skill):
    rows = [ASKS | {"skill_level": name} for name in ("Level 3", "4")]
    words = (
        "Lines 2 and 3 disagree about the role level “Adviser, Junior”: line 2 asks for “Writing” "
        "at “Level 3”, line 3 at “4”. Ask for a skill once."
    )
    assert errors(*rows) == [(3, "skill_level", words)]


def test_a_row_without_the_level_does_not_disagree(skill):
    rows = [ASKS | more for more in ({}, {"skill_level": "Level 3"}, {"role": "ADVISER"})]
    carry_out(ROLES, *rows)
    assert asked() == [("Writing", "Level 3")]


def test_a_blank_level_leaves_the_level_that_is_there(skill, level):
    make_requirement(level, skill, 3)
    assert check(ROLES, ASKS).plan.changes == []


def test_not_in_use_takes_the_level_away(skill, level):
    make_requirement(level, skill, 3)
    carry_out(ROLES, ASKS | {"skill_level": "NOT IN USE"})
    assert asked() == [("Writing", None)]


def test_a_description_without_a_level_is_a_fault(skill):
    [(_, column, words)] = errors(ASKS | {"skill_level_description": "Writes."})
    assert column == "skill_level_description"
    assert words.endswith("Fill in the level.")


def test_a_description_of_no_level_is_noted(skill):
    row = ASKS | {"skill_level": "NOT IN USE", "skill_level_description": "Writes."}
    notes = [one for one in check(ROLES, row).warnings if one.remark == Remark.NOTE]
    assert [(one.column, one.value) for one in notes] == [("skill_level_description", "Writes.")]


def test_only_described_levels_of_a_skill_are_made(skill):
    described = {"skill_level": "Level 4", "skill_level_description": "Writes:\n- well"}
    carry_out(ROLES, ASKS | {"skill_level": "Level 3"}, ASKS | {"level": "Senior"} | described)
    made = SkillLevel.objects.get()
    assert (made.level.position, made.description) == (4, "Writes:\n- well")


def test_rows_disagree_however_they_name_the_level(skill):
    rows = [
        ASKS | {"level": level, "skill_level": name, "skill_level_description": text}
        for level, name, text in (("A", "4", "Writes."), ("B", "Level 4", "Speaks."))
    ]
    assert [(line, column) for line, column, _ in errors(*rows)] == [(3, "skill_level_description")]


def carry_out_without_sections(row):
    """As ``carry_out``, in a file that has no columns for sections."""
    records = records_of(ROLES, [row], without=("section", "statement"))
    checked = ROLES.check(records, Choices(), no_progress)
    assert checked.errors == ()
    apply(plan=checked.plan, by=None, reason="Import")
    return checked


def test_a_file_without_sections_makes_behaviours_of_bullets(skill):
    row = ASKS | {"skill_level": "3", "skill_level_description": "You can:\n- write\n- edit"}
    carry_out_without_sections(row)
    level = SkillLevel.objects.get()
    assert level.description == "You can:"
    assert level.pairs == [("write", "", ""), ("edit", "", "")]


def test_a_description_with_prose_among_its_bullets_stays_whole(skill):
    text = "You can:\n- write\nand:\n- edit"
    row = ASKS | {"skill_level": "3", "skill_level_description": text}
    carry_out_without_sections(row)
    level = SkillLevel.objects.get()
    assert (level.description, level.pairs) == (text, [])


def test_ineffective_behaviours_are_never_taken_away(skill):
    pairs = [("write", "scribble"), ("edit", ""), ("", "shout")]
    level = make_skill_level(skill, 3, pairs)
    row = ASKS | {"skill_level": "3", "skill_level_description": "- edit\n- something else again"}
    carry_out_without_sections(row)
    assert {"scribble", "shout"} <= set(level.indicators.values_list("ineffective", flat=True))


def test_behaviours_that_are_there_already_are_left_alone(skill):
    make_skill_level(skill, 3, [("write", "scribble"), ("edit", "")])
    row = ASKS | {"skill_level": "3", "skill_level_description": "- write\n- edit"}
    checked = carry_out_without_sections(row)
    assert "skills.indicator" not in {change.model for change in checked.plan.changes}


def test_a_level_gets_exactly_the_skills_of_the_file(skill, level):
    other = make_skill(framework=skill.framework, title="Reading")
    make_requirement(level, other, 3)
    carry_out(ROLES, ASKS | {"skill_level": "3"})
    assert asked() == [("Writing", "Level 3")]


def test_skills_that_readers_do_not_see_stay_asked_for(skill, level):
    hidden = make_skill(framework=skill.framework, title="Reading", status=Status.DRAFT)
    make_requirement(level, hidden, 3)
    carry_out(ROLES, ASKS | {"skill_level": "3"})
    assert sorted(asked()) == [("Reading", "Level 3"), ("Writing", "Level 3")]


def test_a_withdrawn_skill_comes_back(skill):
    Skill.objects.update(status=Status.WITHDRAWN)
    carry_out(ROLES, ASKS)
    skill.refresh_from_db()
    assert skill.status == Status.PUBLISHED


def test_a_new_skill_without_a_level_has_not_the_kind_of_the_others(skill):
    Skill.objects.update(kind=SkillKind.SPECIALIST)
    carry_out(ROLES, ASKS | {"skill": "Steering", "skill_level": "NOT IN USE"})
    assert Skill.objects.get(title="Steering").kind == ""
    carry_out(ROLES, ASKS | {"skill_level": "NOT IN USE"})
    assert Skill.objects.get(title="Writing").kind == SkillKind.SPECIALIST
