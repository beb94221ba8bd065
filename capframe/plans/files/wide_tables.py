"""What the headings and values of a table tell of its columns, where names of columns do not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Matched = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class TableHead:
    """What is known of a table before its columns are.

    Args:
        matched: the column that each means by name, None where it is none.
        samples: the first different values under each heading.
        defaults: what was chosen for rows that do not say it, as in ``Choices``.
        is_guessing: whether what is only likely is matched, too: somebody looks at it, or the
            check finds it where it is wrong.
    """

    headings: Sequence[str]
    matched: Matched
    samples: Sequence[Sequence[str]]
    defaults: Mapping[str, int] = field(default_factory=dict)
    is_guessing: bool = False

    @property
    def unknown(self) -> list[int]:
        """The places of the columns whose headings are no names of columns, or that have none."""
        return [place for place, name in enumerate(self.matched) if name is None]

    @property
    def unknown_headings(self) -> list[int]:
        """Those of them that have a heading."""
        return [place for place in self.unknown if self.headings[place]]

    def match(self, places: Sequence[int], column: str) -> Matched:
        return [column if n in places else name for n, name in enumerate(self.matched)]


MatchWide = Callable[[TableHead], Matched]
