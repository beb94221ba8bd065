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
    assert tray.add(["b/2", "a/1"]) == ["b/2", "a/1"]
    assert tray.add(["c/3", "a/1", "c/3"]) == ["c/3"]
    assert tray.references == ("b/2", "a/1", "c/3")
    assert tray.number == 3
    assert tray.remove(["a/1", "d/4"]) == ["a/1"]
    assert tray.references == ("b/2", "c/3")


def test_what_changes_nothing_writes_nothing():
    session = Session(tray=["a/1", "b/2"])
    assert Tray(session).add([]) == Tray(session).add(["b/2", "a/1"]) == []
    assert Tray(session).remove([]) == Tray(session).remove(["c/3"]) == []
    assert session == {"tray": ["a/1", "b/2"]}
    assert session.writes == 0


def test_a_change_leaves_the_list_that_was_there_alone():
    before = ["a/1"]
    session = Session(tray=before)
    Tray(session).add(["b/2"])
    assert session.writes == 1
    assert before == ["a/1"]


def test_a_ninth_changes_nothing_and_says_how_many_there_would_be():
    tray = tray_of(*FULL)
    with pytest.raises(TrayFull) as full:
        tray.add([FULL[0], "a/1", "b/2"])
    assert full.value.number == MOST + 2
    assert tray.references == tuple(FULL)


def test_an_overfull_one_of_an_older_version_can_shrink_but_not_grow():
    tray = tray_of(*FULL, "a/1", "b/2")
    assert tray.add(["a/1"]) == []
    tray.remove(["b/2"])
    assert tray.number == MOST + 1
    with pytest.raises(TrayFull):
        tray.add(["b/2"])


def test_renaming_keeps_the_order_and_nothing_twice():
    tray = tray_of("a/1", "b/2", "c/3")
    tray.rename({"a/1": "a/9", "c/3": "b/2"})
    assert tray.references == ("a/9", "b/2")


@pytest.mark.parametrize("kept", [None, 7, "a/1", {"a/1": 1}, [None, 7, ["a/1"]], []])
def test_what_is_no_list_of_references_is_an_empty_tray(kept):
    assert Tray({"tray": kept}).references == ()


def test_rubbish_among_references_is_left_out():
    assert Tray({"tray": ["a/1", None, "a/1", 3, "b/2"]}).references == ("a/1", "b/2")


def test_an_address_is_safe_whatever_it_names():
    assert (
        comparison_address("a&level=b/c", 'x"<') == "/compare/?level=a%26level%3Db/c&level=x%22%3C"
    )


def test_a_request_without_a_session_has_an_empty_tray():
    assert tray(HttpRequest())["tray"].number == 0
