"""A process of gunicorn's in which waitress holds the connections."""

import ctypes
import os
import resource
import sys
import time
from typing import Any

from gunicorn.workers.base import Worker
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher
from waitress.wasyncore import loop

from capframe.serving.connections import Listener
from capframe.serving.incoming import LONGEST_HEAD, MEGABYTE, MOST_SENT

# What comes in lies in memory up to this, then in a temporary file without a name.
MOST_IN_MEMORY = MEGABYTE // 8
# Answers lie in memory until they are read, so that a full disk spoils none.
MOST_ANSWERED_AHEAD = 16 * MEGABYTE
SECONDS_BETWEEN_LOOKS = 5
# So long a thread that computes may keep the others waiting, where Python has five milliseconds:
# each query gives the interpreter up, and in a rush has to wait for every other thread.
SECONDS_BETWEEN_THREADS = 0.001
# So long a server that ends still answers what somebody was about to send on an open connection.
LINGER_SECONDS = 2
# The files that a process has open beside its connections: database, log, static files.
OTHER_FILES = 200
# glibc's number for how many heaps a process may have (mallopt).
M_ARENA_MAX = -8


class NewestFirst(ThreadedTaskDispatcher):
    """Hands requests to threads, the newest first while there are more than threads.

    So a reader who comes in a rush is answered next, not after everybody of the rush, and the
    rush as a whole is over no later for it.
    """

    def add_task(self, task: Any) -> None:
        """Have a thread take the task, as soon as one is free."""
        with self.lock:
            self.queue.appendleft(task)
            self.queue_cv.notify()


class BufferingWorker(Worker):
    """A process of gunicorn's whose connections waitress holds.

    Args:
        open: everything that the loop looks at, by its file number.
        listeners: one for each address that the server listens at.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.open: dict[int, Any] = {}
        self.listeners: list[Listener] = []
        self.dispatcher = NewestFirst()
        self.next_notice = 0.0
        super().__init__(*args, **kwargs)

    def run(self) -> None:
        """Serve until told to end, then finish what is in hand."""
        sys.setswitchinterval(SECONDS_BETWEEN_THREADS)
        keep_one_heap()
        self.dispatcher.set_thread_count(self.cfg.threads)
        adjustments = self._adjustments()
        self.listeners = [self._listen(each.sock, adjustments) for each in self.sockets]
        while self.alive and self.ppid == os.getppid():
            self._look()
        self._finish()

    def handle_exit(self, sig: int, frame: Any) -> None:
        """End, once everything in hand is finished; do not wait for something to come in."""
        super().handle_exit(sig, frame)
        for listener in self.listeners:
            listener.trigger.pull_trigger()  # the signal comes while the loop waits

    def _adjustments(self) -> Adjustments:
        return Adjustments(
            threads=self.cfg.threads,
            connection_limit=allow_connections(self.cfg.worker_connections),
            backlog=self.cfg.backlog,
            max_request_header_size=LONGEST_HEAD,
            max_request_body_size=MOST_SENT,
            inbuf_overflow=MOST_IN_MEMORY,
            outbuf_overflow=MOST_ANSWERED_AHEAD,
            outbuf_high_watermark=MOST_ANSWERED_AHEAD,
            cleanup_interval=SECONDS_BETWEEN_LOOKS,
            # Whom to believe about the address and HTTPS is for the settings to say.
            clear_untrusted_proxy_headers=False,
            # Whoever goes away in the middle is no fault.
            log_socket_errors=False,
            ident="capframe",
        )

    def _listen(self, socket: Any, adjustments: Adjustments) -> Listener:
        info = (socket.family, socket.type, socket.proto, socket.getsockname())
        return Listener(
            self,
            self.open,
            _sock=socket,
            dispatcher=self.dispatcher,
            adj=adjustments,
            sockinfo=info,
            bind_socket=False,
        )

    def _look(self) -> None:
        """Tell gunicorn of being alive; see to what comes in and can go out within a second."""
        if time.monotonic() >= self.next_notice:
            self.notify()
            self.next_notice = time.monotonic() + 1
        loop(timeout=1, use_poll=True, map=self.open, count=1)

    def _finish(self) -> None:
        """Take in nobody new, and go on until nothing is in hand or gunicorn's patience ends."""
        began = time.monotonic()
        for listener in self.listeners:
            listener.accepting = False
        while (waited := time.monotonic() - began) < self.cfg.graceful_timeout:
            connections = [each for one in self.listeners for each in one.active_channels.values()]
            if waited > LINGER_SECONDS:
                for connection in connections:
                    connection.will_close |= not connection.is_in_hand()
            if not connections:
                return
            self._look()


def keep_one_heap() -> None:
    """Have all threads take memory from one heap, where the C library has several.

    Each thread would have its own, and keep there what its largest page took; Python lets one
    thread compute at a time anyway, so they hardly ever wait for each other.
    """
    if hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(M_ARENA_MAX, 1)


def allow_connections(wanted: int) -> int:
    """Have this process open so many connections if the system lets it; how many it lets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        needed = min(needed, hard)
    if soft != resource.RLIM_INFINITY and soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
        soft = needed
    return min(wanted, soft - OTHER_FILES) if soft != resource.RLIM_INFINITY else wanted
