from dataclasses import replace

from capframe.imports.confirming import (
    MOST_SHOWN,
    confirm_kinds,
    confirmation_key,
    find_confirmations,
    group_by_kind,
    group_warnings,
    pluralise,
)
from capframe.spreadsheets.faults import Fault, Remark


def warning(remark, value="Audit", line=1):
    return Fault(line, "role", value, f"“{value}” is so.", remark=remark)


def test_what_is_new_is_to_be_confirmed_once():
    new = [warning(Remark.NEW), warning(Remark.NEW, line=9), warning(Remark.NEW, "Other")]
    found = find_confirmations([warning(Remark.NEAR), *new], [confirmation_key(new[0])])
    assert [(each.fault.value, each.confirmed) for each in found] == [
        ("Audit", True),
        ("Other", False),
    ]


def test_the_others_are_grouped_and_few_of_them_shown_below_their_line():
    warnings = [warning(Remark.REPEAT, line=n) for n in range(1, MOST_SHOWN + 2)]
    near, repeats = group_warnings([*warnings, warning(Remark.NEAR)])
    assert (len(near.shown), near.number, near.about) == (1, "1", "“Audit” is so.")
    assert (len(repeats.faults), repeats.shown, repeats.number) == (MOST_SHOWN + 1, (), "11")
    assert (repeats.key, repeats.about) == ("repeated-rows-taken-once", "lines 1, 2, 3 and 8 more")
    (at_the_limit,) = group_warnings(warnings[:-1])
    assert len(at_the_limit.shown) == MOST_SHOWN


def test_notes_are_grouped_by_what_they_are_about_with_the_number_of_cells():
    off = [
        Fault(2, "text", "• a", "Off.", remark=Remark.NOTE, about="Off", what=what, cells=cells)
        for what, cells in (("•", 1_200), ("▪", 0), ("▪", 1), ("o" * 200, 1))
    ]
    named, other = group_warnings([warning(Remark.NOTE), *off])
    assert (named.title, named.number) == ("Off", "1,202 cells")
    assert named.about == f"•, ▪, {'o' * 80}…"
    assert (other.title, other.faults) == ("Other remarks", [warning(Remark.NOTE)])
    assert group_warnings(off[2:3])[0].number == "1 cell"


def test_of_cells_without_a_name_the_first_line_is_said():
    one = Fault(2, "text", "é", "As one in …", remark=Remark.NOTE, about="As one", cells=1)
    abouts = [group_warnings([replace(one, cells=number)])[0].about for number in (1, 2)]
    assert abouts == ["line 2", "first on line 2"]


def test_of_the_whole_file_no_line_is_named():
    assert group_warnings([warning(Remark.GONE, value, line=0) for value in "ab"])[0].about == ""


def test_of_a_single_one_of_the_whole_file_the_line_says_it_all():
    note = Fault(0, "", "", "The sheet is hidden.", "Look at it.", Remark.NOTE)
    [group] = group_warnings([note])
    assert (group.is_said, group.about) == (True, "The sheet is hidden. Look at it.")
    assert not group_warnings([note, note])[0].is_said
    assert not group_warnings([replace(note, line=2)])[0].is_said


def test_a_near_name_that_is_asked_about_does_not_stand_there_a_second_time():
    asked = Fault(1, "role", "Audits", "Near.", remark=Remark.NEAR, about="near-duplicates")
    warnings = [asked, warning(Remark.NEAR)]
    assert len(group_warnings(warnings)[0].faults) == 2
    assert group_warnings(warnings, {"near-duplicates"})[0].faults == warnings[1:]
    assert group_warnings([asked], {"near-duplicates"}) == []


def kinds_of(*confirmed):
    """Two new skills and a role that comes back; some of them are confirmed."""
    found = [
        Fault(2, "skill", "Coding", "New.", remark=Remark.NEW, about="skill"),
        Fault(3, "skill", "Testing", "New.", remark=Remark.NEW, about="skill"),
        Fault(4, "", "", "The role was withdrawn.", remark=Remark.BACK, about="role"),
    ]
    keys = [confirmation_key(found[number]) for number in confirmed]
    return group_by_kind(find_confirmations(found, keys)), [confirmation_key(one) for one in found]


def test_what_is_new_is_told_apart_by_kind_from_what_comes_back():
    (skills, role), _ = kinds_of(0)
    assert (skills.title, skills.names, skills.more) == ("2 new skills", ["Coding", "Testing"], 0)
    assert (skills.number_confirmed, skills.confirmed) == (1, False)
    assert (role.title, role.names) == ("1 role, withdrawn before", ["The role was withdrawn."])


def test_a_tick_confirms_a_kind_and_without_it_what_was_confirmed_whole_is_taken_back():
    kinds, keys = kinds_of(0, 2)
    skills, role = (kind.key for kind in kinds)
    assert confirm_kinds(kinds, {skills, role}, {skills}) == ({*keys[:2]}, {keys[2]})
    assert confirm_kinds(kinds, {skills, role}, {role}) == ({keys[2]}, set())  # some stay confirmed
    assert confirm_kinds(kinds, set(), set()) == (set(), set())


def test_nouns_of_several_words_have_a_plural():
    nouns = map(pluralise, ("job family", "type of section", "skill"))
    assert list(nouns) == ["job families", "types of section", "skills"]
