from dataclasses import replace

import pytest

from capframe.base.worddiff import WordChange, plain_pieces
from grades.plain import GradePay
from roles.step_up.sheet import sheet_of
from roles.step_up.skill_groups import NO_BEHAVIOURS
from roles.step_up.step import step_up
from tests.roles.plain import pay, profile, section, skill


def sheet(start, goal):
    return sheet_of(step_up(start, goal))


def texts(lines):
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def test_it_works():
    one = sheet(
        profile(1, section("overview", "Plan"), position=3, skills=[skill("pace", 3)]),
        profile(2, section("overview", "Plan"), position=4, skills=[skill("pace", 4)]),
    )
    assert one.title == "title 1 to title 2"
    assert [(fact.label, fact.difference) for fact in one.facts] == [
        ("Grade", "Higher"),
    ]
    assert [group.title for group in one.skills] == ["Raised"]
    assert one.qualifications.lines == ()
    assert (one.skills_remark, one.sections_remark) == (NO_BEHAVIOURS, "")
    (group,) = one.sections
    assert [(line.label, texts([line])) for line in group.lines] == [("Kept", ["Plan"])]


@pytest.mark.parametrize(
    ("positions", "difference"),
    [((4, 3), "Lower"), ((3, 3), "None"), ((None, 3), ""), ((3, None), "")],
)
def test_how_grades_compare(positions, difference):
    before, after = (
        profile(pk, position=position, structure=1 if position else None)
        for pk, position in enumerate(positions)
    )
    assert sheet(before, after).facts[0].difference == difference


def test_levels_of_one_role_without_an_order_are_said_to_have_none():
    before, after = (profile(pk, role_pk=9, structure=None) for pk in (1, 2))
    said = sheet(before, after)
    assert said.facts[0].difference == "The order of these levels is not stated"
    assert said.summary[-1].startswith("The order of these levels is not stated: ")


def test_the_grades_of_two_organisations_are_not_compared():
    goal = profile(2, position=4)
    other = replace(goal, grade=replace(goal.grade, structure_pk=2))
    assert "no source compares them" in sheet(profile(1, position=3), other).facts[0].difference


@pytest.mark.parametrize(
    ("paid", "difference"),
    [
        ((40_000, 50_000), "£10,000 more at the minimum, £10,000 more at the maximum"),
        ((25_000, 40_000), "£5,000 less at the minimum, the same at the maximum"),
        ((30_000, 40_000), "None"),
    ],
)
def test_how_pay_compares(paid, difference):
    goal = profile(2, pay=[pay("London", *paid)])
    assert sheet(profile(1, pay=[pay()]), goal).facts[1].difference == difference


def test_pay_that_is_not_stated():
    assert sheet(profile(1), profile(2, pay=[pay()])).facts[1][:4] == (
        "Salary, London (Home Office, date not stated)",
        "",
        "£30,000 to £40,000 a year",
        "",
    )


@pytest.mark.parametrize("other", [{"period": "day"}, {"currency": "EUR"}])
def test_pay_of_two_units_is_not_compared(other):
    fact = sheet(profile(1, pay=[pay()]), profile(2, pay=[pay(**other)])).facts[1]
    assert fact.difference == "Not compared: the periods or currencies differ"


def test_pence_are_compared():
    goal = profile(2, pay=[pay("London", "30000.50", "40000")])
    assert sheet(profile(1, pay=[pay()]), goal).facts[1].difference == (
        "£0.50 more at the minimum, the same at the maximum"
    )


def test_pay_of_the_grade_is_linked_where_none_is_its_own():
    linked = replace(profile(1), grade_pay=(GradePay("Pay of Grade 7", "/7/#pay", "undated"),))
    fact = sheet(linked, profile(2)).facts[1]
    assert (fact.label, fact.before, fact.after) == (*("Salary", "Pay of Grade 7 (undated)", ""),)
    assert (fact.links_before, fact.links_after) == (linked.grade_pay, ())


def test_a_fact_that_neither_has_is_no_row():
    neither = (profile(number, structure=None) for number in (1, 2))
    assert sheet(*neither).facts == ()


def test_a_raised_skill_shows_what_is_added_without_what_is_removed():
    pairs = [("Keep a team on track", ""), ("Show a positive approach to work", "")]
    higher = [("Keep a team on track", ""), ("Show a very positive approach to work", "Lose focus")]
    lower, upper = skill("pace", 3, pairs), skill("pace", 4, [*higher, ("", "Give up")])
    (group,) = sheet(profile(1, skills=[lower]), profile(2, skills=[upper])).skills
    (line,) = group.lines
    assert line.levels == "from Level 3 to Level 4"
    assert texts(line.behaviours) == [
        "Show a very positive approach to work",
        "Ineffective: Give up",
    ]
    assert [each.label for each in line.behaviours] == ["", "New"]
    assert WordChange.REMOVED not in {
        piece.change for each in line.behaviours for piece in each.pieces
    }


def test_a_new_skill_shows_all_that_it_asks():
    goal = profile(2, skills=[skill("pace", 3), skill("lead", 4, [("Lead", ""), ("Listen", "")])])
    (new,) = (one for one in sheet(profile(1, skills=[skill()]), goal).skills if one.in_full)
    assert new.title == "New"
    assert texts(new.lines[0].behaviours) == ["Lead", "Listen"]


@pytest.mark.parametrize("levels", [(3, 4), (None, 4)])
def test_where_the_source_gives_no_behaviours_that_is_said_once(levels):
    before, after = levels
    start = profile(1, skills=[skill("other"), *([skill("pace", before)] if before else [])])
    one = sheet(start, profile(2, skills=[skill("pace", after), skill("lead", after)]))
    assert one.skills_remark == NO_BEHAVIOURS


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (4, 3, "from Level 4 to Level 3"),
        (3, 3, "Level 3"),
        (None, None, ""),
        (None, 3, "no level named, then Level 3"),
        (3, None, "Level 3, then no level named"),
    ],
)
def test_levels_in_words(before, after, said):
    start, goal = (profile(pk, skills=[skill("a", lv)]) for pk, lv in enumerate((before, after)))
    assert sheet(start, goal).skills[0].lines[0].levels == said


@pytest.mark.parametrize("named", [0, 1])
def test_no_skill_is_new_or_gone_where_a_source_names_none(named):
    both = [profile(0), profile(1)]
    both[named] = profile(named, skills=[skill()])
    (group,) = sheet(*both).skills
    assert group.title == f"title {named} asks for"


def test_a_section_that_one_of_the_two_does_not_have():
    headings = ("overview", "responsibilities")
    one = sheet(
        profile(1, *(section(heading, "Plan") for heading in headings)),
        profile(2, section("risk-management", "x")),
    )
    assert one.sections_remark == (
        "title 1 has no section Risk-Management. "
        "title 2 has no section Overview or Responsibilities."
    )


def test_a_rewritten_behaviour_stands_clean_with_the_one_before_it():
    lower = skill("pace", 3, [("Plan the work of one team", "")])
    upper = skill("pace", 4, [("Plan budgets with other directors", "")])
    (group,) = sheet(profile(1, skills=[lower]), profile(2, skills=[upper])).skills
    (behaviour,) = group.lines[0].behaviours
    assert behaviour == (
        "Rewritten",
        plain_pieces("Plan budgets with other directors"),
        "Plan the work of one team",
        "Level 3",
    )


def test_a_rewritten_statement_stands_clean_with_the_one_before_it():
    one = sheet(
        profile(1, section("overview", "Lead teams")),
        profile(2, section("overview", "Advise ministers")),
    )
    (line,) = one.sections[0].lines
    assert (line.label, texts([line]), line.before) == (
        "Rewritten",
        ["Advise ministers"],
        "Lead teams",
    )
