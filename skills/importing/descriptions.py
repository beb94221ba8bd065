"""A description of many lines as its prose and its bullets, so that none of it is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from capframe.base.markup import BULLET
from capframe.spreadsheets.list_marks import ListLine, may_hold_list, read_lines

LONGEST_HEADING = 200


class Part(NamedTuple):
    """One line: a bullet without its mark, or prose."""

    text: str
    is_bullet: bool


@dataclass(frozen=True, slots=True)
class Description:
    """A description split into prose and bullets.

    Args:
        prose: what stands before the first bullet, as it is written.
        bullets: those that have a mark, with it.
    """

    prose: str
    parts: Sequence[Part]
    bullets: Sequence[ListLine]

    @property
    def is_mixed(self) -> bool:
        """Whether prose stands among the bullets or after them."""
        return not all(part.is_bullet for part in self.parts)

    @property
    def lead_in(self) -> str:
        """The last line before the bullets where it can be their heading, empty where it cannot."""
        last = " ".join(self.prose.rpartition("\n")[2].split())
        return last if last.endswith(":") and len(last) <= LONGEST_HEADING else ""

    @property
    def before_lead_in(self) -> str:
        """The prose without the line that leads to the bullets."""
        return self.prose.rpartition("\n")[0].rstrip() if self.lead_in else self.prose

    def lines(self, is_prose: bool) -> list[str]:
        """The lines as statements; among paragraphs bullets keep a sign."""
        return [f"{BULLET}{p.text}" if is_prose and p.is_bullet else p.text for p in self.parts]


def split_description(text: str) -> Description:
    """The prose and the bullets of a description, from the first bullet on line by line."""
    if not may_hold_list(text):
        return Description(text.rstrip(), (), ())
    (read,) = read_lines([text], are_hyphens_marks=True)
    first = next((place for place, line in enumerate(read) if line.mark), len(read))
    prose = "\n".join(text.split("\n")[:first]).rstrip()
    parts = [Part(line.text, bool(line.mark)) for line in read[first:] if line.text]
    return Description(prose, parts, [line for line in read if line.mark])
