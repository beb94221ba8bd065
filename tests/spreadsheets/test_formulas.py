import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.formulas import guard, unguard, would_run

RUNNING = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\tx", "\rx", "\nx", "  =1+1", "＝1+1"]


def test_it_works():
    assert guard("=cmd|'/c calc'!A1") == "'=cmd|'/c calc'!A1"
    assert guard("Lead the team") == "Lead the team"


@pytest.mark.parametrize("text", RUNNING)
def test_what_would_run_is_guarded(text):
    assert would_run(text)
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "'", "’Tis", "'Tis the season", "1-1", "a=b", "Plan - do"])
def test_what_would_not_run_stays_as_it_is(text):
    assert guard(text) == unguard(text) == text


@pytest.mark.parametrize("text", ["'=1", "''=1", "'\tx", "'- a point"])
def test_an_apostrophe_of_its_own_survives(text):
    assert guard(text) == f"'{text}"
    assert unguard(guard(text)) == text


beginnings = st.text(alphabet="'=+-@\t\r\n ＝x", max_size=4)


@given(beginnings, st.text())
def test_every_text_comes_back(beginning, rest):
    text = beginning + rest
    assert unguard(guard(text)) == text
    assert not would_run(guard(text)) or guard(text).startswith("'")
