"""What a plan would do as a page shows it: object by object, with the words that differ.

However long the texts of a file are, a page of objects is never longer than ``MOST_BYTES``: long
texts are clipped, of many changes the first are shown, and what is left out is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import takewhile
from typing import Any

from django.apps import apps
from django.db.models import Field
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from capframe.base.history.edited_text import find_differences
from capframe.base.markup import differences_html
from capframe.base.parts import whole_field
from capframe.base.titles import noun_and_title, value_in_words
from capframe.plans.changes import Change, Outcome, Whole
from capframe.plans.plan import Plan
from capframe.plans.titles import PlanTitles, Titles, fields_by_column, shorten

PER_PAGE = 50
MOST_LINES = 15
LONGEST_TEXT = 600
BEFORE_A_CHANGE = 100
MOST_BYTES = 300_000
# Of a plan of any size, so much is looked through for what is taken away.
MOST_PIECES = 10
LOSING = (Outcome.REMOVED, Outcome.WITHDRAWN)
# Where an entry comes from is shown after what it says.
ORIGIN = ("source", "place")

OUTCOME_LABELS = {
    "created": "Created",
    "changed": "Changed",
    "withdrawn": "Withdrawn",
    "back": "Comes back",
}


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One change within an object: what it is about, and its text with the words that differ."""

    label: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class PreviewObject:
    """One object of a preview.

    Args:
        title: what it is called.
        noun: what it is, for example "role level".
        outcome: what becomes of it: a key of ``OUTCOME_LABELS``.
        lines: its changes.
        more: how many more changes it has.
        file_line: where the file first says something of it, 0 where it does not.
        last_line: where it says something of it last.
        number_of_changes: how many entries change in it, itself among them.
        loses: whether something in it is removed: that stands first.
    """

    title: str
    noun: str
    outcome: str
    lines: Sequence[PreviewLine]
    more: int
    file_line: int
    last_line: int
    number_of_changes: int
    loses: bool

    @property
    def outcome_label(self) -> str:
        return OUTCOME_LABELS[self.outcome]


@dataclass(slots=True)
class Budget:
    """How much may still be written on a page."""

    left: int = MOST_BYTES

    def takes(self, line: PreviewLine) -> bool:
        """Whether there is room for the line; there is less from then on."""
        self.left -= len(line.text.encode()) + len(escape(line.label).encode()) + 200
        return self.left >= 0


class Preview:
    """A plan to be shown, a page at a time, without objects that nothing changes in.

    Args:
        plan: to be shown.
        losing_first: whether objects that lose something come first; an undo has few others.
    """

    def __init__(self, plan: Plan, *, losing_first: bool = False) -> None:
        self.plan, self.losing_first = plan, losing_first

    @property
    def indexes(self) -> Sequence[int]:
        """Its objects, by their places among the plan's ``wholes``."""
        touched = self.plan.touched_wholes()
        if not self.losing_first:
            return touched
        losing = self.plan.wholes_with(*LOSING, pieces=MOST_PIECES)
        return sorted(touched, key=lambda place: place not in losing) if losing else touched

    def objects(self, indexes: Sequence[int]) -> list[PreviewObject]:
        """Some of its objects, of which only these are unpacked."""
        found = self.plan.changes_in(indexes)
        titles = PlanTitles(self.plan).of([c for changes in found.values() for c in changes])
        wholes = self.plan.wholes_at(indexes)
        budget = Budget()
        return [
            make_object(wholes.get(index) or whole_of(changes), changes, titles, budget)
            for index in indexes
            if (changes := found[index])
        ]


def make_object(
    whole: Whole, changes: Sequence[Change], titles: Titles, budget: Budget
) -> PreviewObject:
    lines: list[PreviewLine] = []
    shown = sorted(changes, key=lambda change: change.outcome is not Outcome.REMOVED)
    for line in order_lines(shown, whole, titles):
        if len(lines) == MOST_LINES or not budget.takes(line):
            break
        lines.append(line)
    return PreviewObject(
        title=shorten(whole.title, 200),
        noun=noun_of(whole.model),
        outcome=outcome_of(whole, changes),
        lines=lines,
        more=count_lines(changes, whole) - len(lines),
        file_line=min((c.line for c in changes if c.line), default=0),
        last_line=max((c.line for c in changes), default=0),
        number_of_changes=len(changes),
        loses=shown[0].outcome is Outcome.REMOVED,
    )


def order_lines(changes: Sequence[Change], whole: Whole, titles: Titles) -> Iterator[PreviewLine]:
    """The lines of changes: where something comes from after what is said of everything."""
    for is_origin in (False, True):
        for change in changes[:MOST_LINES]:
            names = [
                name
                for name in shown_columns(change, whole)
                if is_origin_of(change, name) is is_origin
            ]
            yield from make_lines(change, names, whole, titles)


def is_origin_of(change: Change, column: str) -> bool:
    """Whether a column says where an entry that stays comes from."""
    stays = change.before is not None and change.after is not None
    return stays and fields_by_column(change.model)[column].name in ORIGIN


def whole_of(changes: Sequence[Change]) -> Whole:
    """What changes that stand in no whole are shown as: the first one's entry."""
    first = changes[0]
    return Whole(first.model, first.pk, noun_of(first.model))


def noun_of(label: str) -> str:
    return str(apps.get_model(label)._meta.verbose_name)


def outcome_of(whole: Whole, changes: Sequence[Change]) -> str:
    """What becomes of the object itself: “changed”, where only something in it is."""
    of_itself = (c for c in changes if (c.model, c.pk) == (whole.model, whole.pk))
    itself = next(of_itself, None)
    if itself is None:
        return "changed"
    return Outcome.BACK.value if itself.outcome == Outcome.BACK else itself.outcome.counted_as


def count_lines(changes: Sequence[Change], whole: Whole) -> int:
    return sum(len(shown_columns(change, whole)) for change in changes)


def shown_columns(change: Change, whole: Whole) -> list[str]:
    """The columns of a change that a reader is shown."""
    if change.before is not None and change.after is not None:
        return sorted(change.after, key=list(fields_by_column(change.model)).index)
    values = change.values
    model = apps.get_model(change.model)
    holder = whole_field(model)
    is_whole = (change.model, change.pk) == (whole.model, whole.pk)
    # The title of the object says itself.
    skipped = {*model.implied_fields, holder and holder.name, "title" if is_whole else ""}
    names = [
        name
        for name, field in fields_by_column(change.model).items()
        if field.name not in skipped and is_filled(values.get(name))
    ]
    # A part without any text still makes a line.
    return names or [n for n in model.implied_fields[:1] if not is_whole and n in values]


def is_filled(value: Any) -> bool:
    return value not in (None, "", [], False)


def make_lines(
    change: Change, columns: Iterable[str], whole: Whole, titles: Titles
) -> list[PreviewLine]:
    """A line for each of these fields of a change."""
    fields = fields_by_column(change.model)
    return [
        PreviewLine(
            line_label(change, whole, fields[name], titles), line_text(change, fields[name], titles)
        )
        for name in columns
    ]


def line_label(change: Change, whole: Whole, about: Field, titles: Titles) -> str:
    """What a line is about: the field, and the part of the object that it is a field of."""
    is_whole = (change.model, change.pk) == (whole.model, whole.pk)
    words = str(capfirst(about.verbose_name))
    if is_whole:
        return words
    noun = str(capfirst(noun_of(change.model)))
    field = "" if about.name in apps.get_model(change.model).title_fields else f": {words.lower()}"
    if change.before is not None and change.after is not None:
        title = shorten(titles.get((change.model, change.pk), ""), 60)
        return f"{capfirst(noun_and_title(apps.get_model(change.model), title))}{field}"
    return f"{noun}{_describe_holder(change, whole, titles)}{field}"


def _describe_holder(change: Change, whole: Whole, titles: Titles) -> str:
    """Under which heading a part stands, where that is not the object itself."""
    holder = whole_field(apps.get_model(change.model))
    values = change.values
    if holder is None or holder.related_model._meta.label_lower == whole.model:
        return ""
    title = titles.get((holder.related_model._meta.label_lower, values.get(holder.attname, 0)))
    return f" under “{shorten(title, 60)}”" if title else ""


def line_text(change: Change, about: Field, titles: Titles) -> SafeString:
    """The new text of a field, with the words in which it differs from the old one."""
    old, new = (
        describe_value(about, (values or {}).get(about.attname), titles)
        for values in (change.before, change.after)
    )
    return compare_texts(old, new)


def describe_value(about: Field, value: Any, titles: Titles) -> str:
    """A value as people know it."""
    return value_in_words(about, value, lambda model, pk: titles.get((model._meta.label_lower, pk)))


def compare_texts(old: str, new: str) -> SafeString:
    """The new text with the words removed and added, clipped where it is long."""
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))
    skip = max(0, alike - BEFORE_A_CHANGE) if max(len(old), len(new)) > LONGEST_TEXT else 0
    skip = old.rfind(" ", 0, skip) + 1 if skip else 0
    before, after = (text[skip : skip + LONGEST_TEXT] for text in (old, new))
    left_out = max(len(old), len(new)) - max(len(before), len(after))
    html = differences_html(find_differences(before, after))
    if left_out:
        html = format_html(
            '{}{}<span class="cap-left-out"> ({} characters not shown)</span>',
            "… " if skip else "",
            html,
            f"{left_out:,}",
        )
    return html
