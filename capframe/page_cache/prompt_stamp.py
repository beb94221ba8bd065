"""The stamp for whoever cannot wait: the loop that holds all connections of a process."""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from capframe.base.stamp import READ
from capframe.base.waiting import identity_of


class PromptStamp:
    """Reads the stamp where that is a look into a file; all its calls are of one thread.

    SQLite reads it in some microseconds, and never waits for who writes. PostgreSQL may take long,
    or be gone: there it has no answer.

    Args:
        config: an entry of DATABASES.
    """

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.path = str(config["NAME"]) if config["ENGINE"].endswith("sqlite3") else ""
        self.file: tuple[int, int] | None = None
        self.connection: sqlite3.Connection | None = None

    def read(self) -> int | None:
        """The stamp; None where it cannot be had without waiting."""
        if not self.path or (file := identity_of(self.path)) is None:
            return None
        try:
            if self.connection is None or file != self.file:
                self.connection, self.file = self._open(), file
            number: int | None = self.connection.execute(READ).fetchone()[0]
            return number
        except sqlite3.Error:
            self._close()
            return None

    def _open(self) -> sqlite3.Connection:
        self._close()
        # For reading alone, and an error rather than waiting for a lock.
        address = f"file:{self.path}?mode=ro"
        return sqlite3.connect(address, timeout=0, uri=True, isolation_level=None)

    def _close(self) -> None:
        if self.connection is not None:
            with suppress(sqlite3.Error):
                self.connection.close()
        self.connection = None
