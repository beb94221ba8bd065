from dataclasses import replace

from roles.compare.comparison import compare
from roles.downloads.lines import blocks_of
from tests.roles.plain import asking, pay, profile, section, skill


def lines(*columns, title):
    (block,) = (each for each in blocks_of(compare(columns)) if each.title == title)
    return {line.label: [cell.text for cell in line.cells] for line in block.lines}


def changes(*columns, title):
    (block,) = (each for each in blocks_of(compare(columns)) if each.title == title)
    return {line.label: [cell.change for cell in line.cells] for line in block.lines}


def test_facts():
    paid = profile(1, position=1, pay=[pay("London", 30_000, 40_000)])
    assert lines(paid, profile(2, structure=None), title="About the role levels") == {
        "Grade": ["Grade 1, Structure 1", ""],
        "Grades of": ["Organisation 1", "No grade stated"],
        "Job family": ["family 1", "family 2"],
        "Salary, London (Home Office, date not stated)": [
            *("£30,000 to £40,000 a year", ""),
        ],
        "Source": ["Source", "Source"],
    }


def test_a_fact_that_no_column_has_is_no_line():
    columns = (profile(number, structure=None) for number in (1, 2))
    facts = lines(*columns, title="About the role levels")
    assert list(facts) == ["Job family", "Source"]


def test_headings_that_say_more_than_the_title_are_told():
    plain, own = section("overview", "A"), section("overview", "A", heading="The Role")
    same = lines(profile(1, plain), profile(2, plain), title="Overview")
    assert list(same) == ["Statement 1"]
    other = lines(profile(1, plain), profile(2, own), profile(3), title="Overview")
    assert other["Heading in the source"] == ["Overview", "The Role", "No such section"]


def test_a_section_without_statements_is_told():
    empty = profile(1, section("overview"))
    assert lines(empty, empty_like(empty), title="Overview") == {
        "Heading in the source": ["Overview", "Overview"]
    }


def empty_like(column):
    return replace(column, pk=2)


def test_what_became_of_each_statement():
    one = profile(1, section("overview", "Keep this", "Lead a small team", "Gone tomorrow"))
    two = profile(2, section("overview", "Keep this", "Lead a large team", "Budgets are yours"))
    became = changes(one, two, title="Overview")
    assert sorted(change for _, change in became.values()) == [
        "kept",
        "new",
        "not stated",
        "reworded",
    ]


def test_what_became_of_each_skill():
    title = "Skills and competencies asked for"
    asked = [
        [skill("a", 1), skill("b", 1), skill("c", None)],
        [skill("a", 1), skill("b", 2), skill("c", 1), skill("d", 1)],
        [skill("a", 1), skill("b", 1)],
    ]
    columns = [profile(n, skills=skills, position=n) for n, skills in enumerate(asked, start=1)]
    assert changes(*columns, title=title) == {
        "a": ["", "kept", "kept"],
        "b": ["", "one level higher", "one level lower"],
        "c": ["", "changed", "not stated"],
        "d": ["", "new", "not stated"],
    }
    assert lines(*columns, title=title)["c"] == [
        "Asked for",
        "Level 1",
        "",
    ]


def test_behaviours_of_a_second_rise_are_numbered_on():
    levels = [skill("pace", n, [(f"Behave {n}", "")]) for n in (1, 2, 3)]
    columns = [profile(n, skills=[one], position=n) for n, one in enumerate(levels, start=1)]
    told = lines(*columns, title="Skills and competencies asked for")
    assert told["pace: effective behaviour 1"] == ["Behave 1", "Behave 2", ""]
    assert told["pace: effective behaviour 2"] == ["", "Behave 2", "Behave 3"]
    assert not any("ineffective" in label for label in told)


def test_a_behaviour_of_the_lower_level_alone_is_said_to_be_there_alone():
    lower = skill("pace", 1, [("Carry boxes", "")])
    upper = skill("pace", 2, [("Negotiate treaties abroad", "")])
    one, two = profile(1, skills=[lower], position=1), profile(2, skills=[upper], position=2)
    became = changes(one, two, title="Skills and competencies asked for")
    assert became["pace: effective behaviour 1"] == ["", "new"]
    assert became["pace: effective behaviour 2"] == ["", "only at Level 1"]


def test_no_skill_is_new_where_a_source_names_none():
    title = "Skills and competencies asked for"
    columns = [profile(1), profile(2, skills=[skill("a")]), profile(3)]
    assert changes(*columns, title=title) == {"a": ["", "", ""]}
    assert lines(*columns, title=title) == {"a": ["Nothing stated", "Level 3", "Nothing stated"]}


def test_how_strongly_a_statement_asks_stands_below_it():
    statement = replace(asking("Be qualified", cipd="required"), note="By May")
    column = profile(1, section("overview", statement))
    *_, overview = blocks_of(compare([column, replace(column, pk=2)]))
    assert overview.lines[0].cells[0].note == "CIPD: required\nNote: By May"


def test_how_skills_are_introduced_and_assessed():
    assessed = replace(skill("pace", 3), assessed="interview")
    introduced = replace(profile(1, skills=[assessed]), skills_introduction="At interview:")
    columns = (introduced, profile(2, skills=[skill("pace", 3)]))
    *_, block = blocks_of(compare(columns))
    introduction, pace = block.lines
    assert [cell.text for cell in introduction.cells] == ["At interview:", ""]
    assert [cell.note for cell in pace.cells] == ["Assessed at interview", ""]


def test_qualifications_are_a_fact_where_any_column_names_one():
    asks = profile(1, section("overview", asking("Be both", cipd="ideal", degree="")))
    facts = lines(asks, profile(2), title="About the role levels")
    assert facts["Qualifications"] == ["CIPD: ideal; DEGREE", "None named"]
