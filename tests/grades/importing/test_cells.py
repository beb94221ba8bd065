from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.plans.files.columns import Misread
from grades.columns import parse_position
from grades.importing.cells import parse_day


@pytest.mark.parametrize("text", ["4", "04", "4.0"])
def test_positions(text):
    assert parse_position(text) == 4


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "first", "10000", "99999999", "²", "1st"])
def test_what_is_no_position_is_refused(text):
    with pytest.raises(Misread, match="whole number from 1"):
        parse_position(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-04-25", "2026-04-25 00:00:00", "2026-04-25T00:00:00", "25/04/2026", "04/25/2026"),
        "25.4.2026",
    ],
)
def test_days(text):
    assert parse_day(text) == date(2026, 4, 25)


def test_a_day_that_is_the_same_either_way_is_read():
    assert parse_day("04/04/2026") == date(2026, 4, 4)


def test_a_day_that_can_be_two_is_refused():
    with pytest.raises(Misread) as refused:
        parse_day("01/04/2026")
    assert refused.value.problem == "“01/04/2026” can be two days."
    assert refused.value.remedy == (
        "Write 2026-04-01 for 1 April 2026 or 2026-01-04 for 4 January 2026."
    )


@pytest.mark.parametrize(
    "text", ["April 2026", "2026", "2026-02-30", "31/02/2026", "01/04/26", "2026-4-1", "46113"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Misread, match="2026-04-01 for 1 April 2026"):
        parse_day(text)


@given(st.dates())
def test_every_day_is_read(day):
    assert parse_day(day.isoformat()) == day
