import pytest

from roles.step_up.qualifications import QualificationOutcome, qualification_changes
from tests.roles.plain import asking, profile, section

IDEAL, REQUIRED = "ideal_or_working_towards", "required"


def level(pk, *statements):
    return profile(pk, section("overview", "Plan", *statements))


def changes(before, after):
    """What becomes of CIPD, asked for in these strengths; None: not at all."""
    levels = (
        level(pk, *(() if strength is None else [asking("Be CIPD qualified", cipd=strength)]))
        for pk, strength in enumerate((before, after))
    )
    return [(change.outcome, change.strength) for change in qualification_changes(*levels)]


@pytest.mark.parametrize(
    ("before", "after", "outcome", "strength"),
    [
        (IDEAL, REQUIRED, "raised", "from ideal or working towards it to required"),
        (REQUIRED, IDEAL, "lowered", "from required to ideal or working towards it"),
        ("ideal", "required_or_equivalent", "raised", "from ideal to required or equivalent"),
        ("ideal", IDEAL, "changed", "ideal, then ideal or working towards it"),
        ("required", "required_or_equivalent", "changed", "required, then required or equivalent"),
        (REQUIRED, REQUIRED, "kept", "required"),
        ("", "", "kept", ""),
        ("", REQUIRED, "kept", "no strength stated, then required"),
        (IDEAL, "", "kept", "ideal or working towards it, then no strength stated"),
        (None, REQUIRED, "new", "required"),
        (IDEAL, None, "not-stated", "ideal or working towards it"),
    ],
)
def test_what_becomes_of_a_qualification(before, after, outcome, strength):
    assert changes(before, after) == [(QualificationOutcome(outcome), strength)]


def test_what_neither_asks_for_is_not_there():
    assert changes(None, None) == []


def test_what_is_to_be_done_comes_first():
    start = level(1, asking("a", kept="", gone="", risen="ideal"))
    goal = level(2, asking("b", kept="", come=""), asking("c", risen="required"))
    found = qualification_changes(start, goal)
    assert [change.title for change in found] == ["RISEN", "COME", "KEPT", "GONE"]
