from capframe.imports.confirming import (
    MOST_SHOWN,
    confirmation_key,
    find_confirmations,
    group_warnings,
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
