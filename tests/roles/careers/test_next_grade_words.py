from roles.careers.next_grade_words import skill_numbers, statement_numbers
from roles.compare.step_numbers import count_step, read_sections
from tests.roles.plain import profile, section, skill


def statements_from(before, after):
    levels = (profile(1, *before), profile(2, *after))
    return statement_numbers(count_step(*map(read_sections, levels)))


def test_it_works():
    before = [section("overview", "Keeps the records", "Leads a team of ten people")]
    after = [section("overview", "Keeps the records", "Leads a team of many people", "Signs")]
    assert statements_from(before, after) == "1 new, 1 changed"
    before = [skill("pace", 3), skill("vision", 4), skill("change", 4), skill("money", 4)]
    after = [skill("pace", 4), skill("vision", 4), skill("change", 3), skill("people", 4)]
    said = "1 the same, 1 at a higher level, 1 at a lower level, 1 new, 1 not stated"
    assert skill_numbers(before, after) == said


def test_what_stays_is_counted_where_nothing_else_is():
    same = [section("overview", "Keeps the records")]
    assert statements_from(same, same) == "1 the same"
    assert statements_from([], []) == ""


def test_what_stands_under_a_heading_of_one_only_is_neither_new_nor_missing():
    before = [section("overview", "Keeps the records")]
    after = [*before, section("responsibilities", "Leads")]
    assert statements_from(before, after) == "1 in a section that only one has"


def test_a_source_that_lists_no_skills_makes_none_new():
    assert skill_numbers([], [skill()]) == "1 listed; none for this role"
    assert skill_numbers([skill()], []) == "None listed"
    assert skill_numbers([], []) == ""


def test_a_level_that_only_one_names_is_another():
    assert skill_numbers([skill(level=None)], [skill(level=4)]) == "1 at another level"
    assert skill_numbers([skill(level=None)], [skill(level=None)]) == "1 the same"


def test_of_levels_in_no_known_order_none_is_higher():
    assert skill_numbers([skill(level="Basic")], [skill(level="Expert")]) == "1 at another level"
    assert skill_numbers([skill(level="Basic")], [skill(level="Basic")]) == "1 the same"
