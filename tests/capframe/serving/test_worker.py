"""The shipped server among slow, long, large and departing connections."""

import resource
from contextlib import ExitStack
from queue import Queue
from resource import RLIM_INFINITY
from threading import Event

import pytest

from capframe.serving.incoming import LONGEST_LINE, MOST_SENT
from capframe.serving.worker import SECONDS_BETWEEN_THREADS, NewestFirst, allow_connections
from tests.capframe.serving.conftest import read_all, wait_until
from tests.capframe.serving.site import LARGE

SLOW = 20


def status(answer):
    return int(answer.split(b" ", 2)[1])


def body(answer):
    return answer.partition(b"\r\n\r\n")[2]


def test_it_answers(server):
    answer = server.get("/")
    assert status(answer) == 200
    assert body(answer) == b"hello"
    assert '"GET / HTTP/1.1" 200 5 ' in server.end()


def test_what_is_ready_needs_no_thread(server):
    with server.connect() as asking:
        asking.sendall(b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n")
        wait_until((server.folder / "begun").exists)
        line = b"GET /ready HTTP/1.1\r\nHost: localhost\r\n"
        answer = server.ask(line + b"\r\n" + line + b"Connection: close\r\n\r\n")
        assert answer.count(b"\r\n\r\nready") == 2
        assert (answer.count(b"HTTP/1.1 200"), answer.endswith(b"ready")) == (2, True)
        (server.folder / "go on").touch()
        assert b"finished" in asking.recv(1000)
    assert '"GET /ready HTTP/1.1" 200 5 ' in server.end()


def test_where_only_the_head_is_asked_for_no_more_comes(server):
    answer = server.ask(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert (status(answer), body(answer)) == (200, b"")
    assert b"Content-Length: 5\r\n" in answer


@pytest.mark.parametrize("first", [b"GET /unchanged", b"HEAD /"])
def test_the_connection_outlasts_an_answer_without_a_body(server, first):
    answer = server.ask(
        first + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
        b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    assert answer.endswith(b"\r\n\r\nhello")
    assert answer.count(b"HTTP/1.1 ") == 2


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx",
    ],
    ids=["nothing", "head", "body"],
)
def test_who_sends_slowly_holds_no_thread(server, begun):
    with ExitStack() as slow:
        for _ in range(SLOW):
            slow.enter_context(server.connect()).sendall(begun)
        assert status(server.get("/")) == 200


def test_who_reads_slowly_holds_no_thread(server):
    with ExitStack() as stack:
        slow = [stack.enter_context(server.connect(receive_buffer=4096)) for _ in range(SLOW)]
        for connection in slow:
            connection.sendall(b"GET /large HTTP/1.0\r\n\r\n")
        for connection in slow:
            assert connection.recv(100).startswith(b"HTTP/1.0 200")
        assert status(server.get("/")) == 200
        assert len(body(read_all(slow[0]))) > LARGE - 100


def test_a_large_upload_comes_in_whole(server):
    size = MOST_SENT - 1
    head = f"POST /count HTTP/1.1\r\nConnection: close\r\nContent-Length: {size}\r\n\r\n".encode()
    assert body(server.ask(head + b"x" * size)) == str(size).encode()


def test_a_larger_one_is_refused_in_words_once_it_is_sent(server):
    size = MOST_SENT + 100
    head = f"POST /count HTTP/1.1\r\nContent-Length: {size}\r\n\r\n".encode()
    answer = server.ask(head + b"x" * size)
    assert status(answer) == 413
    assert b"Nothing was saved" in answer


@pytest.mark.parametrize("length", [LONGEST_LINE, 100_000, 1_000_000])
def test_an_endless_address_is_refused(server, length):
    with server.connect() as connection:
        try:
            connection.sendall(b"GET /" + b"x" * length + b" HTTP/1.1\r\n\r\n")
            answer = connection.recv(65536)
        except ConnectionError:  # the server does not read on
            answer = b""
    assert not answer or status(answer) in (414, 431)
    assert status(server.get("/")) == 200


def test_nobody_says_from_where_or_how_safely_they_ask(server):
    said = server.get("/who", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https")
    assert body(said) == b"127.0.0.1 http 192.0.2.1 https"


def test_a_request_in_hand_is_finished_before_the_server_ends(server):
    with server.connect() as asking, server.connect() as slow:
        slow.sendall(b"GET / HTTP/1.1\r\n")
        asking.sendall(b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n")
        wait_until((server.folder / "begun").exists)
        server.process.terminate()
        (server.folder / "go on").touch()
        assert body(read_all(asking)) == b"finished"
    server.process.communicate(timeout=60)
    assert server.process.returncode == 0


def test_what_is_written_to_the_access_log_stays_on_its_line(server):
    assert status(server.get("/\x1b[2J", "User-Agent: a\x85b", "Referer: \u2028")) == 200
    (line,) = [line for line in server.end().split("\n") if "GET /" in line]
    assert line.isprintable()


def test_no_thread_keeps_the_others_waiting_for_long(server):
    assert float(body(server.get("/threads"))) == pytest.approx(SECONDS_BETWEEN_THREADS)


class Task:
    """A request that a thread answers; it waits for the event, if there is one."""

    def __init__(self, name, answered, event=None):
        self.name, self.answered, self.event = name, answered, event

    def service(self):
        if self.event:
            self.event.wait()
        self.answered.put(self.name)


def test_the_newest_is_answered_first():
    dispatcher, answered, event = NewestFirst(), Queue(), Event()
    first = Task("first", answered, event)
    dispatcher.add_task(first)
    dispatcher.set_thread_count(1)
    wait_until(lambda: first not in dispatcher.queue)
    for name in ("second", "third"):
        dispatcher.add_task(Task(name, answered))
    event.set()
    assert [answered.get() for _ in range(3)] == ["first", "third", "second"]
    dispatcher.shutdown()


@pytest.mark.parametrize(
    ("limits", "allowed", "raised"),
    [
        ((1024, 524_288), 2000, (2200, 524_288)),
        ((1024, 1024), 824, None),
        ((4096, 4096), 2000, None),
        ((1024, RLIM_INFINITY), 2000, (2200, RLIM_INFINITY)),
        ((RLIM_INFINITY, RLIM_INFINITY), 2000, None),
    ],
)
def test_as_many_connections_are_held_as_the_system_lets(limits, allowed, raised, monkeypatch):
    set_to = []
    monkeypatch.setattr(resource, "getrlimit", lambda kind: limits)
    monkeypatch.setattr(resource, "setrlimit", lambda kind, new: set_to.append(new))
    assert allow_connections(2000) == allowed
    assert set_to == ([raised] if raised else [])
