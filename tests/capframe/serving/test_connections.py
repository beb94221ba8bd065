"""A connection may take its time, but not for ever."""

import socket

import pytest
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from capframe.serving import connections
from capframe.serving.connections import (
    ANSWER_SECONDS,
    BODY_SECONDS,
    HEAD_SECONDS,
    IDLE_SECONDS,
    Connection,
    Listener,
)


@pytest.fixture
def now(monkeypatch):
    """The monotonic clock, which stands still; a list of one number."""
    clock = [1000.0]
    monkeypatch.setattr(connections.time, "monotonic", lambda: clock[0])
    return clock


class Worker:
    wsgi = object()


@pytest.fixture
def listener():
    """A listener that hands requests to a dispatcher without threads: they stay in hand."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        info = (server.family, server.type, server.proto, server.getsockname())
        made = Listener(
            Worker(),
            {},
            _sock=server,
            dispatcher=ThreadedTaskDispatcher(),
            adj=Adjustments(),
            sockinfo=info,
            bind_socket=False,
        )
        yield made
        made.close()


@pytest.fixture
def connection(listener, now):
    here, there = socket.socketpair()
    with there:
        made = Connection(listener, here, ("127.0.0.1", 1), listener.adj, map={})
        yield made
        made.handle_close()


HEAD = b"POST / HTTP/1.1\r\nContent-Length: 100\r\n"


@pytest.mark.parametrize(
    ("received", "seconds", "in_hand"),
    [
        (b"", IDLE_SECONDS, False),
        (HEAD, HEAD_SECONDS, False),
        (HEAD + b"\r\n", BODY_SECONDS, True),
        (HEAD + b"\r\nx", BODY_SECONDS, True),
    ],
    ids=["nothing", "head", "no body", "body"],
)
def test_each_part_of_its_way_has_its_time(received, seconds, in_hand, listener, connection, now):
    connection.received(received)
    assert connection.is_in_hand() == in_hand
    now[0] += seconds
    listener.maintenance(0)
    assert not connection.will_close
    now[0] += 1
    listener.maintenance(0)
    assert connection.will_close


def test_a_drip_gains_no_time(connection, now):
    connection.received(HEAD)
    for _ in range(HEAD_SECONDS + 1):
        now[0] += 1
        connection.received(b"X-Slow: 1\r\n")
    assert connection.is_overdue()


def test_the_making_of_an_answer_takes_what_it_takes(connection, now):
    connection.received(HEAD + b"\r\n" + b"x" * 100)
    now[0] += 1_000_000
    assert connection.is_in_hand()
    assert not connection.is_overdue()


def test_an_answer_waits_a_while_to_be_taken(connection, now):
    connection.total_outbufs_len = 1
    now[0] += ANSWER_SECONDS
    assert connection.is_in_hand()
    assert not connection.is_overdue()
    now[0] += 1
    assert connection.is_overdue()


def test_the_next_request_has_its_time_anew(connection, now):
    now[0] += IDLE_SECONDS
    connection.received(HEAD)
    now[0] += HEAD_SECONDS
    assert not connection.is_overdue()
