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


def test_the_others_are_grouped_and_the_first_of_each_shown():
    warnings = [warning(Remark.REPEAT, line=n) for n in range(MOST_SHOWN + 2)]
    near, repeats = group_warnings([*warnings, warning(Remark.NEAR)])
    assert (len(near.faults), near.more) == (1, 0)
    assert (len(repeats.faults), repeats.more) == (MOST_SHOWN, 2)


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
