"""A server of its own for the tests that open connections to it."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

PATIENCE = 60


@dataclass
class Server:
    """A running server with one process and one thread, and the folder for its signals."""

    port: int
    folder: Path
    process: subprocess.Popen

    def connect(self, *, receive_buffer=None):
        connection = socket.socket()
        connection.settimeout(PATIENCE)
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.connect(("127.0.0.1", self.port))
        return connection

    def ask(self, data):
        """The whole answer to what is sent; the other side ends the connection."""
        with self.connect() as connection:
            connection.sendall(data)
            return read_all(connection)

    def get(self, path, *headers):
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
        return self.ask("\r\n".join(lines).encode())

    def end(self):
        """Tell it to end, and wait until it has; what it wrote."""
        self.process.send_signal(signal.SIGTERM)
        said, _ = self.process.communicate(timeout=PATIENCE)
        return said


def read_all(connection):
    answer = b""
    while data := connection.recv(65536):
        answer += data
    return answer


def wait_until(happened):
    """Return when it has happened. Raises TimeoutError after a minute."""
    for _ in range(PATIENCE * 100):
        if happened():
            return
        time.sleep(0.01)
    raise TimeoutError


@pytest.fixture
def server(tmp_path):
    """The shipped server before a site that says what came in."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--threads", "1", "--workers", "1"]
    process = subprocess.Popen(
        [*command, "tests.capframe.serving.site:application"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"PORT": str(port), "ACCESS_LOG": "-", "SIGNALS": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    started = Server(port, tmp_path, process)
    wait_until(lambda: answers(started))
    yield started
    if process.poll() is None:
        (tmp_path / "go on").touch()
        process.terminate()
        process.communicate(timeout=PATIENCE)


def answers(server):
    try:
        socket.create_connection(("127.0.0.1", server.port)).close()
    except ConnectionRefusedError:
        return False
    return True
