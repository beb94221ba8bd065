"""Visitors of a served site as asyncio tasks: a bystander who reads, and others who are slow."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from statistics import quantiles
from time import perf_counter

from tests.benchmarks.asking import ROLE_LEVEL
from tests.benchmarks.served import Place

# The eight levels of the Policy and Performance roles.
LEVELS = ("ppp07", *(f"pap{number:02}" for number in range(8, 15)))
COMPARISON = "/compare/?" + "&".join(f"level=policy-and-performance/{x}" for x in LEVELS)

# The addresses that people ask from.
BYSTANDER, OTHERS = "127.0.0.2", "127.0.0.1"
PATIENCE = 30.0
BETWEEN_PAGES = 0.1
DRIP_SECONDS = 5
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Bystander:
    """Reads a role level's page again and again, each time as a new visitor.

    Args:
        seconds: that each page took, whole.
        failures: what came instead of a page.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.seconds: list[float] = []
        self.failures: list[str] = []

    async def read_for(self, seconds: float) -> None:
        over = perf_counter() + seconds
        while perf_counter() < over:
            await self.read()
            await asyncio.sleep(BETWEEN_PAGES)

    async def read(self) -> None:
        started = perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                status, _ = await fetch(self.place, ROLE_LEVEL)
            if status != 200:
                self.failures.append(str(status))
        except (OSError, TimeoutError) as error:
            self.failures.append(type(error).__name__)
        self.seconds.append(perf_counter() - started)

    def row(self, name: str) -> str:
        """A row of a table: pages, failures, p50, p95 and the longest, in milliseconds."""
        cuts = quantiles(self.seconds, n=20, method="inclusive") if len(self.seconds) > 1 else []
        figures = (cuts[9], cuts[18]) if cuts else self.seconds * 2
        times = " | ".join(f"{value * 1000:,.0f}" for value in (*figures, max(self.seconds)))
        return f"| {name} | {len(self.seconds)} | {len(self.failures)} | {times} |"


HEAD = (
    "| meanwhile | bystander’s pages | failed | p50 ms | p95 ms | longest ms |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: |"
)


async def connect(
    place: Place, *, source: str = OTHERS, receive_buffer: int | None = None
) -> Connection:
    """A connection; with a small receive buffer the other side cannot send far ahead."""
    plain = socket.socket()
    plain.bind((source, 0))
    if receive_buffer is not None:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    plain.setblocking(False)
    await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", place.port))
    name = "localhost" if place.tls else None
    limit = receive_buffer or 2**16
    return await asyncio.open_connection(
        sock=plain, ssl=place.tls, server_hostname=name, limit=limit
    )


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


async def fetch(place: Place, path: str, source: str = BYSTANDER) -> tuple[int, bytes]:
    """The status and the whole answer, head and body."""
    reader, writer = await connect(place, source=source)
    try:
        writer.write(get(path))
        answer = await reader.read()
    finally:
        writer.close()
    if not answer:
        raise ConnectionResetError(path)
    return int(answer.split(b" ", 2)[1]), answer


async def send_headers_slowly(place: Place, path: str, begun: asyncio.Event) -> None:
    """A request of which a header line comes every five seconds, and no end."""
    _, writer = await connect(place)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n".encode())
        begun.set()
        for number in count():
            await writer.drain()
            await asyncio.sleep(DRIP_SECONDS)
            writer.write(f"X-Slow-{number}: 1\r\n".encode())
    finally:
        writer.close()


async def send_a_body_slowly(place: Place, path: str, begun: asyncio.Event) -> None:
    """A form of which a byte comes every five seconds."""
    _, writer = await connect(place)
    try:
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            "Sec-Fetch-Site: same-origin\r\n\r\n".encode()
        )
        begun.set()
        while True:
            await writer.drain()
            await asyncio.sleep(DRIP_SECONDS)
            writer.write(b"a")
    finally:
        writer.close()


async def read_slowly(place: Place, path: str, begun: asyncio.Event) -> None:
    """A large page of which a little is taken every five seconds."""
    reader, writer = await connect(place, receive_buffer=4096)
    try:
        writer.write(get(path))
        while await reader.read(512):
            begun.set()
            await asyncio.sleep(DRIP_SECONDS)
    finally:
        writer.close()


async def keep_doing(visit: Callable, place: Place, path: str, begun: asyncio.Event) -> None:
    """Whenever the server ends the connection, begin anew, as somebody who attacks it would."""
    while True:
        with suppress(OSError, asyncio.IncompleteReadError):
            await visit(place, path, begun)
        await asyncio.sleep(DRIP_SECONDS)
