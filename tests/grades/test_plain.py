from decimal import Decimal

import pytest

from grades.plain import Pay, amounts_by_location, amounts_of, money, pay_here, same_employer


def paid(*locations):
    return [Pay("Home Office", one, Decimal(1), Decimal(2), None) for one in locations]


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (0, "GBP", "£0"),
        (52_969, "GBP", "£52,969"),
        ("28371.50", "GBP", "£28,371.50"),
        ("28371.5", "GBP", "£28,371.50"),
        ("45000.00", "EUR", "EUR 45,000"),
    ],
)
def test_money_has_pence_only_where_there_are_some(amount, currency, shown):
    assert money(Decimal(amount), currency) == shown


def test_one_amount_is_said_once():
    assert amounts_of(Decimal(5), Decimal(5), "hour", "GBP") == "£5 an hour"
    assert amounts_of(Decimal(5), Decimal("6.5"), "day", "GBP") == "£5 to £6.50 a day"


def test_employers_are_the_same_in_any_case_but_never_where_none_is_named():
    assert same_employer("Home Office", " HOME  office ")
    assert not same_employer("Home Office", "Foreign Office")
    assert not same_employer("", "")


@pytest.mark.parametrize(
    ("location", "here"),
    [
        ("London", "London"),
        ("Central london", "London"),
        ("London (Croydon)", "London"),
        # What is around a place is no other one: the region’s name says where it lies.
        ("London and the South East", "London"),
        ("Outer London", "Outer London"),
        ("Londonderry", None),
        ("Croydon (not London)", None),
        ("London/Croydon", None),
        ("London and Manchester", None),
        ("London or National", None),
        ("Flexible: Liverpool/Sheffield/London – appropriate pay scale applied", None),
        ("London, flexible", None),
        ("", None),
    ],
)
def test_pay_comes_first_where_the_location_names_its_one_place(location, here):
    pay = paid("London", "Outer London", "National")
    found = pay_here(pay, location)
    assert (found and found.location) == here


def test_pay_without_a_location_is_never_that_of_the_place():
    for location in ("London", "London (Croydon)", "", "-"):
        assert pay_here(paid(""), location) is None
    assert pay_here(paid("", "London"), "London").location == "London"


def test_that_a_location_is_not_stated_is_said_beside_one_that_is():
    amounts = "£1 to £2 a year"
    assert amounts_by_location(paid("")) == [amounts]
    unstated = f"Location not stated: {amounts}"
    assert amounts_by_location(paid("London", "")) == [f"London: {amounts}", unstated]
    # Of a role level that is based somewhere, so that nobody takes it for pay there.
    assert amounts_by_location(paid(""), "London") == [unstated]
