from dataclasses import replace

from roles.compare.comparison import compare
from roles.compare.glance import glance_of
from roles.downloads.glance_lines import LONGEST, glance_table
from roles.downloads.step_lines import step_blocks
from roles.section_texts import StatementText
from tests.roles.plain import pay, profile, section, skill


def lines_of(*columns):
    """Part, label and both texts of each line of the first step."""
    step = next(iter(step_blocks(compare(columns))))
    return [(line.part, line.label, line.before.text, line.after.text) for line in step.lines]


def levels(*texts):
    return [profile(n, section("overview", *those)) for n, those in enumerate(texts, start=1)]


def test_what_only_one_states_stands_side_by_side():
    assert lines_of(*levels(["Sew", "Plan", "Rest"], ["Bake bread", "Rest"])) == [
        ("New and not stated", "Overview", "Sew", "Bake bread"),
        ("New and not stated", "Overview", "Plan", ""),
        ("The same", "Overview", "Rest", "Rest"),
    ]


def test_each_side_says_what_became_of_it():
    (step,) = step_blocks(compare(levels(["Sew", "Rest"], ["Bake bread", "Rest"])))
    line = step.lines[0]
    assert (line.before.change, line.after.change) == ("not stated at title 2", "new")


def test_salary_and_skills_come_first():
    one = profile(1, skills=[skill("pace", 3), skill("sew")], pay=[pay()])
    two = profile(2, skills=[skill("pace", 4)], pay=[pay(minimum=35_000)])
    salary, pace, sew = next(iter(step_blocks(compare([one, two])))).lines
    assert (salary.part, salary.before.text) == ("Salary", "£30,000 to £40,000 a year")
    assert (pace.after.text, pace.after.change) == ("Level 4", "one level higher")
    assert (sew.before.text, sew.after.change) == ("Level 3", "not stated")


def test_notes_stand_below_their_texts():
    noted = section("overview", StatementText("Plan", note="As others do"))
    (step,) = step_blocks(compare([profile(1, noted), profile(2, noted)]))
    assert step.lines[0].after.note == "Note: As others do"


def test_a_step_into_another_role_is_inferred():
    columns = levels(["Plan"], ["Plan"])
    assert next(iter(step_blocks(compare(columns)))).heads == ("title 1", "title 2 (inferred)")
    of_one_role = [replace(one, role_pk=1) for one in columns]
    assert next(iter(step_blocks(compare(of_one_role)))).heads == ("L1", "L2")


def test_the_glance_has_every_row_and_cuts_long_texts():
    comparison = compare(levels(["word " * 100], ["Plan"]))
    table = glance_table(comparison)
    rows = [row for group in glance_of(comparison).groups for row in group.rows]
    assert len([line for line in table.lines if line.cells]) == len(rows)
    cells = [cell for line in table.lines for cell in line.cells]
    assert max(len(text) for cell in cells for text in cell.text.split("\n")) <= LONGEST
    assert any(cell.text.endswith(" …") for cell in cells)
    for line in table.lines:
        assert not line.cells or sum(cell.columns for cell in line.cells) == 2
