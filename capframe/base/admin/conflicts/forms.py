"""A form that was sent, and what others saved since it was opened."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.text import get_text_list

from capframe.base.admin.conflicts.choices import (
    CHOICE,
    OWN_TEXT,
    Answer,
    Moved,
    Touched,
    read_answers,
)
from capframe.base.admin.conflicts.merge import merge_sent
from capframe.base.admin.forms import SHOW_AGAIN, EntryForm, read_version, write_version
from capframe.base.history.past import saves_since, state_at, state_now

CHOICES_PER_PAGE = 10
# Sent by the buttons that lead to other choices; they save nothing.
PAGE = "choices_page"
# The version that the choices were made about.
SHOWN = "choices_shown"
# More than this nobody reads of what needs no choice; the history has the rest.
MOST_KEPT_SHOWN = 100
SOMEBODY = "Somebody"
# What the page sends anew, or no longer.
NOT_CARRIED = ("csrfmiddlewaretoken", "reason", SHOW_AGAIN, PAGE, SHOWN)


class Conflict:
    """A form that was sent, and what others saved since it was opened.

    Args:
        request: with which the form was sent, perhaps with choices beside it.
        form: the entry's form.
        context: that of the admin's page, which has the formsets of the parts.
    """

    def __init__(self, request: HttpRequest, form: EntryForm, context: dict[str, Any]) -> None:
        self.sent, self.form = request.POST, form
        entry = form.instance
        self.version = entry.loaded_history_version
        seen = form.seen_version
        self.saves = saves_since(entry, seen or {})
        merged, self.decisions = merge_sent(
            form,
            [one.formset for one in context["inline_admin_formsets"] if one.opts.are_parts],
            seen=None if seen is None else state_at(entry, seen),
            now=state_now(entry),
            answers=self._answers(),
        )
        self.data = self._without_choices(merged)

    def _answers(self) -> dict[str, Answer]:
        """The choices; none of them, where what they were made about changed again."""
        answers = read_answers(self.sent)
        if self.is_shown_again:
            return answers
        return {key: Answer("", answer.own) for key, answer in answers.items()}

    def _without_choices(self, merged: QueryDict) -> QueryDict:
        """What is to be saved, as the form itself would send it."""
        for name in [name for name in merged if name in (PAGE, SHOWN) or _is_answer(name)]:
            del merged[name]
        merged["history_version"] = write_version(self.version)
        return merged

    @property
    def is_shown_again(self) -> bool:
        """Whether the same questions were on the page that sent this."""
        return read_version(self.sent.get(SHOWN, "")) == self.version

    @property
    def is_open(self) -> bool:
        """Whether something still has to be chosen, or other choices are asked for."""
        return any(self.open) or (PAGE in self.sent and bool(self.decisions.questions))

    @property
    def open(self) -> list[Touched]:
        return [one for one in self.decisions.questions if one.is_open]

    @property
    def missing(self) -> list[Touched]:
        """What was not chosen though it was to be saved."""
        return self.open if self.is_shown_again and PAGE not in self.sent else []

    @property
    def missing_here(self) -> list[Touched]:
        return [one for one in self.missing if one in self.page.object_list]

    @property
    def missing_elsewhere(self) -> int:
        return len(self.missing) - len(self.missing_here)

    @property
    def who(self) -> str:
        """Who saved it, in words."""
        names = list(dict.fromkeys(save.who or SOMEBODY for save in self.saves))
        return get_text_list(names, "and") or SOMEBODY

    @property
    def theirs_label(self) -> str:
        """What the choice of what others saved is called."""
        return "Theirs" if " and " in self.who or self.who == SOMEBODY else f"{self.who}’s"

    @property
    def shown_version(self) -> str:
        return write_version(self.version)

    @cached_property
    def page(self) -> Page:
        """The choices to be shown: those asked for, else those with the first that is missing."""
        pages = Paginator(self.decisions.questions, CHOICES_PER_PAGE)
        if self.missing:
            first = self.decisions.questions.index(self.missing[0])
            return pages.page(first // CHOICES_PER_PAGE + 1)
        return pages.get_page(self.sent.get(PAGE))

    @property
    def carried(self) -> Iterator[tuple[str, str]]:
        """What the form was sent with, and the answers to the choices of other pages."""
        shown = {one.key for one in self.page}
        elsewhere = {one.key for one in self.decisions.questions} - shown
        for name, values in self.sent.lists():
            key = name.removeprefix(CHOICE).removeprefix(OWN_TEXT)
            if name not in NOT_CARRIED and (not _is_answer(name) or key in elsewhere):
                yield from ((name, value) for value in values)

    @property
    def kept(self) -> list[Touched]:
        """What one of the two changed, as much as anybody reads."""
        return self.decisions.kept[:MOST_KEPT_SHOWN]

    @property
    def moved(self) -> list[Moved]:
        """What one of the two moved, as much as there is room for."""
        return self.decisions.moved[: MOST_KEPT_SHOWN - len(self.kept)]

    @property
    def more_kept(self) -> int:
        every = len(self.decisions.kept) + len(self.decisions.moved)
        return every - len(self.kept) - len(self.moved)


def _is_answer(name: str) -> bool:
    return name.startswith((CHOICE, OWN_TEXT))
