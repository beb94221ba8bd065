from dataclasses import replace
from datetime import date

import pytest

from roles.order_words import SET_BY_EDITORS
from roles.section_texts import PlainSource
from roles.step_up.sheet import sheet_of
from roles.step_up.step import step_up
from roles.step_up.words import (
    NO_ORDER,
    SAME_PLACE,
    carried_sentence,
    join_texts,
    number_of,
    order_sentence,
    reasons,
    summary,
)
from tests.roles.plain import asking, pay, profile, section, skill


def competency(slug, level):
    return replace(skill(slug, level), kind="competency")


def knowledge(*texts):
    return replace(section("risk-management", *texts), type_slug="knowledge-skills-and-experience")


START = profile(
    1,
    section("overview", "Plan all work", "Write reports"),
    knowledge(
        asking("Be CIPD qualified and", cipd="required", art="ideal", law="ideal"),
        asking("Be Prince 2 qualified", prince2="required_or_equivalent"),
    ),
    skills=[competency("Rise", 3), competency("Stay", 2), competency("Fall", 4), skill("Go", 1)],
    pay=[pay("London", 39_333, 45_232), pay("Wales", 30_000, 40_000)],
)
GOAL = profile(
    2,
    section("overview", "Plan all work", "Lead"),
    knowledge(
        asking("Be CIPD qualified.", cipd="required", art="required", law="ideal_or_equivalent"),
    ),
    skills=[competency("Rise", 4), competency("Stay", 2), competency("Fall", 2), skill("New", 1)],
    pay=[pay("London", 52_969, 62_239), pay("Wales", 30_000, 40_000)],
)


def test_it_works():
    skills, statements, qualifications, paid, order = summary(step_up(START, GOAL))
    assert skills == (
        "title 2 asks for 4 skills. 1 rises from Level 3 to Level 4: Rise. 1 is new: New (Level 1)."
        " 1 is kept: Stay (Level 2). 1 goes down from Level 4 to Level 2: Fall."
        " Not stated at title 2: Go (Level 1)."
    )
    assert statements == (
        "title 2 has 3 statements: 2 are worded the same at title 1, none are changed and"
        " 1 is new. 2 statements of title 1 are not stated at title 2."
    )
    assert qualifications == (
        "The qualification ART rises from ideal to required."
        " The qualification LAW changes from ideal to ideal or equivalent."
        " Qualifications kept: CIPD (required)."
        " Qualifications not stated at title 2: PRINCE2 (required or equivalent)."
    )
    assert paid == (
        "London salary, £39,333 to £45,232 a year, becomes £52,969 to £62,239 a year."
        " Wales salary, £30,000 to £40,000 a year, stays the same."
        " Paid by Home Office, date not stated."
    )
    inferred = "(inferred: no document states a step between these roles)."
    assert order == f"title 2 is at the next grade {inferred}"


def test_who_states_the_order():
    one, other = (profile(pk, role_pk=9, position=pk) for pk in (1, 2))
    assert order_sentence(step_up(one, other)) == ""
    by_editors = replace(other, order_is_by_editors=True)
    assert order_sentence(step_up(one, by_editors)) == SET_BY_EDITORS
    for goal in (replace(other, role_place=one.role_place), profile(2, position=1)):
        assert order_sentence(step_up(one, goal)) == SAME_PLACE
    assert order_sentence(step_up(one, replace(other, role_place=None))) == NO_ORDER
    elsewhere = profile(3, structure=2), profile(3, structure=None)
    assert [order_sentence(step_up(one, goal)) for goal in elsewhere] == ["", ""]


@pytest.mark.parametrize(("goal", "which"), [(9, "a higher"), (1, "a lower")])
def test_how_far_a_step_into_another_role_leads(goal, which):
    start, end = profile(1, position=5), profile(2, position=goal)
    assert order_sentence(step_up(start, end)).startswith(f"title 2 is at {which} grade (inferred")


def test_pay_of_two_employers_or_dates_says_so_each_time():
    goal = replace(GOAL, pay=(pay("London", 1, 2, date(2026, 4, 1), employer="Treasury"),))
    paid = summary(step_up(replace(START, pay=(pay("London", 1, 2),)), goal))[3]
    assert paid == (
        "London salary, £1 to £2 a year (Home Office, date not stated), becomes"
        " £1 to £2 a year (Treasury, from 1 April 2026)."
    )


def test_pay_without_a_location_names_none():
    start, goal = (profile(n, pay=[pay("", n, n)]) for n in (1, 2))
    remark = "Paid by Home Office, date not stated."
    paid = f"Salary, £1 a year, becomes £2 a year. {remark}"
    assert summary(step_up(start, goal))[3] == paid
    paid = (
        "London salary: not stated for title 1, £2 a year at title 2. "
        f"Salary (location not stated): £1 a year at title 1, not stated for title 2. {remark}"
    )
    assert summary(step_up(start, replace(goal, pay=(pay("London", 2, 2),))))[3] == paid
    # Beside pay of a location the two may be of different ones.
    goal = replace(goal, pay=(*goal.pay, pay("London", 3, 3)))
    assert (
        "Salary (location not stated): £1 a year at title 1, £2 a year at title 2. "
        in (summary(step_up(start, goal))[3])
    )
    assert [change.difference for change in step_up(start, goal).pay] == [None, None]


def test_pay_of_two_periods_does_not_become_one():
    periods = enumerate(("day", "hour"), start=1)
    start, goal = (profile(n, pay=[pay("London", 1, 2, period=one)]) for n, one in periods)
    paid = summary(step_up(start, goal))[3]
    assert paid.startswith("London salary: £1 to £2 a day at title 1, £1 to £2 an hour at title 2.")


def test_competencies_are_called_so_where_there_is_nothing_else():
    start, goal = (profile(pk, skills=[competency("Rise", pk)]) for pk in (1, 2))
    assert summary(step_up(start, goal))[0].startswith("title 2 asks for 1 competency. 1 rises")


def test_skills_that_rise_between_the_same_levels_are_one_sentence():
    start, goal = (
        profile(pk, skills=[skill(slug, pk) for slug in "abc"] + [skill("d", pk + 1)])
        for pk in (1, 2)
    )
    said = summary(step_up(start, goal))[0]
    assert "3 rise from Level 1 to Level 2: a, b and c. 1 rises from Level 2 to Level 3: d." in said


@pytest.mark.parametrize(
    ("levels", "without"),
    [
        ((START, profile(2)), "title 2"),
        ((profile(1), GOAL), "title 1"),
        ((profile(1), profile(2)), "title 1 or title 2"),
    ],
)
def test_no_skill_is_new_or_gone_where_none_are_named(levels, without):
    step = step_up(*levels)
    said = f"This source lists no skills for {without}, so none can be compared."
    assert summary(step)[0] == said
    # “Where next?” says once of its start that none are named for it.
    assert reasons(step).startswith(said) == (without == "title 2")


def test_what_is_not_stated_is_said():
    _, statements, qualifications, paid, _ = summary(step_up(START, profile(2)))
    assert statements.startswith("The source gives no statements for title 2.")
    assert qualifications.startswith("Qualifications not stated at title 2: ")
    assert paid.startswith(
        "London salary: £39,333 to £45,232 a year at title 1, not stated for title 2"
    )
    _, _, qualifications, paid, _ = summary(step_up(profile(1), profile(2)))
    assert qualifications == "Neither level asks for a qualification by name."
    assert paid == "No salary is stated for either."


def test_two_documents_are_two():
    other = replace(GOAL, source=PlainSource("Another", "Publisher", "another"))
    assert "different documents" in summary(step_up(START, other))[-1]
    assert "different documents" not in " ".join(summary(step_up(START, GOAL)))


def test_why_a_role_level_is_near():
    step = step_up(START, GOAL)
    assert carried_sentence(step) == "62% of its skills and 66% of its statements carry over."
    assert reasons(step) == (
        "Asks for 3 of the 4 skills asked for here, 1 of them at a higher level."
        " 1 is new: New (Level 1)."
        " It has 3 statements: 2 are worded the same here, none are changed and 1 is new."
    )


def test_what_asks_for_nothing_has_no_shares():
    assert carried_sentence(step_up(START, profile(2))) == ""


@pytest.mark.parametrize(
    ("texts", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_aloud(texts, said):
    assert join_texts(texts) == said


@pytest.mark.parametrize(("number", "said"), [(0, "none are"), (1, "1 is"), (2, "2 are")])
def test_numbers_read_aloud(number, said):
    assert number_of(number, "is", "are") == said


def test_of_levels_in_no_known_order_none_is_higher():
    start, goal = (
        profile(pk, skills=[skill("Read", level), skill("Write", level)])
        for pk, level in ((1, "Expert"), (2, "Basic"))
    )
    step = step_up(start, goal)
    assert summary(step)[0] == (
        "title 2 asks for 2 skills. 2 change from Expert to Basic: Read and Write. "
        "Which of these levels is higher is not stated."
    )
    assert reasons(step).startswith(
        "Asks for 2 of the 2 skills asked for here, 2 of them at another level."
    )
    (group,) = sheet_of(step).skills
    assert (group.title, group.in_full) == ("At another level", False)
    assert [line.levels for line in group.lines] == ["from Expert to Basic"] * 2
