"""A connection, the answers that it gets, and the socket that it came in by."""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from threading import get_ident
from types import SimpleNamespace
from typing import Any

from gunicorn.workers.base import Worker
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask

from capframe.serving.incoming import Request

# The longest body, in bytes, that is copied to stand behind its head.
MOST_IN_ONE = 256 * 1024
# How many seconds each part of a connection's way may take; what takes longer is ended.
HEAD_SECONDS, BODY_SECONDS, ANSWER_SECONDS, IDLE_SECONDS = 30, 300, 300, 30


class Answer(WSGITask):
    """The making of an answer, noted in the access log where there is one.

    Where only the head is asked for, it sends that and no more, as if there were a body.
    """

    # The body, where the application had it ready.
    ready: Iterable[bytes] | None = None

    def make_ready(self, application: Callable) -> bool:
        """Have the application answer if it need not wait for anything; whether it did."""
        self.ready = application(self.get_environment(), self.keep_head)
        return self.ready is not None

    def keep_head(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.complete, self.status, self.response_headers = True, status, headers
        self.content_length = next(
            (int(value) for name, value in headers if name == "Content-Length"), None
        )

    def execute(self) -> None:
        if self.ready is None:
            super().execute()
        for data in self.ready or ():
            self.write(data)

    def write(self, data: bytes) -> None:
        """Send it; a small body that comes in one piece together with its head."""
        if self.request.command == "HEAD" or not data:
            super().write(b"")
        elif self.begins_now and self.content_length == len(data) <= MOST_IN_ONE:
            head = self.build_response_header()
            self.wrote_header, self.content_bytes_written = True, len(data)
            self.channel.write_soon(head + data)
        else:
            super().write(data)

    @property
    def begins_now(self) -> bool:
        """Whether the next that is sent is the head, and a body comes after it."""
        return self.complete and not self.wrote_header and self.has_body

    def finish(self) -> None:
        self.chunked_response &= self.request.command != "HEAD"
        super().finish()
        self.channel.server.log_access(self)

    def set_close_on_finish(self) -> None:
        """End the connection, but not because an answer that has no body has no length either."""
        closes = self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or closes or self.version != "1.1" or self.request.error:
            super().set_close_on_finish()


class Connection(HTTPChannel):
    """A connection that is ended when a part of its way takes too long.

    Args:
        since: when that part began, on the monotonic clock.
    """

    parser_class = Request
    server: "Listener"
    # An answer that is ready, for the request that comes next.
    answer: Answer | None = None
    is_due = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.since = time.monotonic()
        super().__init__(*args, **kwargs)

    def received(self, data: bytes) -> bool:
        """Take in what has come; answer at once what is ready, and hand on what is not."""
        if self.request is None:
            self.since = time.monotonic()
        taken = super().received(data)
        while self.is_due:
            self.is_due = False
            if self.is_ready():
                self.service()
            else:
                self.server.hand_on(self)
        return taken

    def is_ready(self) -> bool:
        """Whether the application had the answer to the present request ready."""
        request = self.requests[0]
        if request.error or self.total_outbufs_len or not self.server.answer_at_once:
            return False
        answer = Answer(self, request)
        try:
            if not answer.make_ready(self.server.answer_at_once):
                return False
        except Exception:
            self.logger.exception("What is kept cannot be looked at.")
            return False
        self.answer = answer
        return True

    def task_class(self, channel: "Connection", request: Request) -> Answer:
        """The answer that is ready, or else one to be made."""
        answer, self.answer = self.answer, None
        return answer or Answer(channel, request)

    def service(self) -> None:
        """Make the answer; from then on it is for the other side to take it."""
        super().service()
        self.since = time.monotonic()

    @property
    def seconds_allowed(self) -> float:
        """How long the present part may take; making the answer takes what it takes."""
        if self.requests:
            return float("inf")
        if self.total_outbufs_len:
            return ANSWER_SECONDS
        if self.request is None:
            return IDLE_SECONDS
        return BODY_SECONDS if self.request.headers_finished else HEAD_SECONDS

    def is_overdue(self) -> bool:
        return time.monotonic() - self.since > self.seconds_allowed

    def is_in_hand(self) -> bool:
        """Whether there is something to finish: a body coming in, an answer to make or to give."""
        coming = self.request is not None and self.request.headers_finished
        return bool(coming or self.requests or self.total_outbufs_len)


class Listener(TcpWSGIServer):
    """A socket that connections come in by, and those that came."""

    channel_class = Connection

    def __init__(self, worker: Worker, *args: Any, **kwargs: Any) -> None:
        self.worker = worker
        # What the application has ready, the loop itself answers: handing it to a thread and
        # being told of its end takes as long as the answer.
        self.answer_at_once = getattr(worker.wsgi, "answer_at_once", None)
        self.loop_thread = get_ident()
        super().__init__(worker.wsgi, *args, **kwargs)

    def add_task(self, connection: Connection) -> None:
        """Have its next request answered: by the loop, which is taking it in, or by a thread."""
        if get_ident() == self.loop_thread:
            connection.is_due = True
        else:
            self.hand_on(connection)

    def hand_on(self, connection: Connection) -> None:
        self.task_dispatcher.add_task(connection)

    def pull_trigger(self) -> None:
        """Have the loop look again, unless it is the loop that asks for it."""
        if get_ident() != self.loop_thread:
            super().pull_trigger()

    def maintenance(self, now: float) -> None:
        """End the connections that take too long."""
        for connection in list(self.active_channels.values()):
            if connection.is_overdue():
                connection.will_close = True

    def log_access(self, answer: Answer) -> None:
        """Write the answer's line as gunicorn does; nothing where no access log is asked for."""
        if not self.worker.log.access_log_enabled:
            return
        environ = {
            name: value if value.isprintable() else value.encode("unicode_escape").decode()
            for name, value in answer.get_environment().items()
            if isinstance(value, str)
        }
        environ["RAW_URI"] = environ["REQUEST_URI"]
        response = SimpleNamespace(
            status=answer.status,
            headers=answer.response_headers,
            sent=answer.content_bytes_written or answer.content_length,
        )
        took = timedelta(seconds=time.time() - answer.start_time)
        self.worker.log.access(response, answer.request, environ, took)
