"""What becomes of the statements from one role level to another, in numbers.

They are those of the comparison of the two, which costs several times as much: who only counts
need not know which words of a statement changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from capframe.base.pairing import Letters
from capframe.base.words import Words
from roles.compare.runs import places_of_rows
from roles.profiles import Profile
from roles.section_texts import SectionText, StatementText


class ReadSection(NamedTuple):
    """A section with the words of its statements."""

    section: SectionText
    words: Sequence[Words]

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """Sorts sections as a comparison has them."""
        return self.section.type_position, self.section.type_title, self.section.type_slug


# By the slugs of their types.
ReadSections = Mapping[str, ReadSection]


@dataclass(frozen=True, slots=True)
class StepNumbers:
    """How many statements are kept, changed, not stated again; and those that are new.

    Args:
        unmatched: how many stand under headings that only one of the two has.
    """

    kept: int
    changed: int
    new: tuple[StatementText, ...]
    not_stated: int
    unmatched: int


def read_sections(profile: Profile) -> ReadSections:
    """The sections of a role level, to count the steps from it or to it: once, however many."""
    return {
        section.type_slug: ReadSection(section, [Words.of(one.bare) for one in section.statements])
        for section in profile.sections
    }


def count_step(
    before: ReadSections, after: ReadSections, letters: Letters | None = None
) -> StepNumbers:
    """What becomes of the statements of one role level in the other, the next one up.

    Args:
        before: of the one.
        after: of the other.
        letters: of other steps from it or to it, if there are any.
    """
    kept = changed = not_stated = 0
    new: list[StatementText] = []
    for slug in sorted(before.keys() & after.keys(), key=lambda slug: before[slug].sort_key):
        old, here = before[slug], after[slug]
        asked = [old.section.asked, here.section.asked]
        for row in places_of_rows([old.words, here.words], asked, letters):
            if 1 not in row:
                not_stated += 1
            elif 0 not in row:
                new.append(here.section.statements[row[1]])
            elif old.words[row[0]].wording == here.words[row[1]].wording:
                kept += 1
            else:
                changed += 1
    lonely = [(before.get(slug) or after[slug]).words for slug in before.keys() ^ after.keys()]
    return StepNumbers(kept, changed, tuple(new), not_stated, sum(map(len, lonely)))
