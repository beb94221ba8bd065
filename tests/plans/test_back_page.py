"""How much can be taken back, in words."""

from types import SimpleNamespace

import pytest

from capframe.plans.admin.back_page import summarise

READY = SimpleNamespace(problem="", since=None)
ASKED = SimpleNamespace(problem="", since="Ann")
BLOCKED = SimpleNamespace(problem="Its role is gone.", since=None)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        ([READY], "It can come back."),
        ([ASKED], "It has been changed again since: choose below."),
        ([BLOCKED], "It cannot come back."),
        ([READY] * 2, "Both entries can come back."),
        ([READY] * 1200, "All 1,200 entries can come back."),
        ([BLOCKED] * 2, "None of the 2 entries can come back."),
        ([READY, BLOCKED], "1 of the 2 entries can come back. 1 cannot."),
        (
            [READY, ASKED, ASKED, BLOCKED],
            "1 of the 4 entries can come back. 2 have been changed again since: choose below. "
            "1 cannot.",
        ),
        (
            [ASKED, BLOCKED],
            "None of the 2 entries can come back. 1 has been changed again since: choose below. "
            "1 cannot.",
        ),
    ],
    ids=["none", "ready", "asked", "blocked", "both", "all", "no", "some", "each", "only asked"],
)
def test_how_much_can_come_back(items, said):
    assert summarise(SimpleNamespace(items=items), "entries", "come back") == said
