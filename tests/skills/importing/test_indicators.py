from hypothesis import given
from hypothesis import strategies as st

from capframe.plans.existing import ExistingEntry
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from skills.importing.plan_skills import find_near_behaviours, match_indicators
from skills.importing.skill_rows import Behaviour

NUMBERED = [("Lead a team", "Hide"), ("Plan a budget", "Guess"), ("Report progress", "Boast")]


def make_existing(*pairs, positions=None):
    positions = positions or range(1, len(pairs) + 1)
    return [
        ExistingEntry(
            pk, {"effective": effective, "ineffective": ineffective, "position": position}
        )
        for pk, ((effective, ineffective), position) in enumerate(
            zip(pairs, positions, strict=True), start=1
        )
    ]


def behaviours(*pairs):
    return [Behaviour(*pair, Record(line, {})) for line, pair in enumerate(pairs, start=2)]


def matched(there, *pairs):
    """Primary key and changed values of each indicator."""
    found = match_indicators(there, behaviours(*pairs))
    return [
        (
            one.entry and one.entry.pk,
            {n: v for n, v in one.values.items() if not one.entry or one.entry.values[n] != v},
        )
        for one in found.desired
    ]


def test_it_works():
    new = {"effective": "Learn", "ineffective": "", "position": 4}
    assert matched(make_existing(*NUMBERED), *NUMBERED, ("Learn", "")) == [
        (1, {}),
        (2, {}),
        (3, {}),
        (None, new),
    ]


def test_nothing_said_leaves_all_alone():
    found = match_indicators(make_existing(*NUMBERED), [])
    assert not found.differ


def test_the_same_does_not_differ():
    assert not match_indicators(make_existing(*NUMBERED), behaviours(*NUMBERED)).differ


def test_a_reworded_one_stays_itself():
    reworded = [NUMBERED[0], ("Plan a large budget", "Guess"), NUMBERED[2]]
    assert matched(make_existing(*NUMBERED), *reworded)[1] == (
        2,
        {"effective": "Plan a large budget"},
    )


def test_those_left_out_are_removed():
    found = match_indicators(make_existing(*NUMBERED), behaviours(NUMBERED[0], NUMBERED[2]))
    assert [entry.pk for entry in found.removed] == [2]
    assert found.differ


def test_positions_with_gaps_stay():
    there = make_existing(*NUMBERED, positions=[2, 5, 9])
    assert matched(there, *NUMBERED[1:]) == [(2, {}), (3, {})]


def test_another_order_numbers_them_anew():
    there = make_existing(*NUMBERED, positions=[2, 5, 9])
    assert matched(there, *reversed(NUMBERED)) == [
        (3, {"position": 1}),
        (2, {"position": 2}),
        (1, {"position": 3}),
    ]


def test_one_put_between_numbers_them_anew():
    found = matched(make_existing(*NUMBERED), NUMBERED[0], ("Learn", ""), *NUMBERED[1:])
    assert [values.get("position") for _, values in found] == [None, 2, 3, 4]


def test_a_side_that_the_file_leaves_out_stays():
    assert matched(make_existing(*NUMBERED), *((effective, "") for effective, _ in NUMBERED)) == [
        (1, {}),
        (2, {}),
        (3, {}),
    ]


def test_a_side_that_the_file_gives_is_taken_as_it_is():
    found = matched(make_existing(*NUMBERED), NUMBERED[0], ("Plan a budget", ""), NUMBERED[2])
    assert found[1] == (2, {"ineffective": ""})


def test_line_ends_make_no_difference():
    there = make_existing(("Lead:\r\n- a team", ""))
    assert matched(there, ("Lead:\n- a team", "")) == [(1, {})]


pairs = st.lists(
    st.tuples(
        st.sampled_from(["Lead", "Plan", "Lead a team", ""]), st.sampled_from(["", "Hide"])
    ).filter(any),
    max_size=6,
)


@given(pairs, pairs.filter(bool))
def test_what_comes_out_is_what_the_file_says(old, new):
    there = make_existing(*old)
    found = match_indicators(there, behaviours(*new))
    stay = {one.entry.pk for one in found.desired if one.entry}
    assert stay.isdisjoint(entry.pk for entry in found.removed)
    assert len(stay) + len(found.removed) == len(old)
    sides = [n for n, side in enumerate(("effective", "ineffective")) if any(p[n] for p in new)]
    for one, pair in zip(found.desired, new, strict=True):
        assert [one.values[("effective", "ineffective")[n]] for n in sides] == [
            pair[n] for n in sides
        ]
    positions = [one.values["position"] for one in found.desired]
    assert positions == sorted(set(positions))


def near(there, *pairs):
    report = Report({})
    find_near_behaviours(there, behaviours(*pairs), report)
    assert {warning.remark for warning in report.warnings} <= {Remark.NEAR}
    return [(warning.line, warning.column) for warning in report.warnings]


def test_behaviours_that_differ_in_punctuation_are_warned_of():
    assert near(make_existing(("Lead a team.", "")), ("Lead a team", ""), ("Plan", "")) == [
        (2, "effective")
    ]
    assert near([], ("Lead", "Hide"), ("Plan", "hide!")) == [(3, "ineffective")]


def test_the_same_behaviour_is_not_near_itself():
    assert near(make_existing(("Lead", "")), ("Lead", ""), ("Lead", "Hide")) == []


def test_signs_alone_are_near_nothing():
    assert near(make_existing(("?", "")), ("!", "")) == []
