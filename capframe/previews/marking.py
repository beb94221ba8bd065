"""Marks in a page what differs from the same page as it is today: the words that went and came.

It reads HTML as our own templates write it, and knows nothing of what the page shows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from rapidfuzz.distance import Indel

from capframe.base.history.edited_text import find_differences
from capframe.base.markup import differences_html
from capframe.base.worddiff import Piece, WordChange, plain_pieces

PIECE = re.compile(r"""<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z0-9]+)")
# What may hold no mark, or is no text of the catalogue's.
UNMARKED = {"script", "style", "textarea", "option", "select", "button", "svg", "title"}
HEADINGS = {"h1", "h2", "h3", "h4", "caption", "legend", "dt"}
# Beyond so many texts of either page, or so many differences, nothing is marked.
MOST_TEXTS, MOST_MARKS = 6_000, 300


@dataclass(slots=True)
class Text:
    """A text between two tags.

    Args:
        place: which of the page's pieces it is.
        words: without the spaces around it, as a reader has them.
        heading: the last one before it.
    """

    place: int
    words: str
    heading: str


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
        number: how many texts differ.
        places: where, in the order of the page, each heading once.
        is_marked: whether the differing texts are told apart in the page.
    """

    html: str
    number: int = 0
    places: list[ChangedPlace] = field(default_factory=list)
    is_marked: bool = True


def mark_page(today: str, there: str, *, with_words: bool = True) -> Marked:
    """The page as it is in the preview, with what differs from today's.

    Args:
        today: HTML of the page as readers see it.
        there: of the page in the preview.
        with_words: whether the words that differ are marked; without, the places alone are found.
    """
    old, new = pieces_of(today), pieces_of(there)
    old_texts, new_texts = texts_of(old), texts_of(new)
    if max(len(old_texts), len(new_texts)) > MOST_TEXTS:
        differs = [one.words for one in old_texts] != [one.words for one in new_texts]
        return Marked(there, number=int(differs), is_marked=False)
    marks = list(find_marks(old_texts, new_texts))
    if len(marks) > MOST_MARKS:
        return Marked(there, number=len(marks), is_marked=False)
    places: dict[str, ChangedPlace] = {}
    for number, (text, differences) in enumerate(marks, start=1):
        anchor = f"change-{number}"
        places.setdefault(text.heading, ChangedPlace(text.heading, anchor))
        shown = mark_safe(differences_html(differences)) if with_words else None  # noqa: S308
        new[text.place] = written(new[text.place], anchor, shown)
    return Marked("".join(new), len(marks), list(places.values()))


def written(original: str, anchor: str, shown: SafeString | None) -> str:
    """A text with an anchor, and its differences in its place where these are shown."""
    words = original.strip()
    before, _, after = original.partition(words) if words else (original, "", "")
    inner = mark_safe(words) if shown is None else shown  # noqa: S308 - it is the page's own
    return before + format_html('<span id="{}">{}</span>', anchor, inner) + after


def pieces_of(page: str) -> list[str]:
    """The page in pieces: tags, comments and the texts between them."""
    found, end = [], 0
    for match in PIECE.finditer(page):
        found += [page[end : match.start()], match[0]]
        end = match.end()
    return [*found, page[end:]]


def texts_of(pieces: Sequence[str]) -> list[Text]:
    """The texts of a page's main part that may be marked."""
    texts: list[Text] = []
    in_main, within, heading, heading_of = False, 0, "", ""
    for place, piece in enumerate(pieces):
        if tag := TAG.match(piece):
            name, opens = tag["name"], not tag["close"]
            if name == "main":
                in_main = opens
            elif name in UNMARKED:
                within += 1 if opens else -1
            elif name in HEADINGS:
                heading_of, heading = (name, "") if opens else ("", heading)
        elif in_main and not within and piece.strip() and not piece.startswith("<"):
            words = unescape(piece.strip())
            if heading_of:
                heading = f"{heading} {words}".strip()
            texts.append(Text(place, words, heading))
    return texts


def find_marks(
    old: Sequence[Text], new: Sequence[Text]
) -> Iterator[tuple[Text, tuple[Piece, ...]]]:
    """For each text of the new page that differs, its words with what went and what came.

    A text that is no more stands behind the one before it.
    """
    steps = Indel.opcodes([one.words for one in old], [one.words for one in new])
    for is_same, run in groupby(steps, key=lambda step: step.tag == "equal"):
        if is_same:
            continue
        those = list(run)
        gone = [one.words for one in old[those[0].src_start : those[-1].src_end]]
        came = new[those[0].dest_start : those[-1].dest_end]
        before = [*gone[: len(came)], *[""] * (len(came) - len(gone))]
        shown = [
            (text, find_differences(words, text.words))
            for text, words in zip(came, before, strict=True)
        ]
        if (left := gone[len(came) :]) and new:
            behind = new[max(those[-1].dest_end - 1, 0)]
            text, pieces = shown.pop() if shown else (behind, plain_pieces(behind.words))
            shown.append((text, (*pieces, Piece(WordChange.REMOVED, " " + " ".join(left)))))
        yield from shown
