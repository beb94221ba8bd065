import pytest

from skills.importing.scale import Scale

LEVELS = {7: ("Level 3", 3), 8: ("Level 4", 4)}


def scale(*named, existing=LEVELS):
    return Scale("Competencies", existing, named)


def test_it_works():
    assert scale("Level 4").find_level("Level 4") == 8


def test_case_and_spacing_make_no_difference():
    assert scale().find_level("LEVEL  4") == 8


def test_a_bare_number_means_the_level_that_ends_in_it():
    found = scale("4")
    assert found.find_level("4") == 8
    assert found.added == {}


def test_a_new_level_stands_where_its_number_says():
    found = scale("Level 6", "Level 5")
    assert found.added == {"level 5": ("Level 5", 5), "level 6": ("Level 6", 6)}
    assert found.find_level("level 6") == "level 6"


def test_a_bare_number_may_mean_a_new_level():
    found = scale("5", "Level 5")
    assert found.added == {"level 5": ("Level 5", 5)}
    assert found.find_level("5") == found.find_level("Level 5") == "level 5"


def test_bare_numbers_can_be_the_levels_themselves():
    assert scale("2", "1", existing={}).added == {"1": ("1", 1), "2": ("2", 2)}


def test_the_words_of_the_digital_framework_have_an_order():
    found = scale("Expert", "awareness", existing={5: ("working", 2)})
    assert found.added == {"awareness": ("awareness", 1), "expert": ("Expert", 4)}


@pytest.mark.parametrize(
    ("existing", "named"),
    [
        ({}, ["basic", "advanced"]),
        ({}, ["Level 1", "advanced"]),
        ({}, ["Level 1", "awareness"]),
        ({}, ["Level 1", "Stage 1"]),
        ({}, ["Level 0"]),
        ({}, ["Level 40000"]),
        ({}, ["Level 123456"]),
        (LEVELS, ["Advanced"]),
        ({5: ("working", 1)}, ["awareness"]),
        ({5: ("Level 3", 1)}, ["Level 4"]),
    ],
)
def test_without_a_known_order_no_level_is_added(existing, named):
    found = scale(*named, existing=existing)
    assert found.added == {}
    assert found.find_level(named[-1]) is None


def test_the_explanation_names_the_levels_and_the_likeliest():
    message, remedy = scale().explain_missing("Levle 4")
    assert message == "“Competencies” has no level “Levle 4”; its levels are “Level 3”, “Level 4”."
    assert remedy == "Did you mean “Level 4”?"


def test_a_new_level_stands_where_it_was_answered():
    found = Scale(
        "Competencies", {}, ["1 - Follow", "2 - Assist"], {"1 - follow": 2, "2 - assist": 1}
    )
    assert found.added == {"2 - assist": ("2 - Assist", 1), "1 - follow": ("1 - Follow", 2)}
    assert not found.is_unplaced("1 - Follow")


def test_where_the_order_is_not_known_levels_are_numbered_by_name_and_have_none():
    found = Scale("Competencies", {}, ["Basic", "Advanced"], {})
    assert found.added == {"advanced": ("Advanced", 1), "basic": ("Basic", 2)}
    assert not found.in_order


def test_a_scale_without_an_order_gets_none_from_the_numbers_of_names():
    existing = {1: ("Level 1", 1), 2: ("Level 2", 2)}
    found = Scale("Competencies", existing, ["Level 3"], in_order=False)
    assert (found.added, found.in_order) == ({}, False)
    assert found.find_level("Level 2") == 2


def test_an_empty_scale_has_the_order_that_its_first_levels_say():
    assert Scale("Competencies", {}, ["Level 1"], in_order=False).in_order
    assert not Scale("Competencies", {}, [], in_order=False).in_order


def test_an_odd_name_among_many_that_say_their_order_is_alone_without_a_place():
    found = scale("Level 1", "Level 2", "Level 7 - Set strategy", existing={})
    assert [title for title, _ in found.added.values()] == ["Level 1", "Level 2"]
    assert not found.is_unplaced("Level 7 - Set strategy")
    message, remedy = found.explain_missing("Level 7 - Set strategy")
    assert message.endswith("its levels are “Level 1”, “Level 2”.")
    assert remedy == "Write one of these, or end its name in its number as they do."
