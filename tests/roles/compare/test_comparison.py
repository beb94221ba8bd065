from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.outcomes import Outcome
from roles.compare.comparison import compare
from roles.loading import load_profiles
from tests.roles.plain import TYPES, pay, profile, section, skill

LADDER = [
    ("policy-and-performance", code)
    for code in ("ppp07", "pap08", "pap09", "pap10", "pap11", "pap12", "pap13", "pap14")
]


def test_columns_come_in_grade_order():
    junior, senior = profile(3, position=1), profile(1, position=7)
    none = profile(2, structure=None)
    assert compare([none, senior, junior]).columns == (junior, senior, none)


def test_columns_of_one_role_are_called_by_their_level():
    assert compare([profile(1, role_pk=9), profile(2, role_pk=9)]).names == ("L1", "L2")
    assert compare([profile(1), profile(2)]).names == ("title 1", "title 2")


def test_sections_line_up_by_type():
    one = profile(1, section("overview", "A"), section("responsibilities", "Plan"))
    two = profile(2, section("responsibilities", "Lead"), section("overview", "A"))
    overview, responsibilities = compare([one, two]).sections
    texts = [[one.text for one in each.statements] for each in responsibilities.sections]
    assert texts == [["Plan"], ["Lead"]]
    assert overview.slug == "overview"


def test_what_all_say_alike_is_shown_once():
    (row,) = compare([profile(n, section("overview", "The  same\n")) for n in (1, 2)]).sections
    assert row.same_for_all == section("overview", "The  same\n")


def test_what_one_says_otherwise_is_not_the_same():
    (row,) = compare([profile(n, section("overview", f"Text {n}")) for n in (1, 2)]).sections
    assert row.same_for_all is None


def test_a_note_of_its_own_is_not_the_same():
    noted = section("overview", "Text")
    noted = replace(noted, statements=(replace(noted.statements[0], note="But not here"),))
    (row,) = compare([profile(1, section("overview", "Text")), profile(2, noted)]).sections
    assert row.same_for_all is None


def test_columns_that_share_a_text_are_told():
    levels = [profile(n, section("overview", text), position=n) for n, text in enumerate("ABA", 1)]
    (row,) = compare(levels).sections
    assert row.columns_by_text == ((0, 2), (1,))


@pytest.mark.parametrize("empty", [0, 1])
def test_a_section_that_one_does_not_have_is_empty_there(empty):
    texts = [(), ()]
    texts[1 - empty] = (section("overview", "Text"),)
    (row,) = compare([profile(n, *those) for n, those in enumerate(texts)]).sections
    assert row.sections[empty] is None
    assert row.same_for_all is None
    assert row.columns_without == (empty,)


def test_a_heading_of_the_sources_own_is_told():
    own = section("overview", "B", heading="The role")
    (row,) = compare([profile(1, section("overview", "A")), profile(2, own)]).sections
    assert row.headings == (("The role", (1,)),)


def test_a_heading_set_in_other_type_is_no_other_heading():
    one = replace(
        section("overview", "A"), type_title="The manager's work", heading="The manager’s work"
    )
    (row,) = compare([profile(1, one), profile(2, one)]).sections
    assert row.headings == ()


def test_typography_is_no_change():
    old = ['Support the manager\'s "team"', "Plan 1-3 years - ahead", "Rédiger", "Use co-operation"]
    new = [
        "Support the manager’s “team”",
        "Plan 1–3 years – ahead",
        "Re\u0301diger",
        "Use co\u00adoperation",
    ]
    comparison = compare(profile(n, section("overview", *said)) for n, said in ((1, old), (2, new)))
    (step,), (row,) = comparison.steps, comparison.sections
    assert (step.kept, step.size) == (4, 0)
    assert row.columns_by_text == ((0, 1),)
    assert [statement.text for statement in row.sections[1].statements] == new


def test_skills_are_rows_with_the_level_in_each_column():
    one = profile(1, skills=[skill("pace", 3)])
    two = profile(2, skills=[skill("lead", 4), skill("pace", 4)])
    pace, lead = compare([one, two]).skills
    assert [cell.skill and cell.skill.level for cell in pace.cells] == ["Level 3", "Level 4"]
    assert [cell.skill and cell.skill.level for cell in lead.cells] == [None, "Level 4"]


def test_where_a_level_is_raised_what_it_adds_is_there():
    levels = [3, 3, 4, None, 4]
    columns = [
        profile(n, skills=[skill(level=level)], position=n) for n, level in enumerate(levels, 1)
    ]
    (row,) = compare(columns).skills
    assert [cell.increase is not None for cell in row.cells] == [False, False, True, False, False]
    ((names, increase),) = row.level_increases
    assert names == ("title 2", "title 3")
    assert (increase.lower.level, increase.upper.level) == ("Level 3", "Level 4")


def test_skills_of_two_frameworks_with_one_name_stay_apart():
    other = replace(skill("pace"), framework_slug="g")
    assert len(compare([profile(1, skills=[skill()]), profile(2, skills=[other])]).skills) == 2


def test_pay_is_a_row_for_each_location():
    london, national = compare([profile(1, pay=[pay()]), profile(2, pay=[pay("National")])]).pay
    assert london.label == "Salary, London (Home Office, date not stated)"
    assert [(cell.name, cell.pay) for cell in london.cells] == [
        *(("title 1", pay()), ("title 2", None)),
    ]
    assert (national.location, national.cells[0].pay) == ("National", None)


def test_pay_without_a_location_has_a_row_of_its_own_and_says_so_beside_others():
    nowhere = profile(1, pay=[pay("")])
    (row,) = compare([nowhere, profile(2, pay=[pay("")])]).pay
    assert row.label == "Salary (Home Office, date not stated)"
    london, unstated = compare([nowhere, profile(2, pay=[pay()])]).pay
    assert (london.location, london.cells[0].pay) == ("London", None)
    assert unstated.label == "Salary, location not stated (Home Office, date not stated)"
    assert [cell.pay for cell in unstated.cells] == [pay(""), None]
    based = replace(nowhere, location="Leeds")
    (row,) = compare([based, profile(2, pay=[pay("")])]).pay
    assert row.location == "location not stated"


def test_steps_count_what_is_kept_reworded_new_and_not_stated():
    one = profile(1, section("responsibilities", "Plan work;", "Lead staff well", "Drive lorries"))
    two = profile(2, section("responsibilities", "Lead the staff", "Plan work.", "Bake", "Sew"))
    (step,) = compare([one, two]).steps
    assert (step.kept, step.reworded, step.new, step.not_stated) == (1, 1, 2, 1)
    assert (step.size, step.names) == (4, ("title 1", "title 2"))


def test_what_only_one_document_has_a_heading_for_is_counted_apart():
    one = profile(1, section("responsibilities", "Plan", "Lead"), section("overview", "Text"))
    two = profile(2, section("overview", "Text"), section("risk-management", "Care"))
    comparison = compare([one, two])
    (step,) = comparison.steps
    assert (step.kept, step.new, step.not_stated, step.unmatched, step.size) == (1, 0, 0, 3, 0)
    (band,) = comparison.band_steps
    assert band.has_unmatched_sections
    assert band.largest_steps == ()


def test_the_largest_step_is_told_and_so_are_its_equals():
    texts = ("A", "B", "C", "C")
    levels = [profile(n, section("overview", text), position=n) for n, text in enumerate(texts, 1)]
    (band,) = compare(levels).band_steps
    assert band.largest_steps == band.steps[:2]
    (unchanged,) = compare([profile(1), profile(2)]).band_steps
    assert unchanged.largest_steps == ()


@pytest.mark.parametrize("number", [0, 1, 9])
def test_too_few_or_too_many_are_refused(number):
    with pytest.raises(ValueError, match="2 to 8"):
        compare([profile(n) for n in range(number)])


def test_the_same_twice_is_refused():
    with pytest.raises(ValueError, match="not with itself"):
        compare([profile(1), profile(1)])


texts = st.lists(st.text(min_size=1).filter(str.strip), max_size=4)
ladders = st.lists(
    st.dictionaries(st.sampled_from(TYPES), texts, max_size=3), min_size=2, max_size=8
)


def columns_of(ladder):
    return [
        profile(n, *(section(slug, *those) for slug, those in sections.items()), position=n + 1)
        for n, sections in enumerate(ladder)
    ]


@given(ladders)
def test_every_statement_of_every_column_appears_exactly_once(ladder):
    comparison = compare(reversed(columns_of(ladder)))
    for number, sections in enumerate(ladder):
        shown = {
            row.slug: sorted(
                row.cells[number].statement.text for row in row.rows if row.cells[number].statement
            )
            for row in comparison.sections
            if row.sections[number]
        }
        assert shown == {slug: sorted(texts) for slug, texts in sections.items()}


@given(st.dictionaries(st.sampled_from(TYPES), texts, min_size=1))
def test_a_level_beside_its_like_shows_no_difference(sections):
    comparison = compare(columns_of([sections, sections]))
    assert all(row.same_for_all == row.sections[0] for row in comparison.sections)
    assert comparison.steps[0].size == 0


@given(st.lists(st.dictionaries(st.sampled_from(TYPES), texts), min_size=2, max_size=2))
def test_swapping_columns_mirrors_new_and_not_stated(pair):
    (there,), (back,) = (compare(columns_of(each)).steps for each in (pair, pair[::-1]))
    assert (there.new, there.not_stated) == (back.not_stated, back.new)
    assert (there.kept, there.reworded, there.unmatched) == (
        back.kept,
        back.reworded,
        back.unmatched,
    )


@pytest.fixture
def ladder(catalogue):
    """The eight grades of Derbyshire's family, compared."""
    return compare(load_profiles(LADDER))


def test_the_ladder_shows_as_many_texts_as_the_document_has(ladder):
    texts = {row.slug: row.columns_by_text for row in ladder.sections}
    assert texts["health-and-safety"] == (tuple(range(8)),)
    assert texts["people-management"] == ((0,), (1,), (2,), (3, 4), (5, 6, 7))
    assert texts["equality-and-diversity"] == ((0, 1), (2, 3, 4), (5, 6, 7))
    assert texts["risk-management"] == ((0,), (1,), (2, 3, 4), (5, 6, 7))


def test_one_expectation_is_one_row_across_the_grades(ladder):
    people = next(row for row in ladder.sections if row.slug == "people-management")
    (row,) = people.rows
    assert [len(span.cells) for span in row.spans] == [1, 1, 1, 2, 3]
    assert row.cells[7].outcome is Outcome.KEPT


def test_how_skills_are_introduced_is_said_once_for_those_that_say_the_same():
    said = ("At interview:", "", "At  interview:", "By test:")
    columns = [replace(profile(pk), skills_introduction=text) for pk, text in enumerate(said)]
    assert compare(columns).skills_introductions == (("At interview:", (0, 2)), ("By test:", (3,)))
