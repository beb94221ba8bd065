"""Whatever is answered to the questions of a file of skills, nothing of its rows is lost unsaid."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from capframe.spreadsheets.names import folded
from skills.importing import SKILLS
from skills.models import ProficiencyLevel, Skill, SkillFramework, SkillLevel
from tests.factories import make_framework
from tests.importing import check, no_progress, records_of

WORDS = ("Foundation", "1 - Follow", "Advanced", "Level 1", "Level 2", "expert", "Working", "3")
rows = st.lists(
    st.fixed_dictionaries(
        {"skill": st.sampled_from(["Reading", "Writing", "Speaking"])},
        optional={"level": st.sampled_from(WORDS)},
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture
def other(db):
    return make_framework(title="Another")


def answered(some, answers):
    choices = replace(Choices(), answers=answers)
    return SKILLS.check(records_of(SKILLS, some, ["skill_framework"]), choices, no_progress)


@given(rows, st.randoms(use_true_random=False), st.booleans())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_row_is_lost_whatever_is_answered(other, rows, random, is_known):
    [question] = answered(rows, {}).questions
    words = [word.value for word in question.words]
    places = list(range(1, len(words) + 1))
    random.shuffle(places)
    given = dict(zip(words, places, strict=True)) if is_known else {}
    answer = {question.key: {"title": "Our skills", "places": given}}
    with transaction.atomic():
        checked = answered(rows, answer)
        assert not any(one.stops for one in checked.questions)
        if not checked.errors:
            apply(plan=checked.plan, by=None, reason="Import")
            assert set(Skill.objects.values_list("title", flat=True)) == {r["skill"] for r in rows}
            stored = SkillLevel.objects.values_list("skill__title", "level__title")
            there = {(skill, folded(level)) for skill, level in stored}
            said = " ".join(one.message for one in checked.warnings)
            for row in rows:
                skill, level = row["skill"], row.get("level")
                assert not level or (skill, folded(level)) in there or f"“{level}”" in said
            framework = SkillFramework.objects.get(title="Our skills")
            says_order = "higher is not known" in said
            assert framework.levels_in_order != says_order
            # What was left open is not, once it stands in the catalogue.
            named = [{"skill_framework": "Our skills", **row} for row in rows]
            again = SKILLS.check(records_of(SKILLS, named), Choices(), no_progress)
            assert (again.questions, again.plan.changes) == ((), []) or again.errors
        transaction.set_rollback(True)


def test_the_scales_of_two_frameworks_are_two_questions(db):
    rows = [
        {"skill_framework": framework, "skill": "Reading", "level": level}
        for framework in ("Ours", "Theirs")
        for level in ("basic", "fluent")
    ]
    questions = check(SKILLS, *rows).questions
    assert [question.key for question in questions] == ["scale", "scale|theirs"]
    given = {one.key: {"places": {"basic": 1, "fluent": 2}} for one in questions}
    checked = SKILLS.check(records_of(SKILLS, rows), replace(Choices(), answers=given), no_progress)
    apply(plan=checked.plan, by=None, reason="")
    assert ProficiencyLevel.objects.count() == 4


def test_a_framework_that_has_no_scale_yet_gets_one_without_an_order(db):
    framework = make_framework(title="Ours")
    rows = [
        {"skill_framework": "Ours", "skill": "Reading", "level": level}
        for level in ("fluent", "basic")
    ]
    assert [question.key for question in check(SKILLS, *rows).questions] == ["scale"]
    choices = replace(Choices(), answers={"scale": {"places": {}}})
    checked = SKILLS.check(records_of(SKILLS, rows), choices, no_progress)
    apply(plan=checked.plan, by=None, reason="Import")
    framework.refresh_from_db()
    assert not framework.levels_in_order
    assert not framework.history.latest().levels_in_order
    assert SkillLevel.objects.count() == 2


@pytest.mark.parametrize(
    "answer",
    ["x", {"places": []}, {"entry": 10**9}, {"title": " "}, {"title": "N", "places": {"basic": 1}}],
)
def test_what_cannot_be_followed_is_no_answer(other, answer):
    rows = [{"skill": "Reading", "level": level} for level in ("basic", "fluent")]
    checked = answered(rows, {"skill-framework": answer})
    assert any(question.stops for question in checked.questions)
    assert checked.plan.changes == []
