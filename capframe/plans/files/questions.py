"""Questions that a file leaves open, for whoever imports it to answer."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from capframe.plans.packing import pack, unpack


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to a question.

    Args:
        value: what the answer is kept as.
        effect: what it would give, in words; empty where the label says it.
    """

    value: str
    label: str
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a file does not say, or says so that it can be meant in two ways.

    Args:
        key: the same for the same question however often the file is checked; the answer is found
            under it among ``Choices.answers``.
        group: what it is about, in one word of an address: questions of one group are asked
            together.
        about: what in the file it comes from, in words.
        is_required: whether there is nothing to apply before it is answered.
        command: which options of the command answer it, one sentence; empty where ``--answer``
            with its key does.
        entries: of which one may be chosen in such a form, each with its primary key.
        words: of the file, which the form asks about one by one, each with how often it stands
            there.
        about_words: what their places mean, and what it means to give them none.
        also: what else a new one must say, as the label of its field; empty where nothing.
        answer: with which the file was checked; None while it is open.
        refused: an answer that could not be followed any more.
        may_be_new: whether a new one may be made.
        may_leave_words: whether words may be left without a place while others have one.
    """

    key: str
    group: str
    title: str
    about: str = ""
    options: tuple[Option, ...] = ()
    rows: int = 0
    examples: tuple[str, ...] = ()
    is_required: bool = True
    command: str = ""
    entries: tuple[Option, ...] = ()
    words: tuple[Option, ...] = ()
    about_words: str = ""
    also: str = ""
    answer: Any = None
    refused: Any = None
    may_be_new: bool = True
    may_leave_words: bool = False

    def find_answer(self, answers: Mapping[str, Any]) -> Any:
        """What was answered; None where nothing was, or what is no longer one of the options."""
        answer = answers.get(self.key)
        is_known = not self.options or any(answer == option.value for option in self.options)
        return answer if is_known and answer != self.refused else None

    @property
    def is_open(self) -> bool:
        return self.answer is None

    @property
    def stops(self) -> bool:
        """Whether it must be answered before anything can be applied, and is not."""
        return self.is_required and self.is_open


def pack_questions(questions: Iterable[Question]) -> bytes:
    return pack([astuple(question) for question in questions])


def unpack_questions(kept: bytes) -> list[Question]:
    """What ``pack_questions`` was given; none where nothing is kept."""
    return [_read_question(*values) for values in (unpack(kept) if kept else [])]


def _read_question(
    key: str, group: str, title: str, about: str, options: list[list[str]], *others: Any
) -> Question:
    rows, examples, is_required, command, entries, words, *found = others
    return Question(
        *(key, group, title, about, _read_options(options), rows, tuple(examples)),
        *(is_required, command, _read_options(entries), _read_options(words), *found),
    )


def _read_options(kept: list[list[str]]) -> tuple[Option, ...]:
    return tuple(Option(*option) for option in kept)
