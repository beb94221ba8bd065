"""A request while it comes in, and in which words one is refused that is too long or too large."""

import logging

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import (
    BadRequest,
    Error,
    RequestEntityTooLarge,
    RequestHeaderFieldsTooLarge,
)

MEGABYTE = 1024 * 1024
# The first line of a request, and each of its headers.
LONGEST_LINE = 8190
LONGEST_HEAD = 4 * LONGEST_LINE
TOO_LONG = f"The address or a header has more than {LONGEST_LINE} characters. Use a shorter one."
HEAD_TOO_LONG = (
    f"The address and the headers have more than {LONGEST_HEAD} characters together. "
    "Use a shorter address, or send fewer headers."
)
# A file of 25 megabytes to import, with the rest of its form.
MOST_SENT = 26 * MEGABYTE
TOO_LARGE = (
    f"At most {MOST_SENT // MEGABYTE} MB can be sent at once. Nothing was saved. "
    "Split what you want to send, then send it again."
)
# What is larger is read past up to this: a browser shows the answer only once it has sent all.
MOST_PASSED_OVER = 100 * MEGABYTE
NO_ROOM = (
    "The server has no room left for what you send. Nothing was saved. "
    "Ask whoever runs it to make room, then send it again."
)

logger = logging.getLogger(__name__)


class AddressTooLong(BadRequest):
    code = 414
    reason = "URI Too Long"


class NoRoom(BadRequest):
    code = 507
    reason = "Insufficient Storage"


class Request(HTTPRequestParser):
    """A request while it comes in; what is too long or too large is refused in plain words."""

    error: Error | None
    expect_continue: bool
    refusal: Error | None = None
    left_to_pass_over = 0

    def received(self, data: bytes) -> int:
        """Take in what belongs to this request, and return how much that was."""
        if self.left_to_pass_over:
            return self._pass_over(data)
        try:
            taken = super().received(data)
        except OSError:
            logger.exception("A request could not be kept.")
            self.error, self.completed = NoRoom(NO_ROOM), True
            return len(data)
        if isinstance(self.error, RequestEntityTooLarge):
            self.error = RequestEntityTooLarge(TOO_LARGE)
            self._begin_to_pass_over()
        elif isinstance(self.error, RequestHeaderFieldsTooLarge):
            self.error = RequestHeaderFieldsTooLarge(HEAD_TOO_LONG)
        elif self.refusal:
            self.error = self.refusal
        return taken

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head. Raises ParsingError, and keeps the refusal, if a line is too long."""
        first, *others = header_plus.split(b"\r\n")
        if len(first) > LONGEST_LINE:
            self.refusal = AddressTooLong(TOO_LONG)
        elif max(map(len, others), default=0) > LONGEST_LINE:
            self.refusal = RequestHeaderFieldsTooLarge(TOO_LONG)
        if self.refusal:
            raise ParsingError(TOO_LONG)
        super().parse_header(header_plus)

    def _begin_to_pass_over(self) -> None:
        """Refuse at once whoever waits for that or sends without end; others once they are done."""
        waits, self.expect_continue = self.expect_continue, False
        if not waits and not self.chunked and self.content_length <= MOST_PASSED_OVER:
            self.left_to_pass_over, self.completed = self.content_length, False

    def _pass_over(self, data: bytes) -> int:
        taken = min(len(data), self.left_to_pass_over)
        self.left_to_pass_over -= taken
        self.completed = not self.left_to_pass_over
        return taken
