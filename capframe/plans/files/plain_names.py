"""What people call the columns of a file, in groups, and what other people's files call them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlainName:
    """What people call a column.

    Args:
        headings: of other people's files, that suggest the column where its values are such as the
            column holds: one word is the whole heading; of several, each stands in it.
        not_in_use: what NOT IN USE says in it, where that is more than that there is nothing.
    """

    column: str
    label: str
    headings: tuple[str, ...] = ()
    not_in_use: str = ""

    @property
    def choice(self) -> tuple[str, str]:
        return self.column, f"{self.label} ({self.column})"


@dataclass(frozen=True, slots=True)
class NameGroup:
    title: str
    names: tuple[PlainName, ...]
