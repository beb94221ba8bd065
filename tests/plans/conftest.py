"""Plans of a few changes are kept as one piece: what depends on pieces asks for small ones too."""

import pytest

from capframe.plans.plan import LONGEST_PIECE, PIECE


@pytest.fixture(params=[(PIECE, LONGEST_PIECE), (1, 1)], ids=["one piece", "pieces of one change"])
def pieces_of_any_size(request, monkeypatch):
    for name, number in zip(("PIECE", "LONGEST_PIECE"), request.param, strict=True):
        monkeypatch.setattr(f"capframe.plans.plan.{name}", number)
