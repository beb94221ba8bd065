"""What is taken in of a request, and what is refused."""

import pytest
from waitress.adjustments import Adjustments

from capframe.serving import incoming
from capframe.serving.incoming import LONGEST_HEAD, LONGEST_LINE, Request

MOST = 1000


@pytest.fixture
def request_():
    """A request of which nothing has come in yet; its body may have a thousand bytes."""
    return Request(Adjustments(max_request_header_size=LONGEST_HEAD, max_request_body_size=MOST))


def send(request_, data):
    """Feed the request as a connection does; how much of the data belongs to it."""
    taken = 0
    while taken < len(data) and not request_.completed:
        taken += request_.received(data[taken : taken + 8192])
    return taken


def post(size, *headers):
    return "\r\n".join(["POST / HTTP/1.1", f"Content-Length: {size}", *headers, "", ""]).encode()


def test_a_request_is_taken_in(request_):
    data = post(5) + b"hello"
    assert send(request_, data + b"GET") == len(data)
    assert request_.completed
    assert request_.error is None
    assert request_.get_body_stream().read() == b"hello"


def test_a_line_as_long_as_it_may_be_is_taken_in(request_):
    frame = len("GET / HTTP/1.1")
    address = "/" + "x" * (LONGEST_LINE - frame)
    send(request_, f"GET {address} HTTP/1.1\r\nX-Long: ".encode())
    send(request_, b"x" * (LONGEST_LINE - len("X-Long: ")) + b"\r\n\r\n")
    assert request_.completed
    assert request_.error is None


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"GET /" + b"x" * LONGEST_LINE + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nX-Long: " + b"x" * LONGEST_LINE + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"X-Many: 1\r\n" * LONGEST_LINE, 431),
        (b"GET /" + b"x" * 1_000_000, 431),
        (b"x" * 1_000_000, 431),
    ],
    ids=["address", "header", "headers", "endless line", "endless nothing"],
)
def test_what_is_too_long_is_refused(request_, head, code):
    taken = send(request_, head)
    assert request_.completed
    assert request_.error.code == code
    assert "characters" in request_.error.body
    assert taken < LONGEST_HEAD + 8192


def test_what_is_too_large_is_read_past_and_refused_at_the_end(request_):
    body = b"x" * 5 * MOST
    send(request_, post(len(body)) + body[:-1])
    assert not request_.completed
    assert request_.get_body_stream().read() == b""
    assert send(request_, b"xGET") == 1
    assert request_.completed
    assert request_.error.code == 413
    assert "Nothing was saved" in request_.error.body


@pytest.mark.parametrize(
    "head",
    [
        post(5 * MOST, "Expect: 100-continue"),
        post(incoming.MOST_PASSED_OVER + 1),
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"3e9\r\n" + b"x" * 1001,
    ],
    ids=["asks first", "far too large", "in chunks"],
)
def test_what_is_too_large_is_refused_at_once(request_, head):
    send(request_, head)
    assert request_.completed
    assert request_.error.code == 413
    assert not request_.expect_continue


def test_a_full_disk_is_said(request_, monkeypatch, caplog):
    send(request_, post(900))

    def no_room(data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(request_.body_rcv, "received", no_room)
    send(request_, b"x" * 900)
    assert request_.completed
    assert request_.error.code == 507
    assert "no room" in request_.error.body
    assert "could not be kept" in caplog.text
