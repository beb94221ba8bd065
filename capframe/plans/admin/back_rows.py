"""What would be taken back, as a page shows it: each item with its words and its choices."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from capframe.base.history.lines import parts_in_words
from capframe.base.parts import whole_field
from capframe.base.titles import noun_and_title
from capframe.plans.admin.links import EntryLink, link_entries
from capframe.plans.apply import model_of
from capframe.plans.changes import Change, Whole
from capframe.plans.chosen import Choice, Choices
from capframe.plans.conflicts import Conflict
from capframe.plans.preview import Budget, PreviewLine, make_lines, make_object, noun_of
from capframe.plans.taking_back import BackItem, TakingBack
from capframe.plans.titles import PlanTitles, Titles, fields_by_column, shorten

# As many as anybody looks through; the others are taken back as they would be by themselves.
MOST_SHOWN = 100
POSITION = "position"
STATUS = "status"
GOES, COMES_BACK, MOVED, REWORDED = "Removed", "Comes back", "Moved", "Reworded"
STAYS, STAYS_DELETED = "Stays", "Stays deleted"


@dataclass(frozen=True, slots=True)
class BackOption:
    """One of several things that may become of what was changed again since."""

    value: str
    label: str
    lines: Sequence[PreviewLine]


@dataclass(frozen=True, slots=True)
class BackRow:
    """An item as it is shown.

    Args:
        key: what the form calls it.
        label: what becomes of it, in a word or two.
        title: what it is about, where the lines do not say it.
        whole: the entry that it stands in, where the page is about several.
        lines: its texts, with the words that differ.
        more: how many more lines there are.
        problem: why it cannot go back, empty where it can.
        taken_by: what has its place by now, where something has.
        since: who changed it again, where somebody did.
        options: in that case, what may become of it.
        choice: what is chosen of it.
    """

    key: str
    label: str
    title: str
    whole: str
    lines: Sequence[PreviewLine]
    more: int
    problem: str
    taken_by: EntryLink | None
    since: Conflict | None
    options: Sequence[BackOption]
    choice: Choice

    @property
    def is_chosen(self) -> bool:
        return self.choice is not Choice.NOW

    @property
    def about(self) -> str:
        """What it is about, where its texts stand apart."""
        return self.title or next((line.label for line in self.lines), "")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the choices are called where something was changed again since.

    Args:
        back: for example "Back to before 14 May 2027".
        left: for example "As Editor B left it".
    """

    back: str
    left: str


def make_rows(taking_back: TakingBack, choices: Choices, wording: Wording) -> list[BackRow]:
    """The first ``MOST_SHOWN`` items, as they are shown."""
    items = taking_back.items[:MOST_SHOWN]
    shown = [change for item in items for change in (*item.changes, *_left(item))]
    titles = PlanTitles(taking_back.back).of(shown)
    wholes = taking_back.back.wholes_at({item.top.whole for item in items})
    links = link_entries(item.taken_by for item in items if item.taken_by)
    is_about_one = len(taking_back.back.touched_wholes()) == 1
    budget = Budget()
    rows = []
    for item in items:
        whole = wholes[item.top.whole]
        lines, more = _lines_of(item, whole, titles, budget)
        rows.append(
            BackRow(
                key=item.key,
                label=_label_of(item),
                title=_title_of(item, titles),
                whole="" if is_about_one or _is_whole(item, whole) else shorten(whole.title),
                lines=lines,
                more=more,
                problem=item.problem,
                taken_by=links.get(item.taken_by) if item.taken_by else None,
                since=item.since,
                options=list(_options_of(item, whole, titles, wording)),
                choice=choices.get(item.key, Choice.NOW),
            )
        )
    return rows


def _left(item: BackItem) -> list[Change]:
    return [item.left] if item.left else []


def _stays(change: Change) -> bool:
    return change.before is not None and change.after is not None


def _is_whole(item: BackItem, whole: Whole) -> bool:
    """Whether the item is about the entry itself, which comes or goes, and so names it."""
    return not _stays(item.top) and (item.top.model, item.top.pk) == (whole.model, whole.pk)


def _label_of(item: BackItem) -> str:
    """What becomes of something, in a word or two; of a field of an entry its name."""
    change = item.top
    if change.before is None:
        return STAYS_DELETED if item.problem else COMES_BACK
    if change.after is None:
        return STAYS if item.problem else GOES
    columns = list(change.after)
    model = model_of(change.model)
    if columns == [POSITION]:
        return MOVED
    if whole_field(model) and columns[0] in model.title_fields:
        return REWORDED
    fields = fields_by_column(change.model)
    return str(capfirst(fields[STATUS if STATUS in columns else columns[0]].verbose_name))


def _title_of(item: BackItem, titles: Titles) -> str:
    """What an entry that comes or goes is, and how much is in it; else the lines say it."""
    top = item.top
    if _stays(top):
        return ""
    model = model_of(top.model)
    named = str(capfirst(noun_and_title(model, titles.get((top.model, top.pk), ""))))
    inside = Counter(model_of(change.model) for change in item.changes if change is not top)
    return f"{named}, with {parts_in_words(model, inside)}" if inside else named


def _lines_of(
    item: BackItem, whole: Whole, titles: Titles, budget: Budget
) -> tuple[Sequence[PreviewLine], int]:
    if _stays(item.top):
        return _lines(item.top, whole, titles), 0
    about = Whole(item.top.model, item.top.pk, noun_of(item.top.model))
    shown = make_object(about, item.changes, titles, budget)
    return shown.lines, shown.more


def _lines(change: Change, whole: Whole, titles: Titles) -> list[PreviewLine]:
    """The texts of some fields of an entry; a status before the day that goes with it."""
    columns = sorted(change.after or {}, key=lambda name: name != STATUS)
    return make_lines(change, columns, whole, titles)


def _options_of(
    item: BackItem, whole: Whole, titles: Titles, wording: Wording
) -> Iterator[BackOption]:
    if item.since is None or item.problem:
        return
    if not _stays(item.top):
        yield BackOption(Choice.NOW, "It stays as it is now", ())
        yield BackOption(Choice.BACK, "It goes all the same", ())
        return
    now = {
        name: value
        for one in (item.top, *_left(item))
        for name, value in (one.before or {}).items()
    }
    columns = list(now)
    as_it_is = Change(item.top.model, item.top.pk, now, now, item.top.whole)
    yield BackOption(Choice.NOW, "As it is now", make_lines(as_it_is, columns, whole, titles))
    yield BackOption(Choice.BACK, wording.back, _lines(item.top, whole, titles))
    if item.left:
        yield BackOption(Choice.LEFT, wording.left, _lines(item.left, whole, titles))
