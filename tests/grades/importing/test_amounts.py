from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.plans.files.columns import Misread
from grades.importing.amounts import (
    Amount,
    parse_amount,
    parse_currency,
    parse_period,
    parse_period_cell,
    parse_range,
)


@pytest.mark.parametrize(
    "text",
    [
        *("52969", "£52969", "52,969", "£52,969", "£ 52,969", "52969.0", "52,969.00", "52 969"),
        *("52\u00a0969", "52\u202f969", "GBP 52,969", "52969 pa", "52,969 per annum"),
    ],
)
def test_whole_pounds(text):
    assert parse_amount(text).value == 52969


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£28,371.50", Amount(Decimal("28371.50"), None, "GBP")),
        ("45000.5", Amount(Decimal("45000.50"))),
        ("45k", Amount(Decimal(45000))),
        ("£45.5K", Amount(Decimal(45500), None, "GBP")),
        ("£12.45 per hour", Amount(Decimal("12.45"), "hour", "GBP")),
        ("€450/day", Amount(Decimal(450), "day", "EUR")),
        ("£45,000 p.a.", Amount(Decimal(45000), "year", "GBP")),
    ],
)
def test_pence_thousands_periods_and_currencies(text, amount):
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("€45.000", "can be 45,000 or 45 and a fraction", "Write 45000, if it is 45,000."),
        ("£45,000 - £52,000", "two amounts", "lower one in the column of the minimum"),
        ("52969 to 62239", "two amounts", "higher one in that of the maximum"),
        ("up to 52000", "one end of a range", "Write the minimum and the maximum"),
        ("£32,076 (0.6 FTE)", "is not an amount", "what else the source says of it in pay_note"),
        ("45000*", "is not an amount", "Write the amount alone"),
    ],
)
def test_what_is_ambiguous_or_says_more_is_refused_with_what_to_do(text, problem, remedy):
    with pytest.raises(Misread) as refused:
        parse_amount(text)
    assert f"“{text}”" in refused.value.problem
    assert problem in refused.value.problem
    assert remedy in refused.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        *("52,97", "5,2969", "52,969,", "-1", "+5", "1e5", "£", "TBC", "5 per week", "FTE 5"),
        *("1000000000", "9" * 13, "52,969.000", "٥٢", "1_000", "52969.505", "5 29", "$5"),
    ],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(Misread, match="Write"):
        parse_amount(text)


@given(st.integers(0, 99_999_999_999))
def test_every_amount_that_can_be_kept_is_read(pence):
    amount = Decimal(pence) / 100
    assert parse_amount(str(amount)).value == parse_amount(f"£{amount:,.2f}").value == amount


@pytest.mark.parametrize("text", ["hour", "Hourly", "per hour", "an hour", "ph", "/hr"])
def test_periods(text):
    assert parse_period(text) == parse_period_cell(text) == "hour"


def test_what_is_no_period_or_currency_is_refused():
    with pytest.raises(Misread, match="Write year, day or hour"):
        parse_period_cell("month")
    with pytest.raises(Misread, match="three letters"):
        parse_currency("$")


def test_currencies():
    assert [parse_currency(text) for text in ("£", "€", "usd")] == ["GBP", "EUR", "USD"]


def ends(first, second, period=None, currency=None):
    return Amount(Decimal(first), period, currency), Amount(Decimal(second), period, currency)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("£45,000 - £52,000", ends(45000, 52000, None, "GBP")),
        ("45,000–52,000", ends(45000, 52000)),
        ("45 000 to 52 000", ends(45000, 52000)),
        ("GBP 45,000 — 52,000 pa", ends(45000, 52000, "year", "GBP")),
        ("between £45k and £52k", ends(45000, 52000, None, "GBP")),
        ("From 45000 to 52000", ends(45000, 52000)),
        ("45-52k", ends(45000, 52000)),
        ("£12.45 to £13.10 per hour", ends("12.45", "13.10", "hour", "GBP")),
        ("€400-€450 a day", ends(400, 450, "day", "EUR")),
    ],
)
def test_ranges(text, both):
    assert parse_range(text) == both


@pytest.mark.parametrize(
    "text",
    [
        *("52969", "", "up to 52000", "£45,000 - €52,000", "£10 an hour - £20,000 a year"),
        *("45.000 - 52.000", "1-2-3", "Grade 6 to Grade 7", "2026-04-01", "-5", "45000 - "),
    ],
)
def test_other_texts_are_no_ranges(text):
    assert parse_range(text) is None


@given(st.integers(0, 99_999_999_999), st.integers(0, 99_999_999_999))
def test_every_range_is_read(first, second):
    both = Decimal(first) / 100, Decimal(second) / 100
    read = parse_range("£{:,.2f} - £{:,.2f}".format(*both))
    assert tuple(amount.value for amount in read) == both
