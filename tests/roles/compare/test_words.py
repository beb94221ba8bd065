from roles.compare.comparison import compare
from roles.compare.words import sentences_of, step_heads, step_rows, title_of
from tests.roles.plain import profile, section


def ladder(*texts, role_pk=9):
    return compare(
        profile(n, section("overview", *said), position=n, role_pk=role_pk)
        for n, said in enumerate(texts, start=1)
    )


def test_it_works():
    comparison = ladder(["Plan the work"], ["Plan the work", "Hold the budget"], ["Plan the work"])
    assert list(sentences_of(comparison)) == []
    (band,) = comparison.band_steps
    assert list(step_rows(band)) == [
        ("1. L1 to L2", (1, 0, 1, 0, 1)),
        ("2. L2 to L3", (1, 0, 0, 1, 1)),
    ]


def test_the_title_names_the_first_role_level_and_the_last_one():
    assert title_of(ladder(["A"], ["B"])) == "Comparison of 2 role levels: title 1 to L2"
    other = ladder(["A"], ["B"], role_pk=None)
    assert title_of(other) == "Comparison of 2 role levels: title 1 to title 2"


def test_headings_that_only_one_has_are_counted_apart():
    comparison = compare([profile(1, section("overview", "Plan")), profile(2), profile(3)])
    (band,) = comparison.band_steps
    assert step_heads(band)[-1] == "Under a heading of one only"
    assert [numbers[-1] for _, numbers in step_rows(band)] == [1, 0]
