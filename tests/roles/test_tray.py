import pytest
from django.http import HttpRequest

from roles.addresses import comparison_address
from roles.compare.comparison import MOST
from roles.tray import Tray, TrayFull, tray

FULL = [f"role/{number}" for number in range(MOST)]


class Session(dict):
    """Counts how often it is written to."""

    writes = 0

    def __setitem__(self, key, value):
        self.writes += 1
        super().__setitem__(key, value)


def tray_of(*references):
    return Tray(Session(tray=list(references)))


def test_it_works():
    tray = Tray(Session())
    tray.update([], ["b/2", "a/1"])
    tray.update([], ["c/3"])
    assert tray.references == ("b/2", "a/1", "c/3")
    assert tray.number == 3
    assert "a/1" in tray
    assert "a/2" not in tray


def test_what_is_unticked_goes_and_what_was_not_shown_stays():
    tray = tray_of("a/1", "b/2", "c/3")
    tray.update(shown=["b/2", "c/3", "d/4"], ticked=["d/4", "c/3"])
    assert tray.references == ("a/1", "c/3", "d/4")


def test_nothing_comes_twice():
    tray = tray_of("a/1")
    tray.update([], ["a/1", "b/2", "b/2"])
    assert tray.references == ("a/1", "b/2")


@pytest.mark.parametrize(
    ("shown", "ticked"), [([], []), (["a/1"], ["a/1"]), (["c/3"], []), ([], ["b/2", "a/1"])]
)
def test_what_changes_nothing_writes_nothing(shown, ticked):
    session = Session(tray=["a/1", "b/2"])
    Tray(session).update(shown, ticked)
    assert session == {"tray": ["a/1", "b/2"]}
    assert session.writes == 0


def test_a_change_leaves_the_list_that_was_there_alone():
    before = ["a/1"]
    session = Session(tray=before)
    Tray(session).update([], ["b/2"])
    assert session.writes == 1
    assert before == ["a/1"]


def test_a_ninth_changes_nothing_and_says_how_many_there_would_be():
    tray = tray_of(*FULL)
    with pytest.raises(TrayFull) as full:
        tray.update(shown=FULL[:1], ticked=[*FULL[:1], "a/1", "b/2"])
    assert full.value.number == MOST + 2
    assert tray.references == tuple(FULL)


def test_a_full_tray_can_change():
    tray = tray_of(*FULL)
    tray.update(shown=[FULL[0], "a/1"], ticked=["a/1"])
    assert tray.references == (*FULL[1:], "a/1")


def test_an_overfull_one_of_an_older_version_can_shrink_but_not_grow():
    tray = tray_of(*FULL, "a/1", "b/2")
    tray.update(shown=["b/2"], ticked=[])
    assert tray.number == MOST + 1
    with pytest.raises(TrayFull):
        tray.update(shown=[], ticked=["b/2"])


def test_renaming_keeps_the_order_and_nothing_twice():
    tray = tray_of("a/1", "b/2", "c/3")
    tray.rename({"a/1": "a/9", "c/3": "b/2"})
    assert tray.references == ("a/9", "b/2")


@pytest.mark.parametrize("kept", [None, 7, "a/1", {"a/1": 1}, [None, 7, ["a/1"]], []])
def test_what_is_no_list_of_references_is_an_empty_tray(kept):
    assert Tray({"tray": kept}).references == ()


def test_rubbish_among_references_is_left_out():
    assert Tray({"tray": ["a/1", None, "a/1", 3, "b/2"]}).references == ("a/1", "b/2")


def test_two_or_more_lead_to_their_comparison():
    assert tray_of("b/2", "a/1").address == "/compare/?level=b/2&level=a/1"
    assert tray_of("a/1").address == tray_of().address == "/compare/"


def test_an_address_is_safe_whatever_it_names():
    assert (
        comparison_address("a&level=b/c", 'x"<') == "/compare/?level=a%26level%3Db/c&level=x%22%3C"
    )


def test_a_request_without_a_session_has_an_empty_tray():
    assert tray(HttpRequest())["tray"].number == 0
