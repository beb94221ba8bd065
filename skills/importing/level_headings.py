"""Files of skills with a column for each level of the scale."""

from collections import defaultdict
from collections.abc import Sequence

from capframe.plans.files.wide_tables import Matched, TableHead
from capframe.spreadsheets import names
from capframe.spreadsheets.placeholders import is_placeholder
from skills.columns import FRAMEWORK, LEVEL, LEVEL_AS_HEADING, LEVEL_DESCRIPTION, SKILL
from skills.importing.scale import WORDS
from skills.models import ProficiencyLevel

# Below this many characters a text is a name or a note rather than what a skill asks for.
SHORTEST_TEXT = 40


def match_level_headings(head: TableHead) -> Matched:
    """The columns with those whose headings are levels of a scale: a known one, or a likely one."""
    if SKILL.name not in head.matched or {LEVEL.name, LEVEL_DESCRIPTION.name} & {*head.matched}:
        return head.matched
    unknown = head.unknown_headings
    found = find_known_levels([head.headings[place] for place in unknown], head)
    places = [place for place in unknown if head.headings[place] in found]
    if not places and head.is_guessing:
        places = [place for place in unknown if holds_texts(head.samples[place])]
        places = places if len(places) > 1 else []
    return head.match(places, LEVEL_AS_HEADING.name)


def find_known_levels(headings: Sequence[str], head: TableHead) -> set[str]:
    """The headings that are levels of one scale: of the chosen framework, else of that with most.

    One alone is a level only where the framework was chosen.
    """
    chosen = head.defaults.get(FRAMEWORK.name)
    levels = ProficiencyLevel.objects.order_by("pk")
    scales: dict[int, set[str]] = defaultdict(set)
    for framework, title in levels.values_list("framework_id", "title"):
        scales[framework].add(names.folded(title))
    if chosen is not None and chosen in scales:
        return {one for one in headings if names.folded(one) in scales[chosen]}
    found = [
        {one for one in headings if names.folded(one) in scale}
        for scale in (set(WORDS), *scales.values())
    ]
    most = max(found, key=len)
    return most if len(most) > 1 else set()


def holds_texts(samples: Sequence[str]) -> bool:
    """Whether the values are texts of some length, but for cells that say nothing."""
    texts = [one for one in samples if not is_placeholder(one)]
    return bool(texts) and all(len(one) >= SHORTEST_TEXT for one in texts)
