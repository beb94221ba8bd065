"""A served application of one worker process, and what its requests cost that process."""

import os
import shlex
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.served import free_port, running, wait_for

TIMEOUT = 60
PROCESSORS = sorted(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class Worker:
    """The one process that answers.

    Args:
        port: where it does.
        pid: of the process.
    """

    port: int
    pid: int

    @property
    def processor_seconds(self) -> float:
        """All that the process has used: Linux has a clock for each process (see clock_gettime)."""
        return time.clock_gettime((~self.pid << 3) | 2)

    @property
    def peak_megabytes(self) -> float:
        """The most memory that it has had at any time, what it shares with its parent included."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that one request took, of wall and of the worker's processor."""

    wall: float
    processor: float


@contextmanager
def one_worker(application: str, folder: Path, **environment: str) -> Iterator[Worker]:
    """Serve the application as the site is served, by one process on the last processor.

    Args:
        application: the module's name, as gunicorn takes it.
        folder: for what the server says; made here.
        environment: beside that of this process.
    """
    port = free_port()
    command = f"taskset -c {PROCESSORS[-1]} {sys.executable} -m gunicorn {application}"
    settings = {"PORT": str(port), "WEB_CONCURRENCY": "1"}
    folder.mkdir()
    with running(shlex.split(command), os.environ | environment | settings, folder) as master:
        wait_for(port)
        yield Worker(port, find_worker(master))


def find_worker(master: int) -> int:
    """The first process that the master starts. Raises TimeoutError after half a minute."""
    children = Path(f"/proc/{master}/task/{master}/children")
    for _ in range(300):
        if found := children.read_text(encoding="ascii").split():
            return int(found[0])
        time.sleep(0.1)
    raise TimeoutError(master)


def measure(worker: Worker, address: str, requests: int, headers: Mapping[str, str]) -> Cost:
    """What a request for the address costs, on the average of so many, one after the other.

    Raises ValueError for an answer that is neither a page nor 304.
    """
    sent, client = request_for(address, headers), Client(worker.port)
    wall, processor = time.perf_counter(), worker.processor_seconds
    for _ in range(requests):
        client.send(sent)
        if client.receive() not in {200, 304}:
            raise ValueError(f"{address}: no page")
    cost = Cost(
        (time.perf_counter() - wall) / requests, (worker.processor_seconds - processor) / requests
    )
    client.close()
    return cost


def request_for(address: str, headers: Mapping[str, str]) -> bytes:
    lines: Sequence[str] = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"GET {address} HTTP/1.1", "Host: 127.0.0.1", *lines, "", ""]).encode()


class Client:
    """A connection that is kept open, with as little work in it as can be.

    Args:
        port: of the server on this machine.
    """

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)
        self.head, self.body = b"", b""

    def send(self, request: bytes) -> None:
        self.socket.sendall(request)

    def receive(self) -> int:
        """Read one answer whole; its status. Its head and body stay to be looked at."""
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._read()
        self.head, _, self.body = received.partition(b"\r\n\r\n")
        length = int(self.header("Content-Length") or 0)
        while len(self.body) < length:
            self.body += self._read()
        return int(self.head.split(maxsplit=2)[1])

    def header(self, name: str) -> str:
        """The value of the last answer's header; empty where it has none."""
        wanted = name.lower().encode()
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.lower() == wanted:
                return value.strip().decode()
        return ""

    def close(self) -> None:
        self.socket.close()

    def _read(self) -> bytes:
        data = self.socket.recv(1 << 20)
        if not data:
            raise ConnectionError("the server ended the connection")
        return data
