import pytest

from capframe.base.history.lines import ordinal


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th")],
)
def test_a_place_is_named_as_it_is_spoken(number, words):
    assert ordinal(number) == words
    assert ordinal(number + 100) == f"1{number:02}{words[-2:]}"
    assert ordinal(number + 20) == {11: "31st", 12: "32nd", 13: "33rd"}.get(
        number, f"{number + 20}{words[-2:]}"
    )
