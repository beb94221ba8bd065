from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.comparison import compare
from roles.profiles import (
    GradeOf,
    Profile,
    RequiredSkill,
    SectionText,
    SourceOf,
    StatementText,
)

TYPES = ["overview", "responsibilities", "risk-management"]


def section(slug="overview", *texts):
    statements = tuple(map(StatementText, texts))
    return SectionText(slug, slug.title(), TYPES.index(slug), slug, True, "", "", statements)


def skill(slug="pace", level=3):
    return RequiredSkill(slug, slug, "f", "F", "", "", f"Level {level}", level, "", "", "", ())


def profile(pk, *sections, skills=(), position=None, order=1):
    grade = GradeOf(f"Grade {position}", "", "", 1, "Structure", position) if position else None
    level = f"L{pk}"
    named = {name: f"{name} {pk}" for name in ("reference", "url", "title", "role", "family")}
    plain = dict.fromkeys(
        ["code", "role_url", "family_url", "location", "description", "place", "editors_note"], ""
    )
    return Profile(
        pk=pk,
        level_title=level,
        level_order=order,
        role_pk=pk,
        family_pk=1,
        source=SourceOf("Source", "Publisher", "/sources/source/"),
        grade=grade,
        pay=(),
        sections=sections,
        required_skills=tuple(skills),
        **named,
        **plain,
    )


def test_columns_come_in_grade_order():
    junior, senior, none = profile(3, position=1), profile(1, position=7), profile(2)
    assert compare([none, senior, junior]).columns == (junior, senior, none)


def test_sections_line_up_by_type():
    one = profile(1, section("overview", "A"), section("responsibilities", "Plan"))
    two = profile(2, section("responsibilities", "Lead"), section("overview", "A"))
    overview, responsibilities = compare([one, two]).sections
    assert [cell.section.words for cell in responsibilities.cells] == [("Plan",), ("Lead",)]
    assert overview.slug == "overview"


def test_what_all_say_alike_is_shown_once():
    (row,) = compare([profile(n, section("overview", "The  same\n")) for n in (1, 2)]).sections
    assert row.same == section("overview", "The  same\n")


def test_what_one_says_otherwise_is_not_the_same():
    (row,) = compare([profile(n, section("overview", f"Text {n}")) for n in (1, 2)]).sections
    assert row.same is None


@pytest.mark.parametrize("empty", [0, 1])
def test_a_section_that_one_does_not_have_is_empty_there(empty):
    texts = [(), ()]
    texts[1 - empty] = (section("overview", "Text"),)
    (row,) = compare([profile(n, *those) for n, those in enumerate(texts)]).sections
    assert row.cells[empty].section is None
    assert row.same is None


def test_skills_are_rows_with_the_level_in_each_column():
    one = profile(1, skills=[skill("pace", 3)])
    two = profile(2, skills=[skill("lead", 4), skill("pace", 4)])
    pace, lead = compare([one, two]).skills
    assert [cell.skill and cell.skill.level for cell in pace.cells] == ["Level 3", "Level 4"]
    assert [cell.skill and cell.skill.level for cell in lead.cells] == [None, "Level 4"]


def test_skills_of_two_frameworks_with_one_name_stay_apart():
    other = replace(skill("pace"), framework_slug="g")
    assert len(compare([profile(1, skills=[skill()]), profile(2, skills=[other])]).skills) == 2


@pytest.mark.parametrize("number", [0, 1, 9])
def test_too_few_or_too_many_are_refused(number):
    with pytest.raises(ValueError, match="2 to 8"):
        compare([profile(n) for n in range(number)])


def test_the_same_twice_is_refused():
    with pytest.raises(ValueError, match="not with itself"):
        compare([profile(1), profile(1)])


texts = st.lists(st.text(min_size=1), max_size=4)
ladders = st.lists(
    st.dictionaries(st.sampled_from(TYPES), texts, max_size=3), min_size=2, max_size=8
)


@given(ladders)
def test_no_text_is_lost_and_none_is_added(ladder):
    columns = [
        profile(n, *(section(slug, *those) for slug, those in sections.items()), position=n + 1)
        for n, sections in enumerate(ladder)
    ]
    comparison = compare(reversed(columns))
    for number, sections in enumerate(ladder):
        shown = {
            row.slug: [statement.text for statement in row.cells[number].section.statements]
            for row in comparison.sections
            if row.cells[number].section
        }
        assert shown == sections
