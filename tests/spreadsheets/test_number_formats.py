from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.number_formats import (
    adds_letters,
    date_text,
    is_date,
    number_text,
    pad_zeros,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("7", "7"),
        ("7.0", "7"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0.10000000000000001", "0.1"),
        ("0.30000000000000004", "0.3"),
        ("1E3", "1000"),
        ("1.5E-3", "0.0015"),
        ("1e300", "1E+300"),
        ("1e-300", "1E-300"),
        ("99999999999999999999", "100000000000000000000"),
        ("inf", "inf"),
        ("", ""),
        ("x", "x"),
    ],
)
def test_numbers_are_what_a_spreadsheet_shows(number, text):
    assert number_text(number) == text


@given(st.decimals(-(10**9), 10**9, places=4))
def test_numbers_keep_their_value(number):
    assert Decimal(number_text(str(float(number)))) == number


def test_zeros_come_before_whole_numbers_alone():
    assert pad_zeros("9", "00") == "09"
    assert pad_zeros("-9", "000") == "-009"
    assert pad_zeros("9.5", "00") == "9.5"
    assert pad_zeros("9", "0") == pad_zeros("9", "0.00") == "9"


@pytest.mark.parametrize("code", ["mm-dd-yy", "d-mmm", "[$-809]d mmmm yyyy;@", "h:mm", "[h]:mm:ss"])
def test_formats_of_dates_are_known(code):
    assert is_date(code)


@pytest.mark.parametrize("code", ["General", "@", "0.00", '"day "0', "[Red]0", "0.00E+00", "# ?/?"])
def test_other_formats_are_none(code):
    assert not is_date(code)


@pytest.mark.parametrize("code", ["General", "@", "#,##0.00", '"£"#,##0', "[$£-809]#,##0;[Red]-0"])
def test_formats_that_show_the_number_alone_are_known(code):
    assert not adds_letters(code)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("46180", "2026-06-07"),
        ("46180.5", "2026-06-07 12:00:00"),
        ("0.25", "06:00:00"),
        ("1e99", "1e99"),
        ("x", "x"),
    ],
)
def test_dates_are_written_as_iso_writes_them(number, text):
    assert date_text(number, from_1904=False) == text


def test_days_may_be_counted_from_1904():
    assert date_text("44718", from_1904=True) == "2026-06-07"
