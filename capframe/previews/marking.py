"""Marks in a page what differs from the same page as it is today: the words that went and came."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from capframe.base.markup import differences_html
from capframe.base.worddiff import Piece, WordChange
from capframe.previews.changed_texts import changed_words, find_marks
from capframe.previews.page_units import HEADINGS, Cell, Text, Unit, pieces_of, units_of
from capframe.previews.unit_pairs import ITEMS, LIKE, alike, gone_behind, pair_units

# Beyond so many texts of either page, or so many differences, nothing is marked.
MOST_TEXTS, MOST_MARKS = 6_000, 300
CHANGED, NEW, REMOVED = (f"{word} in this preview" for word in ("Changed", "New", "Removed"))
MARK = '<span class="cap-preview__mark" id="{}"><strong>{}</strong>{}</span>'
ANCHOR = '<span id="{}"></span>'
# So many are named of what is gone from one place.
MOST_GONE = 6
# What nothing else stands in, so that something may stand behind it.
ALONE = {"p", "h1", "h2", "h3", "h4"}
DIGITS = re.compile(r"[\d,]+")
AFTER_TEXT = re.compile("</(a|b|bdi|del|em|ins|span|strong)>")


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    """Where on a page something differs: below which heading, and the anchor of the first mark."""

    heading: str
    anchor: str


@dataclass(slots=True)
class Marked:
    """A page with its marks.

    Args:
        html: of the page.
        number: of the differences.
        places: where, in the order of the page, each heading once.
        is_marked: whether the differences are told apart in the page.
    """

    html: str
    number: int = 0
    places: list[ChangedPlace] = field(default_factory=list)
    is_marked: bool = True


def mark_page(
    today: str, there: str, *, with_words: bool = True, is_marked_already: bool = False
) -> Marked:
    """The page as it is in the preview, with what differs from today's.

    Args:
        today: HTML of the page as readers see it.
        there: of the page in the preview.
        with_words: whether what differs is shown; without, the places alone are found.
        is_marked_already: whether its words are marked for something else; then what changed is
            said behind them.
    """
    pieces = pieces_of(there)
    old = units_of(pieces_of(today), is_comparison=is_marked_already)
    new = units_of(pieces, is_comparison=is_marked_already)
    if max(sum(len(unit.texts) for unit in units) for units in (old, new)) > MOST_TEXTS:
        differs = [unit.key for unit in old] != [unit.key for unit in new]
        return Marked(there, number=int(differs), is_marked=False)
    marker = (SayingMarker if is_marked_already else WordMarker)(pieces, with_words=with_words)
    marker.mark(old, new)
    if marker.number > MOST_MARKS:
        return Marked(there, number=marker.number, is_marked=False)
    return Marked(marker.html, marker.number, list(marker.places.values()))


class Marker:
    """Writes marks into the pieces of a page."""

    def __init__(self, pieces: list[str], *, with_words: bool) -> None:
        self.pieces, self.with_words = pieces, with_words
        self.before: dict[int, str] = defaultdict(str)
        self.after: dict[int, str] = defaultdict(str)
        self.number = 0
        self.places: dict[str, ChangedPlace] = {}

    @property
    def html(self) -> str:
        return "".join(
            self.before.get(place, "") + piece + self.after.get(place, "")
            for place, piece in enumerate(self.pieces)
        )

    def mark(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        """Mark what came and changed at its place, and name what went behind what is left.

        It ends where there is too much to be told apart.
        """
        if not new:
            return
        pairs = pair_units(old, new)
        self.old, self.new = old, new
        gone = gone_behind(len(old), pairs)
        self.name_gone([old[was] for was in gone.get(-1, ())], None, new[0])
        for number, unit in enumerate(new):
            if self.number > MOST_MARKS:
                return
            if number not in pairs:
                self.mark_new(unit)
            elif (was := old[pairs[number]]).key != unit.key:
                self.mark_changed(was, unit)
            after = new[number + 1] if number + 1 < len(new) else None
            self.name_gone([old[one] for one in gone.get(number, ())], unit, after)

    def mark_new(self, unit: Unit) -> None:
        raise NotImplementedError

    def mark_changed(self, old: Unit, new: Unit) -> None:
        raise NotImplementedError

    def next_anchor(self, heading: str) -> str:
        self.number += 1
        anchor = f"change-{self.number}"
        self.places.setdefault(heading, ChangedPlace(heading, anchor))
        return anchor

    def say(self, unit: Unit, words: str, shown: str = "") -> str:
        """A mark that says what happened, with an anchor; the anchor alone without words."""
        anchor = self.next_anchor(unit.heading)
        if not self.with_words:
            return format_html(ANCHOR, anchor)
        return format_html(MARK, anchor, words, mark_safe(f": {shown}" if shown else ""))  # noqa: S308

    def add(self, cell: Cell, mark: str) -> None:
        """Put a mark behind the last text of a cell, and behind the link that this is in."""
        place = cell.texts[-1].place
        while AFTER_TEXT.fullmatch(self.pieces[place + 1]) or not self.pieces[place + 1].strip():
            place += 1
        self.after[place] += mark

    def name_gone(self, gone: Sequence[Unit], before: Unit | None, after: Unit | None) -> None:
        """Say what is no more: rows or items one by one, other things together."""
        left = [unit for unit in gone if self.words_gone(unit)]
        names = {unit.name for unit in left}
        is_list = len(names) == 1 and names <= ITEMS
        for some in [[unit] for unit in left] if is_list else filter(None, [left]):
            self.name_as_gone(some, before, after)

    def words_gone(self, unit: Unit) -> str:
        """What is to be named of something that is no more at its place; empty for nothing."""
        return unit.words

    def name_as_gone(self, gone: Sequence[Unit], before: Unit | None, after: Unit | None) -> None:
        words = " · ".join(self.words_gone(unit) for unit in gone[:MOST_GONE])
        more = f" and {len(gone) - MOST_GONE} more" if len(gone) > MOST_GONE else ""
        shown = differences_html([Piece(WordChange.REMOVED, words)]) + more
        mark = self.say(gone[0], REMOVED, shown)
        item = as_item(gone, mark) if self.with_words else ""
        if item and before and stands_beside(gone[0], before):
            self.after[before.end] += item
        elif item and after and stands_beside(gone[0], after):
            self.before[after.start] += item
        elif before and before.name in ALONE:
            self.after[before.end] += mark
        elif before:
            self.add(self.cell_for(gone[0], before), mark)
        elif after:
            self.after[after.cells[0].start] += mark

    def cell_for(self, gone: Unit, beside: Unit) -> Cell:
        """Where to say that something is gone, beside what it stood behind."""
        return beside.cells[-1]


class WordMarker(Marker):
    """Marks the words that went and came where they stand."""

    def mark_new(self, unit: Unit) -> None:
        if unit.name == "tr":
            self.add(unit.cells[0], self.say(unit, NEW))
        else:
            self.mark_texts([], unit.texts, unit.heading)

    def mark_changed(self, old: Unit, new: Unit) -> None:
        if len(old.cells) == len(new.cells):
            for was, now in zip(old.cells, new.cells, strict=True):
                self.mark_texts(was.texts, now.texts, new.heading)
        else:
            self.mark_texts(old.texts, new.texts, new.heading)

    def mark_texts(self, old: Sequence[Text], new: Sequence[Text], heading: str) -> None:
        for text, differences in find_marks(old, new):
            anchor = self.next_anchor(heading)
            shown = mark_safe(differences_html(differences)) if self.with_words else None  # noqa: S308
            self.pieces[text.place] = written(self.pieces[text.place], anchor, shown)


class SayingMarker(Marker):
    """Says behind what changed that it did, with the words that went and came."""

    def mark(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.said_today, self.said_there = (
            {cell.words for unit in units for cell in unit.cells} for units in (old, new)
        )
        self.split_today = [one.split() for one in self.said_today]
        super().mark(old, new)

    def words_gone(self, unit: Unit) -> str:
        return " · ".join(cell.words for cell in self.cells_gone(unit))

    def cells_gone(self, unit: Unit) -> list[Cell]:
        """The cells whose words stand nowhere else on the page by now."""
        return [cell for cell in unit.cells if cell.words and cell.words not in self.said_there]

    def cell_for(self, gone: Unit, beside: Unit) -> Cell:
        """The cell in the same column, counted from the right: not every row has a head."""
        column = len(gone.cells) - gone.cells.index(self.cells_gone(gone)[0])
        return beside.cells[-min(column, len(beside.cells))]

    def mark_new(self, unit: Unit) -> None:
        """Say that something is new; or changed, where today's page says it or the like, too.

        What is said elsewhere may be what several role levels say alike.
        """
        told = sorted(unit.cells, key=lambda cell: (cell.name == "th", not cell.words))
        those = [cell for cell in told if cell.words and cell.words not in self.said_today]
        if those and not self.is_known(those[0]):
            self.add(those[0], self.say(unit, NEW))
        elif those or unit.name not in HEADINGS:
            self.add((those or told)[0], self.say(unit, CHANGED))

    def mark_changed(self, old: Unit, new: Unit) -> None:
        """Mark the cells that differ. The head of several rows stands in the first of them."""
        were, are = ([cell for cell in unit.cells if cell.name != "th"] for unit in (old, new))
        if len(old.cells) == len(new.cells):
            were, are = old.cells, new.cells
        if len(were) != len(are):
            self.mark_new(new)
            return
        for was, now in zip(were, are, strict=True):
            if was.words != now.words and not self.only_counts(was, now, new):
                self.add(now, self.say(new, CHANGED, changed_words(was.words, now.words)))

    def is_known(self, cell: Cell) -> bool:
        """Whether today's page says anything like it."""
        words = cell.words.split()
        return any(alike(one, words) >= LIKE for one in self.split_today)

    def only_counts(self, old: Cell, new: Cell, unit: Unit) -> bool:
        """Whether nothing but numbers differ, of what is marked elsewhere on the page."""
        is_way = unit.name in HEADINGS or unit.link.startswith("#")
        return is_way and DIGITS.sub("", old.words) == DIGITS.sub("", new.words)


def as_item(gone: Sequence[Unit], mark: str) -> str:
    """A mark as a row or an item of its own, where all that is gone was one; otherwise empty."""
    names = {unit.name for unit in gone}
    if names == {"tr"}:
        columns = len(gone[0].cells)
        return format_html('<tr><td colspan="{}">{}</td></tr>', columns, mark_safe(mark))  # noqa: S308
    return format_html("<li>{}</li>", mark_safe(mark)) if names == {"li"} else ""  # noqa: S308


def stands_beside(gone: Unit, unit: Unit) -> bool:
    """Whether a row or an item may be put beside another: not beside the heads of columns."""
    if gone.name != unit.name or not unit.end:
        return False
    return unit.name == "li" or (unit.takes_rows and any(cell.name == "td" for cell in unit.cells))


def written(original: str, anchor: str, shown: SafeString | None) -> str:
    """A text with an anchor, and its differences in its place where these are shown."""
    words = original.strip()
    before, _, after = original.partition(words) if words else (original, "", "")
    inner = mark_safe(words) if shown is None else shown  # noqa: S308 - it is the page's own
    return before + format_html('<span id="{}">{}</span>', anchor, inner) + after
