"""What whoever imports chooses for a file that does not say it itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from capframe.base.models import Addressed, Status

COMMON_CHOICES = ("source", "source_title", "publisher", "status")


@dataclass(frozen=True, slots=True)
class DefaultChoice:
    """Entries of which one may be chosen for every row that names none.

    Args:
        name: of the column that it stands in for, for example "job_family".
        option: on the command line, without its hyphens.
        is_asked: whether the check asks for one, or for a new one, where none was chosen; the
            question has the option as its key.
        also: the option for what else a new one must say; empty where nothing.
        order: the option for the order of the words that the file has for a new one's parts.
        adds: what a new one is made of, where the kind of file adds no such thing by itself.
    """

    name: str
    model: type[Addressed]
    option: str
    is_asked: bool = False
    also: str = ""
    order: str = "scale"
    adds: tuple[type[Addressed], ...] = ()

    @property
    def noun(self) -> str:
        """What the model calls one of its entries, for example “job family”."""
        return str(self.model._meta.verbose_name)


@dataclass(frozen=True, slots=True)
class NamedChoice:
    """Something that whoever imports may choose.

    Args:
        name: of the form's field; with hyphens for underscores, of the command's option.
        about: what it says or does, for the command's help.
        label: of the form's field.
    """

    name: str
    about: str
    label: str


@dataclass(frozen=True, slots=True)
class FlagChoice(NamedChoice):
    """Something that is done beside what the file says, where whoever imports wants it.

    Args:
        off: the end of the sentence that the label begins, where it is not wanted.
        on: its end where it is.
        is_required: whether a form must say which; where it need not, it is off by itself.
    """

    off: str
    on: str
    is_required: bool = True


KEEP_PLACEHOLDERS = FlagChoice(
    "keep_placeholders",
    about="keep cells that say N/A, TBC, TBD, MISSING, NOT IN USE or - as text",
    label="Cells that only say N/A, TBC, TBD, MISSING, NOT IN USE or a dash are",
    off="empty: the file says nothing there",
    on="text, and kept as it is",
)
DECODE_HTML = FlagChoice(
    "decode_html",
    about="decode HTML in cells, such as <p> or &amp;, to what a browser shows",
    label="HTML in cells, such as <p> or &amp;, is",
    off="text, and kept as it is",
    on="decoded: paragraphs, lists and signs as a browser shows them",
)
KEEP_LIST_MARKS = FlagChoice(
    "keep_list_marks",
    about="keep marks and numbers of lists (•, 1.) as text, and lists in one cell in one piece",
    label="Marks and numbers of lists in cells, such as • and 1. and 2., are",
    off="taken off, and each line of a list is taken by itself",
    on="text, and kept as they are",
)
SPLIT_NAMES = FlagChoice(
    "split_names",
    about="take cells of several known names (Python; SQL) apart, a row for each",
    label="Cells of several names that are all known, such as “Python; SQL”, are",
    off="one name, which is new",
    on="taken apart: a row for each name",
    is_required=False,
)
# What may be chosen for files of every kind.
COMMON_FLAGS = (KEEP_PLACEHOLDERS, DECODE_HTML, SPLIT_NAMES)


@dataclass(frozen=True, slots=True)
class ValueChoice(NamedChoice):
    """What everything of a file is said to be, one of a few values; its label is a question.

    Args:
        values: what may be chosen, each with what the form calls it; the first, if nothing is.
    """

    values: tuple[tuple[str, str], ...]

    @property
    def default(self) -> str:
        return self.values[0][0]


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever imports chooses for a file that does not say it itself.

    Args:
        source: primary key of the document that the file's facts come from; None for a new one.
        defaults: the primary key of what was chosen, by the name of its ``DefaultChoice``.
        flags: the names of each ``FlagChoice`` that is wanted.
        values: what was chosen, by the name of its ``ValueChoice``.
        answers: to the questions that the file left open, by the key of its ``Question``.
        file_name: of the file, after which a source that nobody named is called.
        may_add: the groups of questions to which whoever imports may answer that it is new.
        asks: whether somebody can be asked what the file leaves open; else that is a fault.
    """

    source: int | None = None
    source_title: str = ""
    publisher: str = ""
    status: str = Status.PUBLISHED
    defaults: Mapping[str, int] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    file_name: str = ""
    may_add: frozenset[str] = frozenset()
    asks: bool = False

    def as_json(self) -> dict[str, Any]:
        """The choices as an import keeps them, each by its name; it keeps the rest apart."""
        common = {name: getattr(self, name) for name in COMMON_CHOICES}
        return {**common, **self.defaults, **self.values, **dict.fromkeys(self.flags, True)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The choices that were kept; what was not chosen is missing there, None or false."""
        common = {name: kept[name] for name in COMMON_CHOICES if name in kept}
        others = {name: kept[name] for name in kept if name not in COMMON_CHOICES and kept[name]}
        flags = frozenset(name for name, value in others.items() if value is True)
        values = {name: value for name, value in others.items() if isinstance(value, str)}
        defaults = {
            name: value for name, value in others.items() if name not in flags | values.keys()
        }
        return cls(**common, defaults=defaults, flags=flags, values=values)
