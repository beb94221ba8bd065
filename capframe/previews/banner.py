"""What stands above every page of a preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from capframe.base.addresses import address
from capframe.previews.changed_entries import ChangedEntries, ChangedEntry
from capframe.previews.marking import Marked
from capframe.previews.previewed import Previewed


@dataclass(frozen=True, slots=True)
class Banner:
    """What a reader of a preview is told, and where they can go from there.

    Args:
        previewed: what is previewed.
        marked: what differs on the page.
        entries: what the preview changes.
        url: the page's own address.
        today: the address of the page as readers see it now; empty where they see none.
        other_marks: the page's address with the marks, where it is shown without, or without.
        shows_marks: whether the words that differ are marked.
        is_there: whether the preview has such a page.
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
    share: str
    until: datetime | None

    @property
    def is_new_page(self) -> bool:
        return self.is_there and not self.today

    @property
    def others(self) -> Sequence[ChangedEntry]:
        """The changed entries that have other pages than this, or none."""
        return [entry for entry in self.entries.first if entry.url != self.url]


def share_address(previewed: Previewed) -> str:
    return address("previews:share", previewed.kind, previewed.key)
