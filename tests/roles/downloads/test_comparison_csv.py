import csv
from dataclasses import replace
from io import StringIO

from roles.compare.comparison import compare
from roles.downloads.comparison_csv import comparison_csv
from tests.roles.plain import profile, section

HEAD = [
    "Section",
    "Row",
    "title 1",
    "title 2",
    "Change from title 1 ([-removed-], {+added+})",
    "title 3",
    "Change from title 2 ([-removed-], {+added+})",
]


def written(*texts):
    """The bytes of a comparison of role levels with these statements."""
    columns = [profile(n, section("overview", *said)) for n, said in enumerate(texts, start=1)]
    return comparison_csv(compare(columns))


def rows(*texts):
    """The rows of the statements."""
    read = csv.reader(StringIO(written(*texts).decode("utf-8-sig"), newline=""))
    return [row for row in read if row[0] == "Overview"]


def test_it_works():
    text = written(["Lead a small team"], ["Lead a large team"], ["Lead a large team"])
    head, *others = csv.reader(StringIO(text.decode("utf-8-sig"), newline=""))
    assert head == HEAD
    assert all(len(row) == len(HEAD) for row in others)
    assert others[-1] == [
        "Overview",
        "Statement 1",
        "Lead a small team",
        "Lead a large team",
        "reworded: Lead a [-small-] {+large+} team",
        "Lead a large team",
        "kept",
    ]


def test_excel_knows_its_letters_and_lines_end_as_they_should():
    text = written(["Café £5"], ["Café £6"])
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\n") == text.count(b"\r\n") > 1


def test_new_and_not_stated():
    first, second = rows(["Plan", "Lead"], ["Plan", "Report on the budget"])[1:]
    assert sorted([first[2:], second[2:]]) == [
        ["", "Report on the budget", "new"],
        ["Lead", "", "not stated"],
    ]


def test_no_cell_runs_in_a_spreadsheet():
    ((_, _, first, second, change),) = rows(["=1+1"], ["@SUM(1)"])
    assert (first, second, change) == ("'=1+1", "'@SUM(1)", "rewritten")
    ((*_, change),) = rows(["=1+1+2"], ["=1+1"])
    assert change.startswith("reworded: ")


def test_a_title_does_not_run_either():
    level = profile(1, section("overview", "A"))
    text = comparison_csv(compare([replace(level, title="=1+1"), profile(2)])).decode("utf-8-sig")
    head = next(csv.reader(StringIO(text, newline="")))
    assert head[2] == "'=1+1"
    assert "=1+1" not in head


def test_quotes_commas_and_lines_stay_what_they_are():
    text = 'One "two", three;\nfour\tfive'
    ((*_, first, second, change),) = rows([text], [text])
    assert first == second == text
    assert change == "kept"


def test_a_moved_sentence_says_so():
    old, new = "Plan the work. Lead a small team.", "Lead a small team. Plan the work."
    ((*_, change),) = rows([old], [new])
    assert change == "reworded: Lead a small team. (moved: Plan the work.)"
