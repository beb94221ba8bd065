"""Which entries have some words, asked by rooms that must not know how words are found.

Search answers, from its index: lists, choices and the admin find by the same words as it does.
"""

from collections.abc import Callable
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Model, Q

# Takes a model, words as somebody typed them, and whether titles alone must have them. Gives a
# subquery of primary keys, published or not; None where it cannot tell.
Answer = Callable[[type[Model], str, bool], Any]

_answers: list[Answer] = []


def answer_with(answer: Answer) -> None:
    """Let this function say which entries have some words."""
    _answers[:] = [answer]


def has_words(model: type[Model], typed: str, *, in_title: bool = False) -> Q | None:
    """Whether an entry of the model has all the words, whoever may see it.

    None where no index knows the model, or nothing that was typed is a word.

    Args:
        model: of the entries.
        typed: by somebody.
        in_title: in its title, or in other words that it is found by first.
    """
    for answer in _answers:
        if (keys := answer(model, typed, in_title)) is not None:
            return Q(pk__in=keys)
    return None


def has_title_words(model: type[Model] | None, typed: str, *fields: str) -> Q:
    """Whether the title of an entry has all the words, or these fields have them as parts of words.

    A few letters are enough to choose from a list, which search itself would not take for a word.

    Args:
        model: of the entries; None where they are found by something else than their titles.
        typed: by somebody; everything has no words.
        fields: to look for the letters in.
    """
    plain = reduce(and_, (has_letters(word, fields) for word in typed.split()), Q())
    found = has_words(model, typed, in_title=True) if model else None
    return plain if found is None else plain | found


def has_letters(letters: str, fields: tuple[str, ...]) -> Q:
    condition = Q(pk__in=())
    for field in fields:
        condition |= Q(**{f"{field}__icontains": letters})
    return condition
