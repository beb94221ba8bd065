"""Pairs of statements that a reader judged by hand, and how many of them are made.

The files name two role levels, a section or the behaviours of a skill, and the places of the
statements that tell the same responsibility: those that any reader would pair, and those that can
be argued. pairs_by_hand.json has neighbouring role levels; more_pairs_by_hand.json says for others
how they were judged, and which of them chose the numbers of the rules.
"""

import json
from pathlib import Path

from capframe.base.pairing import pair
from capframe.base.words import Words
from roles.loading import load_profiles
from skills.behaviours import words_of as words_of_behaviour


def read(name):
    return json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


MORE = read("more_pairs_by_hand.json")
BY_HAND = {
    "neighbours": read("pairs_by_hand.json"),
    "tuned on": MORE["tuned_on"],
    "held out": MORE["held_out"],
}
BEHAVIOURS = "behaviours of "


def texts_of():
    """The statements of every section that was judged, as words, by role level and section."""
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
    return texts


def lists_of(each, texts):
    """The statements of both sides of an entry; a role level without such a section has none."""
    return [texts.get((each[end], each["section"]), []) for end in ("lower", "upper")]


def pairs(each, kind):
    return {tuple(one) for one in each[kind]}


def found_and_wrong(entries, texts):
    """How many of the sure pairs are made, and how many that nobody would make."""
    found = wrong = 0
    for each in entries:
        made = set(pair(*lists_of(each, texts)).items())
        sure, arguable = pairs(each, "sure"), pairs(each, "arguable")
        found += len(sure & made)
        wrong += len(made - sure - arguable)
    return found, wrong
