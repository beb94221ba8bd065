from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.outcomes import Outcome
from capframe.base.pairing import SIMILAR, find_alike
from capframe.base.words import Words
from roles.compare.additions import additions_of
from roles.compare.bands import bands_of
from roles.compare.comparison import compare
from roles.compare.statement_rows import Likeness
from roles.compare.words import band_words, row_words, sentences_of, title_of
from roles.order_words import ORDER_NOT_STATED, SET_BY_EDITORS
from tests.roles.plain import TYPES, profile, section, skill


def bands(*profiles):
    """The titles of the bands, each with the primary keys of its columns, and what is in order."""
    columns, found = bands_of(profiles)
    return [
        (band.title, [columns[number].pk for number in band.columns], band.is_ordered)
        for band in found
    ]


def of_role(*places, structure=None, **values):
    """Levels of one role, the first one's primary key 1, with these places in it."""
    return [
        replace(
            profile(pk, role_pk=9, structure=structure, **values),
            role_place=place,
            title=f"title {10 - pk}",
        )
        for pk, place in enumerate(places, start=1)
    ]


def test_a_structure_is_a_band_and_so_is_what_has_no_grade():
    junior, senior = profile(1, structure=2, position=1), profile(2, structure=2, position=3)
    elsewhere, none = profile(3, structure=1, position=9), profile(4, structure=None)
    assert bands(none, senior, elsewhere, junior) == [
        ("Organisation 1", [3], True),
        ("Organisation 2", [1, 2], True),
        ("No grade stated", [4], True),
    ]


def test_two_structures_of_one_organisation_say_which():
    one, other = profile(1, structure=1), profile(2, structure=2)
    other = replace(other, grade=replace(other.grade, organisation="Organisation 1"))
    titles = [title for title, _, _ in bands(one, other)]
    assert titles == ["Organisation 1: Structure 1", "Organisation 1: Structure 2"]


def test_two_at_one_grade_have_no_order_and_take_it_from_their_band():
    first, second, above = (profile(pk, position=at) for pk, at in ((1, 1), (2, 1), (3, 2)))
    assert bands(second, first) == [("Organisation 1", [1, 2], False)]
    assert bands(above, second, first) == [("Organisation 1", [1, 2, 3], False)]
    _, (band,) = bands_of([above, second, first])
    assert (band.without_order, band.neighbours) == ((0, 1), ((0, 2), (1, 2)))


def test_levels_of_one_role_go_by_their_places():
    assert bands(*of_role(2, 1)) == [("No grade stated", [2, 1], True)]
    assert bands(*of_role(2, 1, structure=1, position=1)) == [("Organisation 1", [2, 1], True)]
    assert bands(*of_role(1, 1)) == [("No grade stated", [2, 1], False)]
    assert bands(*of_role(None, None)) == [("No grade stated", [2, 1], False)]


def test_a_roles_own_order_makes_one_band_whatever_the_grades():
    graded, ungraded = of_role(2, structure=1)[0], profile(5, role_pk=9, structure=None)
    assert bands(graded, replace(ungraded, role_place=1)) == [("role 1", [5, 1], True)]


def test_without_a_grade_the_levels_of_several_roles_have_no_order():
    ((_, _, is_ordered),) = bands(*of_role(1, 2), profile(7, structure=None))
    assert not is_ordered


def test_grades_and_a_roles_order_that_go_round_in_a_circle_order_nothing():
    junior, senior = of_role(2, 1, structure=1)
    between = profile(7, position=3)
    junior, senior = (
        replace(one, grade=replace(one.grade, position=position))
        for one, position in ((junior, 2), (senior, 4))
    )
    _, (band,) = bands_of([junior, senior, between])
    assert band.without_order == (0, 1, 2)


def said(*columns, slug="responsibilities"):
    return compare(replace(column, sections=(section(slug, *texts),)) for column, *texts in columns)


ONE, OTHER = profile(1, structure=1), profile(2, structure=2)


def test_across_bands_a_row_is_what_both_say_or_only_one():
    comparison = said(
        (ONE, "Plan all work", "Lead the team of planners", "Drive"),
        (OTHER, "Sew", "Plan all work", "Lead the team of builders"),
    )
    (rows,) = (each.rows for each in comparison.sections)
    words = [row_words(row, comparison) for row in rows]
    assert sorted(words) == [
        "Only title 1",
        "Only title 2",
        "title 1 and title 2: other words",
        "title 1 and title 2: the same words",
    ]
    assert {cell.outcome for row in rows for cell in row.cells} == {None}
    assert comparison.steps == additions_of(comparison) == ()


def test_only_texts_alike_by_themselves_are_paired_across_bands():
    """Neither what is clearly the most alike, nor the only statements under a heading."""
    old, new = "Plan the work of all teams", "Plan the money"
    alone = said((ONE, old), (OTHER, new))
    assert len(alone.rows) == 2
    in_order = said((ONE, old, "Drive"), (profile(2), new, "Sew"))
    assert len(in_order.rows) == 3
    assert len(said((ONE, old, "Drive"), (OTHER, new, "Sew")).rows) == 4


def test_a_row_of_a_band_in_order_goes_on_where_another_band_says_it_too():
    columns = [profile(1, position=1), profile(2, position=2), profile(3, structure=2)]
    comparison = said(
        (columns[0], "Plan all work"), (columns[1], "Plan all the work"), (columns[2], "Plan work")
    )
    (row,) = comparison.rows
    assert [cell.outcome for cell in row.cells] == [None, Outcome.REWORDED, None]
    assert row.likeness is Likeness.OTHER_WORDS
    assert [step.names for step in comparison.steps] == [("title 1", "title 2")]


def test_in_a_row_of_three_every_two_are_alike():
    texts = "plan money work", "money work teams", "work teams rooms"
    comparison = said(*((profile(n, structure=n), text) for n, text in enumerate(texts, start=1)))
    assert sorted(len(row.columns) for row in comparison.rows) == [1, 2]


def test_nothing_is_new_raised_or_changed_without_an_order():
    one, other = (
        replace(column, required_skills=(skill("pace", level), skill(slug)))
        for column, level, slug in ((ONE, 3, "a"), (OTHER, 4, "b"))
    )
    for two in ([one, other], [one, replace(other, grade=one.grade)]):
        comparison = compare(two)
        cells = [cell for row in comparison.skills for cell in row.cells]
        assert {(cell.outcome, cell.increase, cell.follows) for cell in cells} == {
            (None, None, False)
        }


def test_what_stands_in_words():
    comparison = said((ONE, "Plan all work"), (OTHER, "Plan all work", "Sew"))
    assert title_of(comparison) == "Comparison of 2 role levels: title 1 and title 2"
    assert list(sentences_of(comparison)) == [
        "No document compares the grades of Organisation 1 with those of Organisation 2.",
        "1 statement is stated by both: 1 in the same words, 0 in other words.",
        "Only at title 2: 1 statement.",
    ]


def test_where_nothing_is_alike_the_words_say_so():
    assert "No pair of statements is alike." in sentences_of(said((ONE, "Plan"), (OTHER, "Sew")))


def test_what_no_document_orders_is_named():
    three = [ONE, OTHER, profile(3, structure=3), profile(4, structure=None)]
    assert list(sentences_of(compare(three))) == [
        "No document compares the grades of Organisation 1, Organisation 2 and Organisation 3 "
        "with each other.",
        "No grade is stated for title 4: no document orders it among the others.",
    ]
    equal = profile(4, position=ONE.grade.position)
    (sentence,) = sentences_of(compare([ONE, equal]))
    assert sentence == (
        "No document gives an order of title 1 and title 4: they are compared without direction."
    )
    (sentence,) = sentences_of(compare([ONE, equal, profile(7)]))
    assert sentence == (
        "No document gives an order of title 1 and title 4, "
        "so title 1, title 4 and title 7 are compared without direction."
    )


def test_an_order_of_a_role_that_nobody_states_and_one_that_editors_gave():
    assert list(sentences_of(compare(of_role(None, None)))) == [ORDER_NOT_STATED]
    by_editors = [replace(one, order_is_by_editors=True) for one in of_role(1, 2)]
    assert next(sentences_of(compare(by_editors))) == SET_BY_EDITORS
    with_another = [*by_editors, profile(7)]
    assert (
        "The order of the levels of role 1 was set by editors; no source states it."
    ) in sentences_of(compare(with_another))


def test_bands_in_words():
    _, found = bands_of([profile(1), profile(3), *of_role(1, 1), OTHER])
    assert [band_words(band) for band in found] == [
        "Organisation 1 (most junior first)",
        "Organisation 2",
        "No grade stated (no order stated)",
    ]


texts = st.lists(
    st.sampled_from(["Plan", "Plan it", "Plan all work", "Lead all work", "Bake", ";"])
    | st.text(min_size=1).filter(str.strip),
    max_size=4,
)
PLACES = st.tuples(st.sampled_from([None, 1, 2]), st.integers(1, 3), st.integers(1, 3))
COLUMNS = st.lists(
    st.tuples(PLACES, st.dictionaries(st.sampled_from(TYPES), texts, max_size=2)),
    min_size=2,
    max_size=5,
)


def columns_of(drawn):
    return [
        replace(
            profile(
                pk,
                *(section(slug, *those) for slug, those in sections.items()),
                structure=structure,
                position=position,
                role_pk=role,
                skills=[skill("pace", position)],
            ),
            role=f"role {role}",
        )
        for pk, ((structure, position, role), sections) in enumerate(drawn, start=1)
    ]


@given(COLUMNS)
def test_every_statement_is_in_one_row_once(drawn):
    comparison = compare(columns_of(drawn))
    for number, column in enumerate(comparison.columns):
        shown = [row.cells[number].statement for row in comparison.rows]
        stated = [one for each in column.sections for one in each.statements]
        assert sorted(one.text for one in shown if one) == sorted(one.text for one in stated)


@given(COLUMNS)
def test_outside_of_bands_in_order_nothing_has_an_outcome(drawn):
    comparison = compare(columns_of(drawn))
    steps = {step.column for step in comparison.steps}
    for number in set(range(len(drawn))) - steps:
        assert {row.cells[number].outcome for row in comparison.rows} <= {None}
        assert not any(row.cells[number].increase for row in comparison.skills)
    for band in comparison.bands:
        assert steps & set(band.columns) == (set(band.columns[1:]) if band.is_ordered else set())


@given(COLUMNS)
def test_across_runs_any_two_that_share_a_row_are_alike_in_some_words(drawn):
    comparison = compare(columns_of(drawn))
    for row in comparison.rows:
        for run, other in permutations(comparison.runs, 2):
            two = [
                [Words.of(row.cells[n].statement.bare) for n in those if row.cells[n].statement]
                for those in (run, other)
            ]
            if all(two):
                assert find_alike([[a] for those in two for a in those], pairs_between(*two))


def pairs_between(one, other):
    return [(a, len(one) + b) for a in range(len(one)) for b in range(len(other))]


@given(COLUMNS, st.randoms())
def test_the_order_of_the_columns_given_changes_nothing(drawn, random):
    columns = columns_of(drawn)
    shuffled = random.sample(columns, len(columns))
    assert compare(columns) == compare(shuffled)


@given(COLUMNS)
def test_one_band_in_order_is_paired_from_column_to_column(drawn):
    """As if nothing else were known: no row tells how alike its statements are."""
    columns = [
        profile(pk, *column.sections, position=pk)
        for pk, column in enumerate(columns_of(drawn), start=1)
    ]
    comparison = compare(columns)
    assert comparison.is_ordered
    assert {row.likeness for row in comparison.rows} <= {None}
    assert len(comparison.steps) == len(columns) - 1


@pytest.mark.parametrize("share", [SIMILAR, SIMILAR - 0.01])
def test_find_alike_knows_no_loose_rule(share):
    old = ["a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8", "i9"]
    kept = 4 if share == SIMILAR else 3
    new = [*old[:kept], *(f"x{n}" for n in range(9 - kept))]
    found = find_alike([[Words.of(" ".join(old))], [Words.of(" ".join(new))]], [(0, 1)])
    assert len(found) == (1 if share == SIMILAR else 0)
