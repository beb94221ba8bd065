"""Lines of the log that nothing which was sent can forge."""

import json
import logging
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from capframe.security.requests import client_address, current_request, request_id

LONGEST = 200

security_log = logging.getLogger("capframe.security")


class LineFormatter(logging.Formatter):
    """A line a record, with the number of its request; what follows a line is set in."""

    converter = time.gmtime  # type: ignore[assignment]  # takes what its stub says it may

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s request=%(request_id)s %(message)s",
            "%Y-%m-%dT%H:%M:%SZ",
        )

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        record.request_id = request_id.get()
        return printable(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return set_in(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        return set_in(super().formatStack(stack_info))


def set_in(text: str) -> str:
    """Lines of an error, which may repeat what was sent: none looks like a line of its own."""
    return "\n".join(f"  | {printable(line)}" for line in text.splitlines())


def printable(text: str) -> str:
    """The text with every control, direction and other invisible character written out."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def quoted(value: object) -> str:
    """The value in quotation marks, which nothing in it can end; shortened."""
    text = str(value)
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return printable(json.dumps(shown, ensure_ascii=False))


def note(event: str, *, who: str | None = None, **facts: object) -> None:
    """Write a line to the security log: what happened, who did it, and from where.

    Args:
        event: plain words, never what was sent.
        who: an account's name; by default that of the request's user.
        facts: what else there is to say.
    """
    security_log.info("%s", described(event, who, facts))


def note_when_kept(event: str, **facts: object) -> None:
    """Note what a transaction changed once it is certain that it stays."""
    transaction.on_commit(partial(security_log.info, "%s", described(event, None, facts)))


def described(event: str, who: str | None, facts: Mapping[str, object]) -> str:
    values = {"who": user_name() if who is None else who, **place(), **facts}
    return f"{event} {' '.join(f'{name}={quoted(value)}' for name, value in values.items())}"


def place() -> dict[str, object]:
    request = current_request.get()
    if request is None:
        return {"address": "", "path": ""}
    return {"address": client_address(request) or "", "path": request.path}


def user_name() -> str:
    """The name of whoever is signed in; empty for readers and for commands."""
    user = getattr(current_request.get(), "user", None)
    return user.get_username() if user is not None else ""
