"""Withdrawn is not gone: what readers are told where they still meet it. Plain objects."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

# What the address of an entry that was merged says where its own page is asked for.
AS_WITHDRAWN = ("as", "withdrawn")


class Successor(NamedTuple):
    """What replaces something that is withdrawn, as a link."""

    title: str
    url: str


class Replaced(NamedTuple):
    """Something that is withdrawn or removed, told on the page of what replaces it.

    Args:
        title: what it is called.
        on: since when; None where that is still to come.
        url: of its page; empty for what was removed.
    """

    title: str
    on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That something is withdrawn.

    Args:
        on: since when.
        successor: what replaces it; None where nothing does that readers may see.
        whole: with what it is withdrawn, in a noun, for example “role”; empty where by itself.
        is_merged: whether its address leads to the successor.
    """

    on: date
    successor: Successor | None = None
    whole: str = ""
    is_merged: bool = False

    @property
    def since(self) -> str:
        """Without what replaces it: withdrawn on 3 March 2026."""
        along = f" with its {self.whole}" if self.whole else ""
        return f"withdrawn{along} on {self.on.day} {self.on:%B %Y}"

    def __str__(self) -> str:
        """As it follows a title: withdrawn on 3 March 2026 (replaced by Delivering at Pace)."""
        return (
            f"{self.since} (replaced by {self.successor.title})" if self.successor else self.since
        )
