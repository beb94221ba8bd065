"""Which failures of a database or a disk pass by themselves, and what is said of them."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from traceback import walk_tb

from django.db import Error, InterfaceError, OperationalError


class Outage(Enum):
    """What fails.

    Args:
        word: what it is called where machines ask (``/healthz``).
        title: of the page that says so.
        problem: what is wrong, in sentences.
        remedy: what comes before trying again, as the beginning of a sentence.
    """

    UNREACHABLE = (
        "unreachable",
        "The catalogue cannot be read at the moment",
        "The catalogue’s database cannot be reached at the moment.",
        "wait a few minutes, then",
    )
    READ_ONLY = (
        "read-only",
        "Nothing can be saved at the moment",
        "The catalogue’s database can only be read at the moment. You can go on reading; nobody "
        "can save anything, add to a comparison or sign in.",
        "wait a few minutes, then",
    )
    BUSY = (
        "locked",
        "The catalogue is busy at the moment",
        "The catalogue’s database was busy for too long.",
        "wait a minute, then",
    )
    FULL = (
        "full",
        "The server has no room left",
        "A disk of the server is full.",
        "ask whoever runs this site to make room, then",
    )

    def __init__(self, word: str, title: str, problem: str, remedy: str) -> None:
        self.word, self.title, self.problem, self.remedy = word, title, problem, remedy


class TooManyWaiting(OperationalError):
    """Raised where as many as may wait for SQLite's write lock are waiting already."""


# Of PostgreSQL, by SQLSTATE or its first two characters.
SQLSTATES = {
    "25006": Outage.READ_ONLY,
    "55P03": Outage.BUSY,  # a lock was not to be had in time
    "57014": Outage.BUSY,  # a statement took too long
    "53100": Outage.FULL,
    "40": Outage.BUSY,  # deadlocks
    "53": Outage.BUSY,  # memory and connections
    "08": Outage.UNREACHABLE,
    "57": Outage.UNREACHABLE,  # shut down, or starting
    "58": Outage.UNREACHABLE,  # its own disk fails
}
# Of SQLite, by its primary result code: sqlite.org/rescode.html names them.
SQLITE_CODES = {
    5: Outage.BUSY,
    6: Outage.BUSY,
    8: Outage.READ_ONLY,
    10: Outage.UNREACHABLE,  # reading or writing the file failed
    11: Outage.UNREACHABLE,  # the file is damaged
    13: Outage.FULL,
    14: Outage.UNREACHABLE,  # the file cannot be opened
    15: Outage.BUSY,
    26: Outage.UNREACHABLE,  # the file is no database
}
PRIMARY_CODE = 0xFF
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def outage_of(error: BaseException | None) -> Outage | None:
    """What fails where this error was raised; None for every other error, such as one of ours."""
    if isinstance(error, TooManyWaiting):
        return Outage.BUSY
    if isinstance(error, OSError):
        return Outage.FULL if error.errno in NO_ROOM else None
    if not isinstance(error, Error):
        return None
    cause = error.__cause__
    if state := getattr(cause, "sqlstate", None):
        return SQLSTATES.get(state) or SQLSTATES.get(state[:2])
    if code := getattr(cause, "sqlite_errorcode", None):
        return SQLITE_CODES.get(code & PRIMARY_CODE)
    # Where there is no connection, nobody gave the error a code.
    return Outage.UNREACHABLE if isinstance(error, OperationalError | InterfaceError) else None


def outage_behind(error: BaseException | None) -> BaseException | None:
    """The error, or that which it was raised for, that says what fails; None if there is none."""
    while error is not None and outage_of(error) is None:
        error = error.__cause__ or error.__context__
    return error


@contextmanager
def unless_outage() -> Iterator[None]:
    """For what may as well be done another time: it is left out where the database fails."""
    try:
        yield
    except Error as error:
        if outage_of(error) is None:
            raise


def broke_off_at_commit(error: BaseException | None) -> bool:
    """Whether the connection was lost while a transaction, which may stand, was committed."""
    if error is None or outage_of(error) is not Outage.UNREACHABLE:
        return False
    return any(frame.f_code.co_name == "_commit" for frame, _ in walk_tb(error.__traceback__))
