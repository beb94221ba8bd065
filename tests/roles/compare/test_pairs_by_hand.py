"""How well statements are paired, against pairs that a reader judged by hand.

The files name two role levels, a section or the behaviours of a skill, and the places of the
statements that tell the same responsibility: those that any reader would pair, and those that can
be argued. pairs_by_hand.json has neighbouring role levels; more_pairs_by_hand.json says for others
how they were judged, and which of them chose the numbers of the rule. docs/comparison.md gives the
counts for other rules.
"""

import json
from pathlib import Path

import pytest

from capframe.base.pairing import pair
from capframe.base.worddiff import Words
from roles.compare.level_increases import words_of as words_of_behaviour
from roles.loading import load_profiles


def read(name):
    return json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


MORE = read("more_pairs_by_hand.json")
BY_HAND = {
    "neighbours": read("pairs_by_hand.json"),
    "one grade": MORE["tuned_on"],
    "held out": MORE["held_out"],
}
BEHAVIOURS = "behaviours of "


@pytest.fixture
def lists(catalogue):
    """A function that gives the statements of a role level's section, as words."""
    judged = [each for those in BY_HAND.values() for each in those]
    references = {tuple(each[end].split("/")) for each in judged for end in ("lower", "upper")}
    texts = {}
    for profile in load_profiles(sorted(references)):
        for section in profile.sections:
            texts[profile.reference, section.type_slug] = [
                Words.of(statement.bare) for statement in section.statements
            ]
        for skill in profile.required_skills:
            behaviours = list(map(words_of_behaviour, skill.indicators))
            texts[profile.reference, BEHAVIOURS + skill.slug] = behaviours
    return lambda reference, section: texts.get((reference, section), [])


def pairs(each, kind):
    return {tuple(one) for one in each[kind]}


def found_and_wrong(entries, lists):
    """How many of the sure pairs are made, and how many that nobody would make."""
    found = wrong = 0
    for each in entries:
        section = each["section"]
        made = pair(lists(each["lower"], section), lists(each["upper"], section))
        sure, arguable = pairs(each, "sure"), pairs(each, "arguable")
        found += len(sure & set(made.items()))
        wrong += len(set(made.items()) - sure - arguable)
    return found, wrong


@pytest.mark.parametrize(
    ("judged", "sure", "counts"),
    [("neighbours", 107, (77, 3)), ("one grade", 30, (25, 3)), ("held out", 139, (78, 1))],
)
def test_most_pairs_are_found_and_few_are_wrong(lists, judged, sure, counts):
    assert found_and_wrong(BY_HAND[judged], lists) == counts
    assert sum(len(each["sure"]) for each in BY_HAND[judged]) == sure


@pytest.mark.parametrize("judged", list(BY_HAND))
def test_every_place_that_was_judged_has_a_statement(lists, judged):
    for each in BY_HAND[judged]:
        old, new = (lists(each[end], each["section"]) for end in ("lower", "upper"))
        for one, other in pairs(each, "sure") | pairs(each, "arguable"):
            assert one < len(old), each
            assert other < len(new), each


def test_no_pairs_are_judged_twice():
    entries = [
        (each["lower"], each["upper"], each["section"])
        for those in BY_HAND.values()
        for each in those
    ]
    assert len(set(entries)) == len(entries)
    assert not any(pairs(each, "sure") & pairs(each, "arguable") for each in BY_HAND["held out"])
