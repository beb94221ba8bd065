import pytest

from skills.admin.pasted_pairs import read_pairs


@pytest.mark.parametrize(
    ("effective", "ineffective", "pairs"),
    [
        ("", "", []),
        ("Plan\nHelp", "Drift\nHinder", [("Plan", "Drift"), ("Help", "Hinder")]),
        ("Plan\nHelp", "Drift", [("Plan", "Drift"), ("Help", "")]),
        ("Plan", "\nHinder", [("Plan", ""), ("", "Hinder")]),
        ("Plan\n\nHelp", "Drift\n\nHinder", [("Plan", "Drift"), ("Help", "Hinder")]),
        ("Plan\tDrift\r\n\tHinder\r\n", "", [("Plan", "Drift"), ("", "Hinder")]),
        ("Plan\tDrift\tnot this", "", [("Plan", "Drift")]),
        ('"Plan\nahead"\tDrift', "", [("Plan ahead", "Drift")]),
        ("• Plan\n• Help", "1. Drift\n2. Hinder", [("Plan", "Drift"), ("Help", "Hinder")]),
        ("Effective\tIneffective behaviour\nPlan\tDrift", "", [("Plan", "Drift")]),
        ("\u200bPlan", "", [("Plan", "")]),
        ("a\x00b\tc", "", [("a\x00b", "c")]),
    ],
)
def test_pairs_are_read_from_lists_and_columns(effective, ineffective, pairs):
    assert read_pairs(effective, ineffective) == pairs
