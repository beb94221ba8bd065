"""The characters that no text of the catalogue may hold, refused wherever somebody types one.

What nobody sees is taken out, and letters are composed, before an entry is validated. Both rules
are those of imports: ``capframe.spreadsheets.characters`` and ``capframe.spreadsheets.invisible``.
No constraint of the database says them too: SQLite knows no regular expressions, and PostgreSQL
keeps no NUL in any case. ``manage.py check_texts`` finds what was stored before, or by other means.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model, TextField

from capframe.spreadsheets.characters import REPLACEMENT, explain_refused, find_refused
from capframe.spreadsheets.invisible import normalise_text

# Such a character is mostly invisible: the words before it say where it stands.
WORDS_BEFORE = 20


def refuse_characters(text: str) -> None:
    """Raise ValidationError where the text holds a character that no text may hold."""
    if problem := find_problem(text):
        raise ValidationError(problem, code="refused_character")


def find_problem(text: str) -> str:
    """What is wrong with the text and what to do; empty where it may be kept."""
    refused = find_refused(text)
    if not refused:
        return ""
    before = text[: text.index(refused)][-WORDS_BEFORE:].split()
    where = f"after “{' '.join(before)}”" if before else "at the beginning"
    act = "Put the letter back" if refused == REPLACEMENT else "Delete it there"
    return f"{explain_refused('text', refused)} {act}, {where}."


def text_fields(model: type[Model]) -> dict[str, str]:
    """The fields of a model that hold text, by name; each with what forms call it."""
    fields = model._meta.concrete_fields
    texts = [field for field in fields if isinstance(field, CharField | TextField)]
    return {field.attname: str(field.verbose_name) for field in texts}


def find_problems(entry: Any) -> dict[str, str]:
    """What is wrong with the texts of an entry, by the names of their fields."""
    texts = {name: getattr(entry, name) for name in text_fields(type(entry))}
    return {name: problem for name, text in texts.items() if (problem := find_problem(text or ""))}


def tidy_texts(entry: Any, exclude: Collection[str]) -> None:
    """Bring the texts of an entry into one form, but for the fields that are left out."""
    for name in text_fields(type(entry)).keys() - set(exclude):
        text = getattr(entry, name)
        if text and (tidied := normalise_text(text)) != text:
            setattr(entry, name, tidied.strip())
