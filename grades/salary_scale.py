"""Pay ranges drawn on one scale, so that their bars are compared by eye.

Only amounts of one unit (a year in pounds) share a scale: see ``Pay.unit``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import chain, count
from typing import NamedTuple, Protocol

from grades.plain import amounts_of, money

# The scale's ends are round: multiples of the least of 1, 2, 5, 10, 20 … that is no less than a
# fifth of what the amounts span.
PARTS = 5
ROUND = (1, 2, 5)
# The width of a scale, in the units of its bars.
WIDTH = 100

# What an amount is paid for, and its currency: see ``Pay.unit``.
Unit = tuple[str, str]


class Range(Protocol):
    """A pay range, of a model or plain."""

    @property
    def minimum(self) -> Decimal: ...
    @property
    def maximum(self) -> Decimal: ...
    @property
    def unit(self) -> Unit: ...


class SalaryBar(NamedTuple):
    """Where a range stands on a scale, in whole per cent of its width; never without a width."""

    start: int
    width: int


@dataclass(frozen=True, slots=True)
class SalaryScale:
    """From a round amount below all ranges to one above them."""

    least: Decimal
    most: Decimal
    unit: Unit

    def bar_of(self, pay: Range) -> SalaryBar:
        """The bar of a range whose amounts stand on the scale."""
        start, end = (self.place_of(amount) for amount in (pay.minimum, pay.maximum))
        width = max(end - start, 1)
        return SalaryBar(min(start, WIDTH - width), width)

    def place_of(self, amount: Decimal) -> int:
        return round((amount - self.least) / (self.most - self.least) * WIDTH)

    @property
    def ends(self) -> tuple[str, str]:
        """What stands at its two ends: “£30,000” and “£80,000”."""
        _, currency = self.unit
        return money(self.least, currency), money(self.most, currency)

    def __str__(self) -> str:
        """“£30,000 to £80,000 a year”."""
        return amounts_of(self.least, self.most, *self.unit)


def scales_of(pay: Iterable[Range]) -> dict[Unit, SalaryScale]:
    """A scale for all ranges of each unit."""
    amounts: dict[Unit, list[Decimal]] = {}
    for one in pay:
        amounts.setdefault(one.unit, []).extend((one.minimum, one.maximum))
    return {unit: scale_of(given, unit) for unit, given in amounts.items()}


def scale_of(amounts: Iterable[Decimal], unit: Unit) -> SalaryScale:
    """The scale on which amounts stand, of which there is at least one."""
    given = list(amounts)
    step = round_step((max(given) - min(given) or max(given)) / PARTS)
    least = (min(given) / step).to_integral_value(ROUND_FLOOR) * step
    most = (max(given) / step).to_integral_value(ROUND_CEILING) * step
    return SalaryScale(least, most if most > least else least + step, unit)


def round_step(at_least: Decimal) -> Decimal:
    """The least of 1, 2, 5, 10, 20, 50 and so on that is no less than this."""
    steps = chain.from_iterable((unit * 10**power for unit in ROUND) for power in count())
    return Decimal(next(step for step in steps if step >= at_least))
