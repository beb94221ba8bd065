"""Wide tables as rows of one fact each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets import wide
from capframe.spreadsheets.columns import LEAVE_OUT, Column, NotInUse
from capframe.spreadsheets.faults import Remark, Unreadable
from capframe.spreadsheets.table import Row, Table
from capframe.spreadsheets.wide import HeadingColumn, JointColumn, Unknown, tidy_table

TEXT = Column("text", "What is asked.", not_in_use=NotInUse.EXPECTED)
NAME = Column("name", "Of the skill.", is_name=True)
LEVEL = Column("level", "Its level.", is_name=True)
ABOUT = Column("about", "What it is.")
EACH = HeadingColumn(
    "each",
    "A level.",
    says=("level",),
    cell=TEXT,
    repeated=("name",),
    beside=("name", "about"),
    keeps_bare=True,
)
HEADINGS = ("Skill", "About", "Low", "High")
CHOSEN = ("name", "about", "each", "each")


def people(names):
    known = {"p1": {"name": "Ada", "level": "Low"}, "p2": {"name": "Bo", "level": "High"}}
    unknown = Unknown("Nobody is called so.", "Write a name.")
    return {name: known.get(name, unknown) for name in names}


CODE = JointColumn("code", "Stands for both.", says=("name", "level"), read=people)
COLUMNS = (NAME, LEVEL, TEXT, ABOUT, EACH, CODE)


def table(*rows, headings=HEADINGS):
    return Table(headings, [Row(line, tuple(row)) for line, row in enumerate(rows, start=2)])


def tidy(*rows, headings=HEADINGS, chosen=CHOSEN, **options):
    options.setdefault("keeps_placeholders", False)
    return tidy_table(table(*rows, headings=headings), chosen, COLUMNS, **options)


def values(tidied):
    return [(one.line, dict(one.values)) for one in tidied.records]


def test_it_works():
    tidied = tidy([" Diving  deep ", "In water", "Wade\n", "Dive"], ["Rowing", "", "", "Race"])
    assert values(tidied) == [
        (2, {"name": "Diving deep", "about": "In water", "level": "Low", "text": "Wade"}),
        (2, {"name": "Diving deep", "level": "High", "text": "Dive"}),
        (3, {"name": "Rowing", "level": "High", "text": "Race"}),
    ]
    assert (tidied.faults, tidied.warnings) == ((), ())
    assert tidied.records.has("name", "level")


def test_a_fault_finds_the_heading_of_its_cell():
    records = tidy(["Diving", "", "Wade", "Dive"]).records
    first, second = (
        {name: one.heading(name, records.headings) for name in ("name", "level", "text")}
        for one in records
    )
    assert first == {"name": "Skill", "level": "Low", "text": "Low"}
    assert second == {"name": "Skill", "level": "High", "text": "High"}
    assert {*first} == {*second}


def test_other_tables_stay_as_they_are():
    row = ["Diving", "High", "Dive"]
    tidied = tidy(row, headings=("n", "l", "t"), chosen=("name", "level", "text"))
    assert values(tidied) == [(2, {"name": "Diving", "level": "High", "text": "Dive"})]


def test_a_row_without_cells_is_a_row_where_it_says_something():
    assert values(tidy(["Diving", "In water", " ", ""])) == [
        (2, {"name": "Diving", "about": "In water"})
    ]


def test_placeholders_are_no_cells_and_each_is_told_once():
    tidied = tidy(["Diving", "", "TBC", "N/A"], ["Rowing", "", "tbc", "NOT IN USE"])
    assert values(tidied) == [(2, {"name": "Diving"}), (3, {"name": "Rowing"})]
    assert [(one.line, one.column, one.value, one.remark) for one in tidied.warnings] == [
        (2, "Low", "TBC", Remark.NOTE),
        (2, "High", "N/A", Remark.NOTE),
    ]
    assert "2 cells that say this" in tidied.warnings[0].message


def test_placeholders_are_kept_where_they_are_meant():
    assert values(tidy(["Diving", "", "TBC", ""], keeps_placeholders=True)) == [
        (2, {"name": "Diving", "level": "Low", "text": "TBC"})
    ]


def test_a_name_stands_for_several_columns():
    rows = [["p1", "Wade"], ["p9", "Sink"], ["p9", "Swim"], ["", "Row"]]
    tidied = tidy(*rows, headings=("Who", "Text"), chosen=("code", "text"))
    assert values(tidied) == [
        (2, {"name": "Ada", "level": "Low", "text": "Wade"}),
        (5, {"text": "Row"}),
    ]
    assert [(one.line, one.column, one.value, one.words) for one in tidied.faults] == [
        (3, "Who", "p9", "Nobody is called so. Write a name.")
    ]
    assert tidied.records.headings["level"] == "Who"


def test_a_heading_that_stands_for_nothing_is_a_fault(monkeypatch):
    each = HeadingColumn(
        "each",
        "",
        says=("name", "level"),
        read=people,
        cell=TEXT,
        repeated=("about",),
        beside=("about",),
    )
    whole = table(["x", "Wade", "Sink"], ["y", "", ""], headings=("About", "p1", "p9"))
    chosen = ("about", "each", "each")
    tidied = tidy_table(whole, chosen, (*COLUMNS[:4], each), keeps_placeholders=False)
    assert values(tidied) == [(2, {"about": "x", "name": "Ada", "level": "Low", "text": "Wade"})]
    assert [(one.line, one.column, one.message) for one in tidied.faults] == [
        (0, "p9", "Nobody is called so.")
    ]


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr(wide, "MOST_ROWS", 3)
    tidy(["A", "", "x", "y"], ["B", "", "x", ""])
    with pytest.raises(Unreadable):
        tidy(["A", "", "x", "y"], ["B", "", "x", "y"])


def test_samples_are_the_first_different_values():
    rows = [["A", "", "x"], ["B", "", "x "], ["A", "", ""], ["C", "", "y"], ["D", "", "z"]]
    assert wide.sample_table(table(*rows, headings=("1", "2", "3"))) == [
        ["A", "B", "C"],
        [],
        ["x", "y", "z"],
    ]


WORD = st.text("abc", min_size=1, max_size=3)
FACTS = st.dictionaries(
    WORD, st.dictionaries(st.sampled_from(["Low", "Middle", "High"]), WORD), max_size=5
)


def widened(facts, levels):
    """The wide table of these facts."""
    rows = [[name, *(said.get(level, "") for level in levels)] for name, said in facts.items()]
    return table(*rows, headings=("Skill", *levels))


@given(FACTS)
def test_what_is_made_wide_comes_back(facts):
    levels = ["Low", "Middle", "High"]
    chosen = ["name", *["each"] * len(levels)]
    tidied = tidy_table(widened(facts, levels), chosen, COLUMNS, keeps_placeholders=False)
    expected = [
        {"name": name, "level": level, "text": said[level]}
        for name, said in facts.items()
        for level in levels
        if level in said
    ]
    assert [dict(one.values) for one in tidied.records if one.get("level")] == expected
    bare = [one.get("name") for one in tidied.records if not one.get("level")]
    assert bare == [name for name, said in facts.items() if not said]


@given(st.lists(st.tuples(WORD, WORD, WORD), max_size=6), st.permutations(CHOSEN))
def test_what_is_made_tidy_comes_back(rows, chosen):
    unique = {name: (low, high) for name, low, high in rows}
    headings = {"name": "Skill", "about": "About"}
    levels = iter(["Low", "High"])
    named = [headings.get(one) or next(levels) for one in chosen]
    cells = [
        [{"Skill": name, "About": "", "Low": low, "High": high}[one] for one in named]
        for name, (low, high) in unique.items()
    ]
    tidied = tidy_table(table(*cells, headings=named), chosen, COLUMNS, keeps_placeholders=False)
    again = {name: {} for name in unique}
    for one in tidied.records:
        again[one.get("name")][one.get("level")] = one.get("text")
    assert again == {name: {"Low": low, "High": high} for name, (low, high) in unique.items()}
    assert all(LEAVE_OUT not in one.values for one in tidied.records)
