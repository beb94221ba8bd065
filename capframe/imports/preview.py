"""What a plan would do as a page shows it: object by object, with the changed words marked.

However long the texts of a file are, a page of objects is never longer than ``MOST_BYTES``: long
texts are clipped, of many changes the first are shown, and what is left out is said.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import takewhile
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from capframe.base import worddiff
from capframe.base.markup import differences_html
from capframe.base.parts import whole_field
from capframe.imports.titles import NAMING, Titles, cut, fields_of, own_titles, titles_for
from capframe.plans.plan import Change, Plan, Whole, what_happens

PER_PAGE = 50
MOST_LINES = 15
LONGEST_TEXT = 600
BEFORE_A_CHANGE = 100
MOST_BYTES = 300_000

FATES = {"created": "Created", "changed": "Changed", "withdrawn": "Withdrawn"}


@dataclass(frozen=True, slots=True)
class Line:
    """One change within an object: what it is about, and its text with the worddiff."""

    label: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class Shown:
    """One object of a preview.

    Args:
        title: what it is called.
        noun: what it is, for example "role level".
        fate: what becomes of it: a key of ``FATES``.
        lines: its changes.
        more: how many more changes it has.
        file_line: where the file first says something of it, 0 where it does not.
    """

    title: str
    noun: str
    fate: str
    lines: Sequence[Line]
    more: int
    file_line: int

    @property
    def fate_said(self) -> str:
        """What becomes of it, for people."""
        return FATES[self.fate]


@dataclass(slots=True)
class Budget:
    """How much may still be written on a page."""

    left: int = MOST_BYTES

    def takes(self, line: Line) -> bool:
        """Whether there is room for the line; there is less from then on."""
        self.left -= len(line.text.encode()) + len(escape(line.label).encode()) + 200
        return self.left >= 0


class Preview:
    """A plan to be shown, a page at a time. What is left as it is has no place in it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.changes: dict[int, list[Change]] = defaultdict(list)
        for change in plan.changes:
            self.changes[change.whole].append(change)
        self.places = sorted(self.changes)
        self.own = own_titles(plan)

    def objects(self, places: Sequence[int]) -> list[Shown]:
        """Some of its objects, by their places in the plan."""
        changes = [change for place in places for change in self.changes[place]]
        titles = titles_for(changes, self.own)
        budget = Budget()
        return [self._shown(place, titles, budget) for place in places]

    def _shown(self, place: int, titles: Titles, budget: Budget) -> Shown:
        changes = self.changes[place]
        whole = whole_of(self.plan, place, changes)
        lines: list[Line] = []
        for line in (line for c in changes[:MOST_LINES] for line in lines_of(c, whole, titles)):
            if len(lines) == MOST_LINES or not budget.takes(line):
                break
            lines.append(line)
        return Shown(
            title=cut(whole.title, 200),
            noun=noun_of(whole.model),
            fate=fate_of(whole, changes),
            lines=lines,
            more=number_of_lines(changes, whole) - len(lines),
            file_line=min((c.line for c in changes if c.line), default=0),
        )


def whole_of(plan: Plan, place: int, changes: Sequence[Change]) -> Whole:
    """The object that changes stand in; of changes that stand in none, the first one's entry."""
    if place >= 0:
        return plan.wholes[place]
    first = changes[0]
    return Whole(first.model, first.pk, noun_of(first.model))


def noun_of(label: str) -> str:
    """What a model calls one of its entries."""
    return str(apps.get_model(label)._meta.verbose_name)


def fate_of(whole: Whole, changes: Sequence[Change]) -> str:
    """What becomes of the object itself; changed, where only something in it does."""
    own = (c for c in changes if (c.model, c.pk) == (whole.model, whole.pk))
    return next(map(what_happens, own), "changed")


def number_of_lines(changes: Sequence[Change], whole: Whole) -> int:
    """How many lines all the changes make."""
    return sum(len(telling(change, whole)) for change in changes)


def telling(change: Change, whole: Whole) -> list[str]:
    """The columns of a change that a reader is shown."""
    if change.before is not None and change.after is not None:
        return sorted(change.after, key=list(fields_of(change.model)).index)
    values = change.values
    model = apps.get_model(change.model)
    holder = whole_field(model)
    is_whole = (change.model, change.pk) == (whole.model, whole.pk)
    # The title of the object says itself.
    skipped = {*model.implied_fields, holder and holder.name, "title" if is_whole else ""}
    names = [
        name
        for name, field in fields_of(change.model).items()
        if field.name not in skipped and filled(values.get(name))
    ]
    # A part without any text still makes a line.
    return names or [n for n in model.implied_fields[:1] if not is_whole and n in values]


def filled(value: Any) -> bool:
    """Whether a value says something."""
    return value not in (None, "", [], False)


def lines_of(change: Change, whole: Whole, titles: Titles) -> list[Line]:
    """What a change comes to, a line a field."""
    fields = fields_of(change.model)
    return [
        Line(label_of(change, whole, fields[name], titles), text_of(change, fields[name], titles))
        for name in telling(change, whole)
    ]


def label_of(change: Change, whole: Whole, about: Field, titles: Titles) -> str:
    """What a line is about: the field, and the part of the object that it is a field of."""
    is_whole = (change.model, change.pk) == (whole.model, whole.pk)
    words = str(capfirst(about.verbose_name))
    if is_whole:
        return words
    noun = str(capfirst(noun_of(change.model)))
    field = "" if about.attname in NAMING else f": {words.lower()}"
    if change.before is not None and change.after is not None:
        return f"{noun} “{cut(titles.get((change.model, change.pk), ''), 60)}”{field}"
    return f"{noun}{_inside(change, whole, titles)}{field}"


def _inside(change: Change, whole: Whole, titles: Titles) -> str:
    """Under which heading a part stands, where that is not the object itself."""
    holder = whole_field(apps.get_model(change.model))
    values = change.values
    if holder is None or holder.related_model._meta.label_lower == whole.model:
        return ""
    title = titles.get((holder.related_model._meta.label_lower, values.get(holder.attname, 0)))
    return f" under “{cut(title, 60)}”" if title else ""


def text_of(change: Change, about: Field, titles: Titles) -> SafeString:
    """The old and the new text of a field, with what differs marked."""
    old, new = (
        shown(about, (values or {}).get(about.attname), titles)
        for values in (change.before, change.after)
    )
    return compared(old, new)


def shown(about: Field, value: Any, titles: Titles) -> str:
    """A value as people know it."""
    if value is None:
        return ""
    if isinstance(about, ForeignKey):
        related = about.related_model._meta
        return titles.get((related.label_lower, value)) or f"{related.verbose_name} {abs(value)}"
    return str(dict(about.flatchoices).get(value) or localize(value))


def compared(old: str, new: str) -> SafeString:
    """The new text with what was removed and added marked, clipped where it is long."""
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))
    skip = max(0, alike - BEFORE_A_CHANGE) if max(len(old), len(new)) > LONGEST_TEXT else 0
    skip = old.rfind(" ", 0, skip) + 1 if skip else 0
    before, after = (text[skip : skip + LONGEST_TEXT] for text in (old, new))
    left_out = max(len(old), len(new)) - max(len(before), len(after))
    html = differences_html(pieces_of(before, after))
    if left_out:
        html = format_html(
            '{}{}<span class="cap-left-out"> ({} characters not shown)</span>',
            "… " if skip else "",
            html,
            f"{left_out:,}",
        )
    return html


def pieces_of(old: str, new: str) -> Sequence[worddiff.Piece]:
    """The marked pieces of two texts, of which one may be blank."""
    if old.strip() and new.strip():
        return worddiff.word_differences(worddiff.Words.of(old), worddiff.Words.of(new))
    if new.strip():
        return (worddiff.Piece(worddiff.WordChange.ADDED, new),)
    return (worddiff.Piece(worddiff.WordChange.REMOVED, old),) if old.strip() else ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many entries of a model meet each fate."""

    noun: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


def numbers_of(counts: Mapping[str, Mapping[str, int]]) -> list[Numbers]:
    """The numbers of a plan, a row a model.

    Args:
        counts: as ``Plan.counts`` gives them.
    """
    labels = sorted({label for numbers in counts.values() for label in numbers})
    return [
        Numbers(
            noun=str(capfirst(apps.get_model(label)._meta.verbose_name_plural)),
            **{fate: numbers.get(label, 0) for fate, numbers in counts.items()},
        )
        for label in labels
    ]
