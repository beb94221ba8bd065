"""What two editors made of one form, value by value, and what the second one chose."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import QueryDict
from django.utils.safestring import SafeString

from capframe.base.admin.conflicts.values import value_for_readers
from capframe.base.history.edited_text import find_differences
from capframe.base.markup import differences_html
from capframe.base.merging import Change, Side
from capframe.spreadsheets.texts import normalise_line_ends

THEIRS, MINE, OWN = "theirs", "mine", "own"
CHOICE, OWN_TEXT = "choice-", "own-"
# About as many letters as a line of the field for one's own text holds.
LINE = 90


@dataclass(frozen=True, slots=True)
class Answer:
    """What was chosen, empty where nothing was yet, and the text of one's own."""

    choice: str
    own: str


@dataclass(frozen=True)
class Touched:
    """A value that at least one of the two changed.

    Args:
        key: tells it apart from all others of the form.
        label: where it stands.
        change: what became of it.
        form_field: that holds it; None for a whole row of the form.
        answer: what was chosen, where somebody has to choose.
    """

    key: str
    label: str
    change: Change
    form_field: forms.Field | None
    answer: Answer | None

    @property
    def takes_own_text(self) -> bool:
        """Whether it is a text that can be written anew here."""
        return isinstance(self.form_field, forms.CharField)

    @property
    def is_open(self) -> bool:
        offered = (THEIRS, MINE, OWN) if self.takes_own_text else (THEIRS, MINE)
        return self.change.side is Side.BOTH and not (self.answer and self.answer.choice in offered)

    @property
    def value(self) -> str | None:
        """What is to be saved; mine, while it is open."""
        if self.is_open or self.answer is None or self.change.side is not Side.BOTH:
            return self.change.settled
        if self.answer.choice == OWN:
            return normalise_line_ends(self.answer.own).strip()
        return self.change.theirs if self.answer.choice == THEIRS else self.change.mine

    @property
    def own_text(self) -> str:
        """What the field for one's own text holds: what was typed there, else mine."""
        if self.answer:
            return self.answer.own
        return self.change.mine or self.change.theirs or ""

    @property
    def own_field(self) -> SafeString:
        """The field for one's own text, with as many lines as it needs."""
        lines = self.own_text.count("\n") + 1 + len(self.own_text) // LINE
        attrs = {
            "id": f"{OWN_TEXT}{self.key}",
            "rows": min(max(2, lines), 20),
            "aria-label": f"A text of your own: {self.label}",
        }
        return AdminTextareaWidget().render(f"{OWN_TEXT}{self.key}", self.own_text, attrs)

    @property
    def before(self) -> str | None:
        return self._in_words(self.change.base)

    @property
    def theirs(self) -> SafeString | str | None:
        return self._compared(self.change.theirs)

    @property
    def mine(self) -> SafeString | str | None:
        return self._compared(self.change.mine)

    @property
    def kept(self) -> SafeString | str | None:
        """What stays of a value that needs no choice, compared with what it was."""
        return self._compared(self.change.settled)

    @property
    def is_theirs(self) -> bool:
        return self.change.side is Side.THEIRS

    def _in_words(self, text: str | None) -> str | None:
        if text is None or self.form_field is None:
            return text
        return value_for_readers(self.form_field, text)

    def _compared(self, text: str | None) -> SafeString | str | None:
        """The words of a text with those marked that differ from before."""
        before, after = self.before, self._in_words(text)
        if before is None or not after:
            return after
        return differences_html(find_differences(before, after))


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that stands elsewhere in its list, and says the same."""

    label: str
    is_theirs: bool


@dataclass
class Decisions:
    """Settles what two editors made of one form, one value after the other.

    Args:
        answers: what was chosen, by the key of each value.
        back: of fields of lines, by their keys, the lines that others removed and that stay.
    """

    answers: Mapping[str, Answer]
    back: dict[str, str] = field(default_factory=dict)
    touched: list[Touched] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)

    def settle(
        self, key: str, label: str, change: Change, form_field: forms.Field | None = None
    ) -> str | None:
        """The value to be saved; None where it goes."""
        one = Touched(key, label, change, form_field, self.answers.get(key))
        if change.side is not Side.NEITHER:
            self.touched.append(one)
        return one.value

    @property
    def questions(self) -> list[Touched]:
        """What both changed, answered or not."""
        return [one for one in self.touched if one.change.side is Side.BOTH]

    @property
    def kept(self) -> list[Touched]:
        """What one of the two changed."""
        return [one for one in self.touched if one.change.side is not Side.BOTH]


def read_answers(data: QueryDict) -> dict[str, Answer]:
    """The answers that a form was sent with."""
    keys = {
        name.removeprefix(prefix)
        for name in data
        for prefix in (CHOICE, OWN_TEXT)
        if name.startswith(prefix)
    }
    return {
        key: Answer(data.get(f"{CHOICE}{key}", ""), data.get(f"{OWN_TEXT}{key}", ""))
        for key in keys
    }
