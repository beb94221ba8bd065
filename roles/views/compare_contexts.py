"""What each view of a comparison shows beside its frame."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from roles.compare.additions import additions_of
from roles.compare.comparison import Comparison
from roles.compare.facts import fact_rows
from roles.compare.words import (
    EMPTY_CELLS,
    band_words,
    likeness_sentences,
)
from roles.profiles import Profile
from roles.views.compare_steps import own_steps_of, step_address


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column.

    Args:
        name: what it is called in the rows.
        band: whose grades it has, where there are several bands.
    """

    profile: Profile
    name: str
    band: str


def adds_context(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    """What each column adds, with the address of its step."""
    return {
        "additions": [
            (addition, step_address(comparison, number))
            for number, addition in enumerate(additions_of(comparison), start=1)
        ]
    }


def full_context(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    return {
        "columns": heads_of(comparison),
        "facts": fact_rows(comparison),
        "empty_cells": EMPTY_CELLS,
        **without_order_context(request, comparison),
    }


def without_order_context(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    """What is said of columns that no order goes through."""
    return {
        "likenesses": list(likeness_sentences(comparison)),
        "own_steps": own_steps_of(comparison),
    }


def heads_of(comparison: Comparison) -> list[ColumnHead]:
    bands = [
        band_words(band) if len(comparison.bands) > 1 else ""
        for band in comparison.bands
        for _ in band.columns
    ]
    return list(map(ColumnHead, comparison.columns, comparison.names, bands))
