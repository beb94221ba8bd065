import pytest

from capframe.base.models import Source, Status
from capframe.plans.files.choices import Choices
from capframe.spreadsheets.faults import Remark
from skills.importing import SKILLS
from skills.models import Indicator, ProficiencyLevel, Skill, SkillFramework, SkillKind, SkillLevel
from tests.factories import (
    make_framework,
    make_proficiency,
    make_skill,
    make_skill_level,
    make_source,
)
from tests.importing import carry_out, check, found, no_progress, records_of

ROW = {"skill_framework": "Competencies", "skill": "Deciding"}
LEVEL = {**ROW, "level": "Level 2"}


@pytest.fixture
def framework(db):
    return make_framework(title="Competencies", slug="ccf")


@pytest.fixture
def skill(framework):
    skill = make_skill(framework=framework, title="Deciding", slug="dec", definition="Old words")
    make_skill_level(skill, 2, [("Weigh the facts", "Guess"), ("Decide in time", "Wait")])
    return skill


def pairs(skill):
    level = skill.levels.get(level__position=2)
    return list(level.indicators.order_by("position").values_list("effective", "ineffective"))


def errors(*rows, **choices):
    checked = check(SKILLS, *rows, **choices)
    assert checked.plan.changes == []
    return found(checked.errors)


def remarks(*rows, **choices):
    return [(w.line, w.column, w.remark) for w in check(SKILLS, *rows, **choices).warnings]


def test_it_works(db):
    carry_out(
        SKILLS,
        {**LEVEL, "skill_description": "Sound ones", "effective": "Weigh", "ineffective": "Guess"},
        {**LEVEL, "level_description": "Calm", "effective": "Decide"},
        {**ROW, "level": "Level 1"},
        {"skill_framework": "Competencies", "skill": "Leading"},
        source_title="Skills 2026",
        publisher="Home Office",
    )
    skill, other = Skill.objects.order_by("position")
    assert (skill.title, skill.slug, skill.definition) == ("Deciding", "deciding", "Sound ones")
    assert (skill.status, skill.position, skill.kind) == (Status.PUBLISHED, 1, "")
    assert (skill.source.title, skill.place) == ("Skills 2026", "Line 2")
    assert (other.title, other.position, other.place) == ("Leading", 2, "Line 5")
    assert pairs(skill) == [("Weigh", "Guess"), ("Decide", "")]
    assert skill.levels.get(level__position=2).description == "Calm"
    assert list(ProficiencyLevel.objects.values_list("title", "position")) == [
        ("Level 1", 1),
        ("Level 2", 2),
    ]


def test_nothing_is_written(skill, django_assert_num_queries):
    with django_assert_num_queries(6):
        check(SKILLS, ROW, {**ROW, "skill": "Leading"}, source_title="New")
    assert Skill.objects.count() == Source.objects.count() == 1


def test_the_number_of_queries_does_not_grow(skill, django_assert_num_queries):
    rows = [{**ROW, "skill": f"Skill {number}", "level": "2"} for number in range(50)]
    with django_assert_num_queries(5):
        check(SKILLS, *rows)


def test_progress_is_told(skill):
    steps = []
    SKILLS.check(records_of(SKILLS, [ROW]), Choices(), lambda *step: steps.append(step))
    assert steps == [
        ("Reading the rows", 0, 1),
        ("Reading the rows", 1, 1),
        ("Comparing the skills", 1, 1),
    ]


def test_the_plan_knows_what_it_has_seen(skill):
    history_versions = check(SKILLS, ROW).plan.history_versions
    assert history_versions["skills.skill"] == Skill.history.latest("history_id").history_id
    assert set(history_versions) == {
        "base.source",
        *(model._meta.label_lower for model in SKILLS.models),
    }


def test_an_empty_file_asks_for_nothing(db):
    assert check(SKILLS).plan.changes == []


# What is there already


def test_names_match_without_case_and_by_address(skill):
    rows = [{"skill_framework": "ccf", "skill": "DECIDING"}, {**ROW, "skill": "dec"}]
    checked = check(SKILLS, *rows)
    assert (checked.plan.changes, checked.warnings) == ([], ())
    assert checked.plan.unchanged == {"skills.skill": 1}


def test_a_skill_keeps_title_slug_place_and_status(skill):
    Skill.objects.update(status=Status.DRAFT)
    carry_out(SKILLS, {**ROW, "skill": "deciding", "skill_description": "New words"})
    skill.refresh_from_db()
    assert (skill.title, skill.slug, skill.definition) == ("Deciding", "dec", "New words")
    assert (skill.status, skill.place) == (Status.DRAFT, "Page 1")
    assert skill.history.latest().history_change_reason == "Import"


def test_blank_is_left_alone(skill):
    carry_out(SKILLS, LEVEL)
    skill.refresh_from_db()
    assert skill.definition == "Old words"
    assert pairs(skill) == [("Weigh the facts", "Guess"), ("Decide in time", "Wait")]


def test_a_withdrawn_skill_comes_back(skill):
    Skill.objects.update(status=Status.WITHDRAWN)
    carry_out(SKILLS, ROW, status=Status.DRAFT)
    skill.refresh_from_db()
    assert skill.status == Status.DRAFT


def test_indicators_become_those_of_the_file(skill):
    Indicator.objects.filter(effective="Decide in time").update(editors_note="Printed twice.")
    before = dict(Indicator.objects.values_list("effective", "pk"))
    carry_out(
        SKILLS,
        {**LEVEL, "effective": "Decide well in time", "ineffective": "Wait"},
        {**LEVEL, "effective": "Explain", "ineffective": "Hide"},
    )
    assert pairs(skill) == [("Decide well in time", "Wait"), ("Explain", "Hide")]
    kept = Indicator.objects.get(effective="Decide well in time")
    assert (kept.pk, kept.editors_note) == (before["Decide in time"], "Printed twice.")


def test_other_levels_and_skills_are_left_alone(skill):
    make_skill_level(skill, 3, [("Advise", "")])
    other = make_skill(framework=skill.framework, title="Leading")
    carry_out(SKILLS, {**LEVEL, "effective": "Decide in time"})
    assert Indicator.objects.filter(effective="Advise").exists()
    assert Skill.objects.filter(pk=other.pk, status=Status.PUBLISHED).exists()


def test_new_skills_come_last_with_the_kind_of_the_others(skill):
    Skill.objects.update(position=7, kind=SkillKind.LEADERSHIP)
    carry_out(SKILLS, {**ROW, "skill": "B"}, {**ROW, "skill": "A"}, status=Status.DRAFT)
    made = Skill.objects.exclude(pk=skill.pk).order_by("position")
    assert list(made.values_list("title", "position", "kind", "status")) == [
        ("B", 8, "leadership", "draft"),
        ("A", 9, "leadership", "draft"),
    ]


def test_skills_of_a_new_framework_have_no_kind_that_no_file_says(db):
    carry_out(SKILLS, {**ROW, "level": "working"})
    assert Skill.objects.get().kind == ""


def test_a_taken_slug_gets_a_number(skill):
    carry_out(SKILLS, {**ROW, "skill": "D.e.c"})
    assert Skill.objects.get(title="D.e.c").slug == "dec-2"


def test_the_framework_can_be_chosen_for_the_file(framework):
    carry_out(SKILLS, {"skill": "Deciding"}, skill_framework=framework.pk)
    assert Skill.objects.get().framework == framework


def test_a_level_is_named_by_its_number(skill):
    carry_out(SKILLS, {**ROW, "level": "2", "level_description": "Calm"})
    assert SkillLevel.objects.get().description == "Calm"


def test_a_new_level_joins_the_scale(skill):
    carry_out(SKILLS, {**ROW, "level": "Level 5", "effective": "Advise"})
    assert ProficiencyLevel.objects.get(position=5).framework == skill.framework


# Sources


def test_a_changed_entry_gets_the_chosen_source(skill):
    source = make_source()
    carry_out(SKILLS, {**ROW, "skill_description": "New words"}, source=source.pk)
    skill.refresh_from_db()
    assert (skill.source, skill.place) == (source, "Line 2")


def test_an_unchanged_entry_keeps_its_source(skill):
    checked = check(SKILLS, {**ROW, "skill_description": "Old words"}, source=make_source().pk)
    assert checked.plan.changes == []


def test_a_level_with_changed_indicators_gets_the_chosen_source(skill):
    source = make_source()
    carry_out(SKILLS, {**LEVEL, "effective": "Decide in time"}, source=source.pk)
    level = SkillLevel.objects.get()
    assert (level.source, level.place) == (source, "Line 2")


def test_a_new_source_is_made_once_and_only_for_what_is_new(skill):
    carry_out(SKILLS, {**ROW, "skill_description": "New words"})
    assert Source.objects.count() == 1
    carry_out(SKILLS, {**ROW, "skill": "A"}, {**ROW, "skill": "B"})
    assert Source.objects.get(title="Imported file").skill_entries.count() == 2


# Warnings


def test_what_is_new_is_to_be_confirmed(db):
    assert remarks(ROW, LEVEL) == [
        (2, "skill_framework", Remark.NEW),
        (2, "skill", Remark.NEW),
    ]


def test_a_new_name_that_is_nearly_another_is_warned_of(skill):
    assert remarks({**ROW, "skill": "De-ciding"}) == [
        (2, "skill", Remark.NEAR),
        (2, "skill", Remark.NEW),
    ]


def test_a_repeated_row_is_taken_once(skill):
    row = {**LEVEL, "effective": "Explain"}
    assert remarks(row, row) == [(3, "", Remark.REPEAT)]
    carry_out(SKILLS, row, row)
    assert [effective for effective, _ in pairs(skill)] == ["Explain"]


def test_a_behaviour_that_is_nearly_another_is_warned_of(skill):
    assert remarks({**LEVEL, "effective": "Weigh the facts!"}) == [(2, "effective", Remark.NEAR)]


# Refusals


def test_a_row_without_a_skill_is_a_fault(framework):
    [(line, column, message)] = errors(ROW, {"skill_framework": "Competencies"})
    assert (line, column, message) == (3, "skill", "The row has no skill.")


def test_a_row_without_a_framework_is_a_fault(db):
    [(line, column, message)] = errors(ROW, {"skill": "Deciding"})
    assert (line, column, message) == (3, "skill_framework", "The row names no skill framework.")


def test_a_file_without_the_columns_is_two_faults(db):
    rows = [{"level": "Level 1"}, {"level": "Level 2"}]
    records = records_of(SKILLS, rows, without=("skill", "skill_framework"))
    checked = SKILLS.check(records, Choices(), no_progress)
    assert [(fault.line, fault.column) for fault in checked.errors] == [
        (0, "skill"),
        (0, "skill_framework"),
    ]


def test_a_name_that_frameworks_share_is_a_fault(framework):
    make_framework(title="Competencies", slug="other")
    [(line, column, _)] = errors(ROW)
    assert (line, column) == (2, "skill_framework")


@pytest.mark.parametrize("column", ["level_description", "effective", "ineffective"])
def test_what_is_said_of_a_level_needs_a_level(skill, column):
    [(line, where, message)] = errors({**ROW, column: "Weigh"})
    assert (line, where) == (2, column)
    assert "not at which level" in message


def test_an_unknown_level_is_a_fault(framework):
    make_proficiency(framework, 1, title="awareness")
    [(line, column, message)] = errors({**ROW, "level": "Expret"})
    assert (line, column) == (2, "level")
    assert message == "“Competencies” has no level “Expret”; its levels are “awareness”."


def test_rows_that_disagree_are_faults(skill):
    assert [
        (line, column)
        for line, column, _ in errors(
            {**LEVEL, "skill_description": "One", "level_description": "Calm"},
            {**LEVEL, "skill_description": "Two"},
            {**LEVEL, "level_description": "Hasty"},
        )
    ] == [(3, "skill_description"), (4, "level_description")]


def test_names_that_are_too_long_are_faults(framework):
    rows = [
        {"skill_framework": "F" * 201, "skill": "S"},
        {**ROW, "skill": "S" * 201},
        {**ROW, "level": "Level " + "1" * 95},
    ]
    faults = [(line, column) for line, column, message in errors(*rows) if "limit" in message]
    assert faults == [(2, "skill_framework"), (3, "skill"), (4, "level")]


def test_all_faults_are_told_at_once(skill):
    rows = [{**ROW, "level": "Expert"}, {**ROW, "effective": "Weigh"}, {"skill": "A"}]
    assert [line for line, _, _ in errors(*rows)] == [2, 3, 4]


def test_the_example_is_true(catalogue):
    checked = check(SKILLS, *SKILLS.example)
    assert (checked.errors, checked.warnings, checked.plan.changes) == ((), (), [])
    assert checked.plan.unchanged["skills.indicator"] == len(SKILLS.example) == 11
    assert SkillFramework.objects.filter(title=SKILLS.example[0]["skill_framework"]).exists()


@pytest.mark.parametrize("choice", ["source", "skill_framework"])
def test_a_choice_that_is_gone_is_a_fault(choice, db):
    [fault] = check(SKILLS, ROW, **{choice: 999}).errors
    assert fault.message.endswith("that was chosen for the file has been deleted.")
