"""What stands above every page of a preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from capframe.base.addresses import address
from capframe.previews.changed_entries import ChangedEntries, PageLink
from capframe.previews.marking import Marked
from capframe.previews.previewed import Previewed

# So many other pages are named; more than a few are folded.
MOST_OTHERS, FEW_OTHERS = 10, 3


@dataclass(frozen=True, slots=True)
class Banner:
    """What a reader of a preview is told, and where they can go from there.

    Args:
        previewed: what is previewed.
        marked: what differs on the page.
        entries: what the preview changes.
        url: the page's own address, with what it is asked.
        today: the address of the page as readers see it now; empty where they see none.
        other_marks: the page's address with the marks, where it is shown without, or without.
        shows_marks: whether the words that differ are marked.
        is_there: whether the preview has such a page.
        asks_for_words: whether the page was asked for words, which are found as they are today.
        share: where a link for a colleague is made; empty for whoever came by one.
        until: when the link stops working that the reader came by.
    """

    previewed: Previewed
    marked: Marked
    entries: ChangedEntries
    url: str
    today: str
    other_marks: str
    shows_marks: bool
    is_there: bool
    asks_for_words: bool
    share: str
    until: datetime | None

    @property
    def is_new_page(self) -> bool:
        return self.is_there and not self.today

    @property
    def all_others(self) -> Sequence[PageLink]:
        """The other pages that show what changes, and the entries that have none."""
        return [link for link in self.entries.links if link.url != self.url]

    @property
    def others(self) -> Sequence[PageLink]:
        return self.all_others[:MOST_OTHERS]

    @property
    def are_many_others(self) -> bool:
        return len(self.others) > FEW_OTHERS

    @property
    def number_of_others(self) -> int:
        return self.entries.more + len(self.all_others)

    @property
    def more_others(self) -> int:
        return self.number_of_others - len(self.others)


def share_address(previewed: Previewed) -> str:
    return address("previews:share", previewed.kind, previewed.key)
