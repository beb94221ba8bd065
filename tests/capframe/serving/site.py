"""A site without Django, for what the server does with its connections."""

import os
import sys
import time
from pathlib import Path

LARGE = 4 * 1024 * 1024


def application(environ, start_response):
    """Answer as the path says."""
    status, body = ANSWERS.get(environ["PATH_INFO"], say_hello)(environ)
    start_response(status, [("Content-Length", str(len(body)))])
    return [body]


def answer_at_once(environ, start_response):
    """Answer without a thread where the path asks for it."""
    if environ["PATH_INFO"] != "/ready":
        return None
    start_response("200 OK", [("Content-Length", "5")])
    return [b"ready"]


application.answer_at_once = answer_at_once


def say_hello(environ):
    return "200 OK", b"hello"


def count_body(environ):
    return "200 OK", str(len(environ["wsgi.input"].read())).encode()


def say_how_threads_alternate(environ):
    return "200 OK", str(sys.getswitchinterval()).encode()


def be_large(environ):
    return "200 OK", b"x" * LARGE


def be_unchanged(environ):
    return "304 Not Modified", b""


def say_who_asks(environ):
    names = ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")
    return "200 OK", " ".join(environ.get(name, "-") for name in names).encode()


def wait_for_file(environ):
    """Say by one file that it has begun; end when another one is there."""
    folder = Path(os.environ["SIGNALS"])
    (folder / "begun").touch()
    while not (folder / "go on").exists():
        time.sleep(0.01)
    return "200 OK", b"finished"


ANSWERS = {
    "/count": count_body,
    "/large": be_large,
    "/threads": say_how_threads_alternate,
    "/who": say_who_asks,
    "/unchanged": be_unchanged,
    "/wait": wait_for_file,
}
