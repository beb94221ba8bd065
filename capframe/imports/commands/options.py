"""What the options of a command choose for what a file does not say itself."""

from argparse import ArgumentParser
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model

from capframe.base.actions import LONGEST_REASON
from capframe.base.models import Source, Status
from capframe.imports.commands.answers import add_answer_options, read_answers
from capframe.plans.files.choices import Choices
from capframe.plans.files.import_kinds import ImportKind
from capframe.spreadsheets.faults import Unreadable, shown
from capframe.spreadsheets.names import did_you_mean

MOST_LISTED = 10


def add_options(parser: ArgumentParser, kind: ImportKind) -> None:
    add = parser.add_argument
    if kind.creates:
        add("--source", metavar="SLUG", help="document that the facts come from")
        add("--source-title", metavar="TITLE", default="", help="title of a new document")
        add("--publisher", metavar="NAME", default="", help="publisher of a new document")
    for default in kind.defaults:
        about = f"{default.noun} of rows that name none"
        add(f"--{default.option}", dest=default.name, metavar="SLUG", help=about)
    if kind.has_status:
        add("--draft", action="store_true", help="what is created is a draft, not published")
    for value in kind.values:
        known = [each for each, _ in value.values]
        option = f"--{value.name.replace('_', '-')}"
        add(option, choices=known, default=value.default, help=value.about)
    for choice in kind.stand_ins:
        known = [option.value for option in choice.options]
        add(f"--{choice.name}", choices=known, default="", help=choice.about)
    for flag in kind.flags:
        add(f"--{flag.name.replace('_', '-')}", action="store_true", help=flag.about)
    add_answer_options(parser, kind)
    add("--by", metavar="USERNAME", help="user for the history")
    add("--reason", metavar="WORDS", default="", help="why, for the history")


def read_choices(kind: ImportKind, given: Mapping[str, Any]) -> Choices:
    """What the options choose. Raises Unreadable for what the catalogue does not have."""
    source = {name: given.get(name) for name in ("source", "source_title", "publisher")}
    if source["source"] and (source["source_title"] or source["publisher"]):
        raise Unreadable(
            "--source names a document that is there, --source-title and --publisher a new one.",
            "Give one or the other.",
        )
    check_length("source-title", source["source_title"] or "", 300)
    check_length("publisher", source["publisher"] or "", 200)
    defaults = {
        default.name: find_key(default.model, default.option, default.noun, given[default.name])
        for default in kind.defaults
    }
    values = [choice.name for choice in kind.values]
    values += [choice.name for choice in kind.stand_ins]
    return Choices(
        source=find_key(Source, "source", "document", source["source"]),
        source_title=source["source_title"] or "",
        publisher=source["publisher"] or "",
        status=Status.DRAFT if given.get("draft") else Status.PUBLISHED,
        defaults={name: pk for name, pk in defaults.items() if pk is not None},
        flags=frozenset(flag.name for flag in kind.flags if given[flag.name]),
        values={name: given[name] for name in values},
        answers=read_answers(kind, given),
    )


def find_key(model: type[Model], option: str, what: str, slug: str | None) -> int | None:
    """The primary key of the entry with this slug, None where none was given."""
    if slug is None:
        return None
    return find_name(dict(model._default_manager.values_list("slug", "pk")), slug, option, what)


def find_user(name: str | None) -> Any:
    """The user, None where none was given. Raises Unreadable for an unknown one."""
    if name is None:
        return None
    users = get_user_model().objects
    key = find_name(dict(users.values_list("username", "pk")), name, "by", "user")
    return users.get(pk=key)


def read_reason(given: str) -> str:
    """The reason for the history, empty where none was given. Raises Unreadable."""
    check_length("reason", given, LONGEST_REASON)
    return given.strip()


def find_name(known: Mapping[str, int], name: str, option: str, what: str) -> int:
    """The key of a name. Raises Unreadable with those that it may have meant."""
    if name not in known:
        remedy = did_you_mean(name, known) or list_names(known)
        raise Unreadable(f"--{option}: there is no {what} “{shown(name)}”.", remedy)
    return known[name]


def list_names(known: Collection[str]) -> str:
    if not known:
        return "The catalogue has none yet."
    more = " and more" if len(known) > MOST_LISTED else ""
    return f"There are {', '.join(sorted(known)[:MOST_LISTED])}{more}."


def check_length(option: str, text: str, longest: int) -> None:
    """Raise Unreadable for a text that cannot be kept."""
    if len(text) > longest:
        raise Unreadable(
            f"--{option}: the text has {len(text):,} characters; the limit is {longest:,}.",
            "Shorten it.",
        )
    if not text.isprintable():
        raise Unreadable(
            f"--{option}: “{shown(text)}” holds characters that cannot be kept.",
            "Write it in letters and signs on one line, as UTF-8.",
        )
