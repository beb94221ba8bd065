"""How well statements are paired, against pairs that a reader judged by hand.

pairs_by_hand.json names neighbouring role levels, a section, and the places of the statements that
tell the same responsibility: those that any reader would pair, and those that can be argued.
docs/comparison.md gives the numbers for other thresholds.
"""

import json
from pathlib import Path

import pytest

from capframe.base.pairing import pair
from capframe.base.worddiff import Words
from roles.loading import load_profiles

BY_HAND = json.loads(Path(__file__).with_name("pairs_by_hand.json").read_text(encoding="utf-8"))


@pytest.fixture
def lists(catalogue):
    """A function that gives the statements of a role level's section, as words."""
    references = {tuple(each[end].split("/")) for each in BY_HAND for end in ("lower", "upper")}
    sections = {
        (profile.reference, section.type_slug): section
        for profile in load_profiles(sorted(references))
        for section in profile.sections
    }

    def words_of(reference, section):
        found = sections.get((reference, section))
        return [Words.of(statement.bare) for statement in found.statements] if found else []

    return words_of


def pairs(each, kind):
    return {tuple(one) for one in each[kind]}


def test_most_pairs_are_found_and_few_are_wrong(lists):
    found = wrong = 0
    for each in BY_HAND:
        section = each["section"]
        made = pair(lists(each["lower"], section), lists(each["upper"], section))
        sure, arguable = pairs(each, "sure"), pairs(each, "arguable")
        found += len(sure & set(made.items()))
        wrong += len(set(made.items()) - sure - arguable)
    assert (found, wrong) == (77, 3)
    assert sum(len(each["sure"]) for each in BY_HAND) == 107
