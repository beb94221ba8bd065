from decimal import Decimal

import pytest

from grades.plain import Pay
from grades.salary_scale import SalaryBar, scales_of

POUNDS_A_YEAR = ("year", "GBP")


def paid(minimum, maximum, **values):
    return Pay("Home Office", "London", Decimal(minimum), Decimal(maximum), None, **values)


def test_it_works():
    low, high = paid(35_114, 40_380), paid(63_060, 74_446)
    scale = scales_of([high, low])[POUNDS_A_YEAR]
    assert scale.ends == ("£30,000", "£80,000")
    assert scale.bar_of(low) == SalaryBar(10, 11)
    assert scale.bar_of(high) == SalaryBar(66, 23)


@pytest.mark.parametrize(
    ("amounts", "ends"),
    [
        ((0, 0), ("£0", "£1")),
        ((12, 12), ("£10", "£15")),
        ((10, 10), ("£10", "£12")),
        ((30_000, 40_000), ("£30,000", "£40,000")),
        (("12.45", "13.10"), ("£12", "£14")),
        ((999_999_999, 999_999_999), ("£800,000,000", "£1,000,000,000")),
    ],
)
def test_the_ends_are_round_and_never_alike(amounts, ends):
    assert scales_of([paid(*amounts)])[POUNDS_A_YEAR].ends == ends


def test_the_shortest_range_has_a_bar_that_stays_on_the_scale():
    scale = scales_of([paid(0, 100), paid(100, 100)])[POUNDS_A_YEAR]
    assert scale.bar_of(paid(100, 100)) == SalaryBar(99, 1)
    assert scale.bar_of(paid(0, 0)) == SalaryBar(0, 1)


def test_each_unit_has_a_scale_of_its_own():
    hourly = paid("12.45", 13, period="hour", currency="EUR")
    scales = scales_of([paid(30_000, 40_000), hourly])
    assert scales[hourly.unit].ends == ("EUR 12", "EUR 13")
    assert scales[POUNDS_A_YEAR].ends == ("£30,000", "£40,000")
    assert scales_of([]) == {}
