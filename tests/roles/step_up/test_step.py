from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.outcomes import Outcome
from roles.section_texts import StatementText
from roles.step_up.skill_changes import SkillOutcome
from roles.step_up.step import Carried, step_up
from tests.roles.plain import asking, pay, profile, section, skill


def knowledge(*texts):
    """A section of knowledge, skills and experience."""
    return replace(section("risk-management", *texts), type_slug="knowledge-skills-and-experience")


def said(changes):
    return [(change.outcome, change.statement.text) for change in changes]


def skills(step):
    return [(change.outcome, change.skill.slug) for change in step.skills]


def test_it_works():
    start = profile(1, section("overview", "Plan work", "Write reports on projects"))
    goal = profile(2, section("overview", "Lead the team", "Write reports on large projects"))
    step = step_up(start, goal)
    (overview,) = step.sections
    assert said(overview.changes) == [
        (Outcome.NEW, "Lead the team"),
        (Outcome.REWORDED, "Write reports on large projects"),
        (Outcome.NOT_STATED, "Plan work"),
    ]
    assert step.names == ("title 1", "title 2")


def test_what_becomes_of_skills():
    before = {"rise": 3, "stay": 2, "fall": 4, "go": 1}
    after = {"come": 1, "rise": 4, "stay": 2, "fall": 2}
    start, goal = (
        profile(pk, skills=[skill(slug, level) for slug, level in asked.items()])
        for pk, asked in enumerate((before, after))
    )
    assert skills(step_up(start, goal)) == [
        (SkillOutcome.NEW, "come"),
        (SkillOutcome.RAISED, "rise"),
        (SkillOutcome.KEPT, "stay"),
        (SkillOutcome.LOWERED, "fall"),
        (SkillOutcome.NOT_STATED, "go"),
    ]


@pytest.mark.parametrize("levels", [(None, 4), (4, None), (None, None)])
def test_where_a_level_is_not_named_nothing_says_that_a_skill_is_raised(levels):
    start, goal = (profile(pk, skills=[skill("pace", level)]) for pk, level in enumerate(levels))
    assert skills(step_up(start, goal)) == [(SkillOutcome.KEPT, "pace")]


def test_a_raised_skill_tells_what_the_level_reached_adds():
    lower = skill("pace", 3, [("Keep a team on track", "")])
    upper = skill("pace", 4, [("Keep a team on track", ""), ("Clarify business priorities", "")])
    (change,) = step_up(profile(1, skills=[lower]), profile(2, skills=[upper])).skills
    (added,) = change.increase.added
    assert [piece.text for piece in added.effective.pieces] == ["Clarify business priorities"]


def test_statements_that_ask_for_qualifications_stand_apart_and_not_again_among_the_others():
    cipd, degree = asking("Be CIPD qualified and", cipd=""), asking("Hold a degree", degree="")
    start = profile(1, knowledge("Have HR experience;", cipd, degree))
    after = asking("Be CIPD qualified.", cipd="")
    goal = profile(2, knowledge("Have HR experience, and", after))
    step = step_up(start, goal)
    assert said(step.asking) == [
        (Outcome.KEPT, "Be CIPD qualified."),
        (Outcome.NOT_STATED, "Hold a degree"),
    ]
    (rest,) = step.sections
    assert said(rest.changes) == [(Outcome.KEPT, "Have HR experience, and")]


def test_what_asks_for_a_qualification_is_no_rewording_of_anything_else():
    start = profile(1, knowledge("Have substantial operational experience"))
    degree = asking("Have a degree and substantial operational experience", degree="")
    step = step_up(start, profile(2, knowledge(degree)))
    assert said(step.asking) == [(Outcome.NEW, degree.text)]
    (rest,) = step.sections
    assert said(rest.changes) == [(Outcome.NOT_STATED, "Have substantial operational experience")]


def test_two_statements_that_ask_for_the_same_qualification_are_one_in_other_words():
    ideally = asking("Ideally hold the institute's certificate, or work towards it", cipd="")
    start = profile(1, knowledge("Write", ideally))
    goal = profile(2, knowledge(asking("Be CIPD qualified", cipd=""), "Write"))
    assert said(step_up(start, goal).asking) == [(Outcome.REWRITTEN, "Be CIPD qualified")]


@pytest.mark.parametrize(
    ("strengths", "asks"),
    [
        (("ideal", "required"), "from ideal to required"),
        (("ideal", "ideal_or_equivalent"), "ideal, then ideal or equivalent"),
        (("", "ideal"), "no strength stated, then ideal"),
        (("ideal", "ideal"), ""),
    ],
)
def test_the_same_words_may_ask_more_strongly(strengths, asks):
    levels = (
        profile(pk, section("overview", StatementText("Write well", strength=strength)))
        for pk, strength in enumerate(strengths)
    )
    (overview,) = step_up(*levels).sections
    assert [(one.outcome, one.asks) for one in overview.changes] == [(Outcome.KEPT, asks)]


def test_a_section_of_one_of_the_two_only():
    step = step_up(profile(1), profile(2, section("overview", "Lead")))
    (overview,) = step.sections
    assert (overview.in_start, overview.in_goal) == (False, True)


def test_pay_by_location():
    start = profile(1, pay=[pay("London", 39_333, 45_232), pay("Wales", 1, 2)])
    goal = profile(2, pay=[pay("London", 52_969, 62_239)])
    london, wales = step_up(start, goal).pay
    assert london.difference == (13_636, 17_007)
    assert (wales.row.location, wales.after, wales.difference) == ("Wales", None, None)


def test_how_much_of_the_goal_carries_over():
    start = profile(
        1,
        section("overview", "Plan all work", "Write reports on projects"),
        skills=[skill("rise", 3), skill("stay", 2), skill("go", 1)],
    )
    goal = profile(
        2,
        section("overview", "Plan all work", "Write reports on large projects", "Lead"),
        skills=[skill("rise", 4), skill("stay", 2), skill("come", 1)],
    )
    step = step_up(start, goal)
    assert step.skills_carried == Carried(asked=3, whole=1, half=1)
    assert step.statements_carried == Carried(asked=3, whole=1, half=1)
    assert step.skills_carried.percent == 50
    assert step.nearness == 0.5


def test_what_asks_for_nothing_carries_nothing_over():
    assert (Carried(0, 0, 0).share, Carried(0, 0, 0).percent) == (None, None)
    assert step_up(profile(1), profile(2)).nearness == 0


def test_a_hundred_per_cent_is_all_of_it():
    assert Carried(1000, 999, 1).percent == 99


texts = st.lists(
    st.sampled_from(
        [
            "Plan",
            "Plan work; and",
            "Plan all work.",
            asking("Be CIPD qualified", cipd=""),
            asking("Be CIPD qualified and", cipd=""),
            asking("Be both degree and CIPD qualified", cipd="", degree=""),
            "x",
        ]
    )
    | st.text(min_size=1),
    max_size=4,
)
asked = st.dictionaries(st.sampled_from("abcd"), st.none() | st.integers(1, 3) | st.just("Basic"))
levels = st.builds(
    lambda overview, known, asked: profile(
        1,
        section("overview", *overview),
        knowledge(*known),
        skills=[skill(slug, level) for slug, level in asked.items()],
    ),
    texts,
    texts,
    asked,
)


def all_texts(level):
    return Counter(statement.text for each in level.sections for statement in each.statements)


@given(levels, levels)
def test_every_statement_of_both_is_there_exactly_once(start, goal):
    step = step_up(start, goal)
    there = Counter(
        c.statement.text for c in step.statements if c.outcome is not Outcome.NOT_STATED
    )
    not_stated = Counter(
        c.statement.text for c in step.statements if c.outcome is Outcome.NOT_STATED
    )
    assert there == all_texts(goal)
    assert not_stated <= all_texts(start)
    kept_or_reworded = step.outcomes[Outcome.KEPT] + step.changed
    assert not_stated.total() + kept_or_reworded == all_texts(start).total()


@given(levels)
def test_from_a_level_to_itself_all_is_kept(level):
    step = step_up(level, level)
    assert {change.outcome for change in step.statements} <= {Outcome.KEPT}
    assert {change.outcome for change in step.skills} <= {SkillOutcome.KEPT}


@pytest.mark.parametrize(
    ("levels", "outcome", "percent"),
    [
        (("Basic", "Expert"), SkillOutcome.OTHER, 50),
        (("Expert", "Basic"), SkillOutcome.OTHER, 50),
        (("Basic", "Basic"), SkillOutcome.KEPT, 100),
        (("Basic", None), SkillOutcome.KEPT, 100),
    ],
)
def test_of_levels_in_no_known_order_none_is_raised(levels, outcome, percent):
    start, goal = (profile(pk, skills=[skill("pace", level)]) for pk, level in enumerate(levels))
    step = step_up(start, goal)
    assert skills(step) == [(outcome, "pace")]
    assert step.skills_carried.percent == percent


SWAPPED = {
    SkillOutcome.NEW: SkillOutcome.NOT_STATED,
    SkillOutcome.RAISED: SkillOutcome.LOWERED,
    SkillOutcome.KEPT: SkillOutcome.KEPT,
    SkillOutcome.OTHER: SkillOutcome.OTHER,
    SkillOutcome.LOWERED: SkillOutcome.RAISED,
    SkillOutcome.NOT_STATED: SkillOutcome.NEW,
}


@given(levels, levels)
def test_the_other_way_round_new_is_gone_and_raised_is_lowered(start, goal):
    there, back = step_up(start, goal), step_up(goal, start)
    assert there.outcomes[Outcome.NEW] == back.outcomes[Outcome.NOT_STATED]
    assert there.outcomes[Outcome.NOT_STATED] == back.outcomes[Outcome.NEW]
    assert there.outcomes[Outcome.REWORDED] == back.outcomes[Outcome.REWORDED]
    assert there.outcomes[Outcome.REWRITTEN] == back.outcomes[Outcome.REWRITTEN]
    assert sorted(skills(back)) == sorted(
        (SWAPPED[outcome], slug) for outcome, slug in skills(there)
    )
