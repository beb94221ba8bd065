"""A connection, the answers that it gets, and the socket that it came in by."""

import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from gunicorn.workers.base import Worker
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask

from capframe.serving.incoming import Request

# How many seconds each part of a connection's way may take; what takes longer is ended.
HEAD_SECONDS, BODY_SECONDS, ANSWER_SECONDS, IDLE_SECONDS = 30, 300, 300, 30


class Answer(WSGITask):
    """The making of an answer, noted in the access log where there is one.

    Where only the head is asked for, it sends that and no more, as if there were a body.
    """

    def write(self, data: bytes) -> None:
        super().write(b"" if self.request.command == "HEAD" else data)

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
    task_class = Answer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.since = time.monotonic()
        super().__init__(*args, **kwargs)

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.since = time.monotonic()
        return super().received(data)

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
        super().__init__(worker.wsgi, *args, **kwargs)

    def maintenance(self, now: float) -> None:
        """End the connections that take too long."""
        for connection in list(self.active_channels.values()):
            if connection.is_overdue():
                connection.will_close = True

    def log_access(self, answer: Answer) -> None:
        """Write the answer's line as gunicorn does; nothing where no access log is asked for."""
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
