"""Marks of lists, in whatever file they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.list_marks import (
    ListLine,
    is_number,
    join_paragraphs,
    may_hold_list,
    read_lines,
)

SIGNS = (*"•▪·‣◦●–■➢✓", "\uf0b7", "\uf0a7", "\uf0d8")
words = st.text(alphabet="abc –-.,•2", min_size=1, max_size=12).map(lambda text: f"Plan {text}x")


def read(*cells, **options):
    """What each cell holds."""
    return [join_paragraphs(lines) for lines in read_lines(cells, **options)]


def texts(*cells, **options):
    return [[line.text for line in lines] for lines in read(*cells, **options)]


def unchanged(*cells, **options):
    return texts(*cells, **options) == [[cell] for cell in cells]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("space", ["\t", " ", "   ", "\u00a0"])
def test_it_works(sign, space):
    assert read(f"{sign}{space}plan") == [[ListLine("plan", sign)]]
    assert read(f" {sign}{space}plan\n{sign}{space}do") == [
        [ListLine("plan", sign), ListLine("do", sign)]
    ]


def test_a_list_of_many_signs_with_a_line_that_leads_to_it():
    cell = "A senior archivist can:\n•\tlead\n▪\tmanage\no\tcoach\n·\tplan\n\uf0b7\town\n‣ report"
    wanted = ["A senior archivist can:", "lead", "manage", "coach", "plan", "own", "report"]
    assert texts(cell) == [wanted]


@pytest.mark.parametrize("sign", ["•", "▪", "●", "\uf0b7"])
def test_a_sign_may_touch_its_text(sign):
    assert texts(f"{sign}plan") == [["plan"]]


@pytest.mark.parametrize(
    "cell",
    [
        *("plan", "-5 °C", "–5 °C", "·plan", "of plans", "o", "plan • do", "A senior", "--"),
        *("", " \n "),
    ],
)
def test_what_begins_with_no_mark_is_text(cell):
    assert read(cell) == [[ListLine(cell.strip())] if cell.strip() else []]


@pytest.mark.parametrize("mark", [*SIGNS, "-", "*", "•\t"])
def test_a_mark_alone_is_a_blank_line(mark):
    assert read(mark) == [[]]
    assert texts(f"• plan\n{mark}\n• do") == [["plan", "do"]]


# Signs that begin other texts too


@pytest.mark.parametrize("sign", ["-", "*"])
def test_a_hyphen_or_asterisk_is_a_mark_where_two_lines_of_a_cell_have_it(sign):
    assert texts(f"{sign} plan\n{sign} do") == [["plan", "do"]]
    assert unchanged(f"{sign} plan", f"{sign} do")
    assert texts(f"{sign} plan", are_hyphens_marks=True) == [["plan"]]


@pytest.mark.parametrize("space", ["\t", "  ", "\u00a0"])
def test_an_o_set_off_is_a_mark(space):
    assert texts(f"o{space}plan") == [["plan"]]


def test_an_o_and_one_space_is_a_mark_where_two_lines_have_it():
    assert texts("o plan", "o do") == [["plan"], ["do"]]
    assert unchanged("o gestor lidera", "planeja")


# Text after a list


def test_text_after_a_list_is_a_paragraph_with_its_own_dashes():
    cell = "• plan\n– do\n\nNotes – as agreed:\n- with the team\n– in time\n\nThe end."
    assert texts(cell) == [
        ["plan", "do", "Notes – as agreed:\n- with the team\n– in time", "The end."]
    ]


def test_a_list_goes_on_after_text_with_the_same_sign():
    assert texts("- plan\nand then\n- do") == [["plan", "and then", "do"]]
    assert texts("• plan\nand then\n• do") == [["plan", "and then", "do"]]


def test_blank_lines_part_paragraphs_only_beside_a_list():
    assert texts("• plan\none\ntwo\n\nthree") == [["plan", "one\ntwo", "three"]]


# Numbers


def test_numbers_run_on_through_the_rows_of_a_section():
    assert texts("1. plan", "2. do", "• report", "3. end") == [
        ["plan"],
        ["do"],
        ["report"],
        ["end"],
    ]


def test_numbers_run_on_through_the_lines_of_a_cell():
    assert texts("a) plan\nb) do\nthe end") == [["plan", "do", "the end"]]
    assert unchanged("a) plan", "3.5 years", "1.2 weigh crates", "C. difficile")


@pytest.mark.parametrize(
    ("mark", "number"), [("1.", True), ("a)", True), ("1", True), ("•", False)]
)
def test_numbers_are_told_from_signs(mark, number):
    assert is_number(mark) is number


# What holds for all


@given(st.lists(st.tuples(words, st.sampled_from(SIGNS)), min_size=1, max_size=6))
def test_each_line_comes_back_without_its_sign(lines):
    cell = "\n".join(f"{sign}\t{text}" for text, sign in lines)
    assert read(cell) == [[ListLine(text, sign) for text, sign in lines]]
    assert read(*cell.split("\n")) == [[ListLine(text, sign)] for text, sign in lines]


@given(st.lists(words, min_size=2, max_size=6))
def test_numbered_lines_come_back_without_their_numbers(lines):
    numbered = [f"{place}. {text}" for place, text in enumerate(lines, start=1)]
    assert texts("\n".join(numbered)) == [lines]
    assert texts(*numbered) == [[line] for line in lines]


anything = st.text(alphabet="•-–o*1.2)(ai \t\nx", max_size=30)


@given(st.lists(anything, max_size=4))
def test_no_word_is_lost_and_none_is_added(cells):
    for cell, lines in zip(cells, read(*cells), strict=True):
        left = "".join(f"{line.mark}{line.text}" for line in lines)
        alone = [line for line in cell.split("\n") if line.strip() in {*SIGNS, "-", "*"}]
        assert sorted("".join("".join([left, *alone]).split())) == sorted("".join(cell.split()))


@given(anything)
def test_the_quick_look_misses_nothing(cell):
    if any(
        line.mark for lines in read_lines([cell, cell], are_hyphens_marks=True) for line in lines
    ):
        assert may_hold_list(cell)


@given(st.lists(words, max_size=4))
def test_texts_without_marks_stay(cells):
    assert unchanged(*cells)
