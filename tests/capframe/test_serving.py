"""What gunicorn says as it starts, and what it believes."""

import http.client
import os
import runpy
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from types import SimpleNamespace

import pytest
from django.conf import settings


def start(**environment):
    """What is said on standard error by a server that cannot start."""
    command = [sys.executable, "-m", "gunicorn", "capframe.wsgi"]
    ran = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert ran.returncode == 1
    return ran.stderr


@pytest.fixture
def served():
    """The port of the shipped server, with the production settings and no proxy before it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    variables = {"CAPFRAME_ENV": "production", "SECRET_KEY": "x" * 60, "PORT": str(port)}
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "capframe.wsgi"],
        cwd=settings.BASE_DIR,
        env=os.environ | variables | {"WEB_CONCURRENCY": "1"},
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            break
        time.sleep(0.1)
    yield port
    server.terminate()
    server.wait()


def test_the_server_believes_no_header_of_somebody_on_its_own_machine(served):
    with closing(http.client.HTTPConnection("127.0.0.1", served)) as connection:
        connection.request("GET", "/robots.txt", headers={"X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        answer.read()
    assert answer.status == 301
    assert answer.getheader("Location") == f"https://127.0.0.1:{served}/robots.txt"


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_is_said_in_one_line(taken):
    said = start(PORT=str(taken)).splitlines()
    assert said[-1] == f"Port {taken} is taken: choose another, for example PORT={taken + 1}."
    assert not [line for line in said if "ERROR" in line or "Traceback" in line]


def test_nobody_is_let_in_before_the_server_answers(monkeypatch):
    listened = []
    monkeypatch.setattr(socket.socket, "listen", lambda *args: listened.append(args))
    configuration = runpy.run_path(settings.BASE_DIR / "gunicorn.conf.py")
    cfg = SimpleNamespace(address=[("127.0.0.1", 0)])
    configuration["on_starting"](SimpleNamespace(master_pid=0, cfg=cfg))
    assert not listened


@pytest.mark.parametrize("wrong", [{"HOST": "192.0.2.1"}, {"PORT": "99999"}])
def test_an_address_that_cannot_be_is_said_in_one_line(wrong):
    said = start(**wrong).splitlines()
    assert "change HOST or PORT" in said[-1]
    assert not [line for line in said if "ERROR" in line or "Traceback" in line]
