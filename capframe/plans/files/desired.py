"""An entry as the rows of a file would have it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from capframe.plans.existing import ExistingEntry
from capframe.plans.files.name_index import Key
from capframe.spreadsheets.table import Record

# So many entries of the catalogue are read, compared and forgotten at once.
BATCH = 500


# These are told apart by which they are, not by what is in them.
@dataclass(eq=False, slots=True)
class DesiredEntry:
    """An entry that a file names.

    Args:
        key: its primary key; of a new one its folded name.
        title: as the catalogue has it, else as the file writes it.
        record: the first row that names it.
        slug: its address; of a new one that which it is to get.
        entry: it as it is, while it is compared; None where it is new.
        pk: its primary key; of a new one the number that stands for it, 0 until it is planned.
        is_renamed: whether the catalogue has it by another title, which gives way to this one.
    """

    key: Key
    title: str
    record: Record
    within: Any = None
    slug: str = ""
    entry: ExistingEntry | None = None
    pk: int = 0
    in_words: str = ""
    is_renamed: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.key, int):
            self.pk = self.key

    def rename(self, title: str) -> None:
        """Let an entry of the catalogue be called so from now on."""
        self.title, self.is_renamed = title, True

    @property
    def is_new(self) -> bool:
        return isinstance(self.key, str)

    @property
    def line(self) -> int:
        return self.record.line

    @property
    def full_title(self) -> str:
        """What a preview calls it."""
        return self.title


D = TypeVar("D", bound=DesiredEntry)


def in_batches(some: Sequence[D]) -> Iterator[Sequence[D]]:
    """So many at once as may be in memory with everything that stands in them."""
    rest = iter(some)
    while batch := list(islice(rest, BATCH)):
        yield batch
        for one in batch:
            one.entry = None
