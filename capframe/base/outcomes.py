"""What became of a text between two of a kind in order: two role levels, two levels of a skill."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from capframe.base.worddiff import Differences, compare_words
from capframe.base.words import Words


class Outcome(StrEnum):
    """What became of a statement or a behaviour between a role level and the next one."""

    KEPT = "kept"
    REWORDED = "reworded"
    # So few of its words stay that none are marked.
    REWRITTEN = "rewritten"
    NEW = "new"
    # The next level's document does not say it again, which does not take it away.
    NOT_STATED = "not-stated"
    # In a section that only one of the two has: what the other's source does not say, it may still
    # ask.
    UNMATCHED = "unmatched"


def change_between(old: Words, new: Words) -> tuple[Outcome, Differences | None]:
    """What became of a text: of a reworded one, with what changed."""
    if old.wording == new.wording:
        return Outcome.KEPT, None
    differences = compare_words(old, new)
    if differences.is_rewritten:
        return Outcome.REWRITTEN, None
    return Outcome.REWORDED, differences


@dataclass(frozen=True, eq=False)
class Change:
    """A text that stands in other words at the next one.

    In which words is found out when it is asked: that takes longer than all the rest of a
    comparison, and who counts need not know.
    """

    old: Words
    new: Words

    def __eq__(self, other: object) -> bool:
        """Two changes are alike whose texts are."""
        return isinstance(other, Change) and self.texts == other.texts

    def __hash__(self) -> int:
        return hash(self.texts)

    @property
    def texts(self) -> tuple[str, str]:
        return self.old.text, self.new.text

    @cached_property
    def found(self) -> tuple[Outcome, Differences | None]:
        return change_between(self.old, self.new)

    @property
    def outcome(self) -> Outcome:
        """Whether it is reworded or rewritten."""
        return self.found[0]

    @property
    def differences(self) -> Differences | None:
        """What changed, of a reworded one."""
        return self.found[1]

    @property
    def before(self) -> str:
        """Of a rewritten one, the old text; else empty."""
        return self.old.text if self.outcome is Outcome.REWRITTEN else ""
