"""``python -m tests.benchmarks.failing_databases``: what everybody gets while the database fails.

A server of its own serves a seeded scratch database, first SQLite, then a PostgreSQL of its own.
Each is made read-only, locked, taken away and given back under the running server, and a table is
printed for each state. ``--checkout FOLDER`` serves another checkout, to compare.
"""

import argparse
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from uuid import uuid4

import psycopg

from tests.benchmarks.visitor import Answer, Visitor, percentile

ROOT = Path(__file__).resolve().parents[2]
IS_ROOT = os.geteuid() == 0
LEVELS = [f"policy-and-performance/pap{number:02}" for number in (8, 9, 10, 11, 12, 13)]
COMPARISON = "/compare/?" + "&".join(f"level={level}" for level in LEVELS[:4])
PASSWORD = "a-long-password-of-the-benchmark"
POSTS, LOCKED_SECONDS = 12, 10


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Server:
    """The shipped server on a database."""

    def __init__(self, checkout: Path, database: str, folder: Path) -> None:
        self.checkout, self.port = checkout, free_port()
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "CAPFRAME_ENV": "development",
            "DATABASE_URL": database,
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        }
        self.log = folder / "server.log"

    def manage(self, *command: str) -> None:
        full = [sys.executable, "manage.py", *command]
        subprocess.run(
            full, check=True, cwd=self.checkout, env=self.environment, stdout=subprocess.DEVNULL
        )

    @contextmanager
    def running(self, **environment: str) -> Iterator[Visitor]:
        """Serve meanwhile; somebody who is signed in."""
        command = [sys.executable, "-m", "gunicorn", "capframe.wsgi"]
        env = self.environment | environment
        with self.log.open("wb") as log:
            server = subprocess.Popen(command, cwd=self.checkout, env=env, stdout=log, stderr=log)
        try:
            editor = Visitor(self.port)
            while editor.get("/healthz").status != 200:
                sleep(0.2)
            editor.sign_in("editor", PASSWORD)
            yield editor
        finally:
            server.terminate()
            server.wait()


def probes(editor: Visitor) -> dict[str, Callable[[], Answer]]:
    """What is asked for in each state."""
    level = f"/roles/{LEVELS[0]}/"
    name = uuid4().hex
    section = {"title": name, "slug": name, "position": "9", "status": "draft"}
    flags = (
        "withdraw_missing",
        "keep_placeholders",
        "decode_html",
        "keep_list_marks",
        "split_names",
    )
    choices = {"status": "draft", **dict.fromkeys(flags, "no")}
    choices |= {"source_title": "Our roles", "publisher": "Home Office"}
    file = {"file": ("roles.csv", b"job_family,role,level,section,statement\nA,B,C,D,E\n")}
    return {
        "healthz": lambda: Visitor(editor.port).get("/healthz"),
        "list of role levels": lambda: Visitor(editor.port).get("/roles/"),
        "role level": lambda: editor.get(level),
        "comparison": lambda: Visitor(editor.port).get(COMPARISON),
        "search": lambda: editor.get("/search/?q=planning"),
        **{
            f"comparison as {ending}": lambda ending=ending: editor.get(
                f"{COMPARISON}&format={ending}"
            )
            for ending in ("csv", "xlsx", "docx")
        },
        "sign in": lambda: Visitor(editor.port).sign_in("editor", PASSWORD),
        "tray": lambda: choose(editor.port),
        "admin list": lambda: editor.get("/admin/roles/rolelevel/"),
        "admin save": lambda: editor.post("/admin/roles/sectiontype/add/", section),
        "import list": lambda: editor.get("/import/"),
        "import upload": lambda: editor.post("/import/new/roles/", choices, file),
    }


def choose(port: int) -> Answer:
    """A reader chooses a first role level to compare."""
    return Visitor(port).post("/compare/tray/", {"level": LEVELS[0]})


def report(state: str, editor: Visitor) -> None:
    print(f"\n### {state}\n\n| asked for | status | seconds | said |\n| --- | --- | ---: | --- |")
    for name, probe in probes(editor).items():
        answer = probe()
        print(f"| {name} | {answer.status} | {answer.seconds:.2f} | {answer.said} |")


def twelve_posts(port: int, lock: Callable[[], None], unlock: Callable[[], None]) -> None:
    """Twelve choose a role level while the database is locked, and somebody reads."""
    lock()
    started = monotonic()
    with ThreadPoolExecutor(POSTS) as pool:
        posts = [pool.submit(choose, port) for _ in range(POSTS)]
        reader, reads = Visitor(port), []
        while monotonic() - started < LOCKED_SECONDS:
            reads.append(reader.get(f"/roles/{LEVELS[0]}/"))
        unlock()
        answers = [post.result() for post in posts]
    seconds = [read.seconds for read in reads]
    print(f"\n### {POSTS} posts while the database is locked for {LOCKED_SECONDS} s\n")
    print(f"Posts: {sorted((answer.status, round(answer.seconds, 1)) for answer in answers)}")
    print(
        f"A reader: {len(reads)} pages of statuses {sorted({read.status for read in reads})}, "
        f"p50 {percentile(seconds, 50):.3f} s, p95 {percentile(seconds, 95):.3f} s, "
        f"longest {max(seconds):.3f} s"
    )
    print(f"Afterwards a post gets {choose(port).status}.")


@contextmanager
def unwritable(path: Path) -> Iterator[None]:
    """Nobody can write to the file meanwhile, not even root."""
    path.chmod(0o444)
    if IS_ROOT:
        subprocess.run(["chattr", "+i", str(path)], check=True)
    try:
        yield
    finally:
        if IS_ROOT:
            subprocess.run(["chattr", "-i", str(path)], check=True)


def on_sqlite(checkout: Path, folder: Path, seeded: Path | None) -> None:
    """Read-only and gone by its file, locked by another connection."""
    path = folder / "scratch.sqlite3"
    if seeded:
        shutil.copy(seeded, path)
    server = Server(checkout, f"sqlite:///{path}", folder)
    server.manage("seed", "--migrate")
    server.manage("createsuperuser", "--noinput", "--username=editor", "--email=e@example.org")
    away = folder / "away.sqlite3"
    with server.running() as editor:
        report("SQLite as usual", editor)
        other = sqlite3.connect(path, isolation_level=None)
        lock, unlock = (lambda: other.execute("BEGIN IMMEDIATE")), (lambda: other.execute("COMMIT"))
        twelve_posts(editor.port, lock, unlock)
        lock()
        report("SQLite locked", editor)
        unlock()
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.close()
        path.rename(away)
        report("SQLite gone", editor)
        shutil.copy(away, path)
        with unwritable(path):
            report("SQLite read-only", editor)
        path.unlink()
        away.rename(path)
        report("SQLite given back", editor)


class Cluster:
    """A PostgreSQL of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder / "cluster", free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self.run("initdb", "-A", "trust", "-U", "postgres")
        self.start()

    def run(self, program: str, *options: str) -> None:
        newest = max(Path("/usr/lib/postgresql").glob("*"), key=lambda path: int(path.name))
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        command = [*(user if IS_ROOT else []), str(newest / "bin" / program)]
        command += ["-D", str(self.folder), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder.parent}"
        log = str(self.folder.parent / "postgresql.log")
        self.run("pg_ctl", "-w", "-o", options, "-l", log, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-w", "-m", "fast", "stop")

    def read_only(self, on: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {on}")
            connection.execute("SELECT pg_reload_conf()")
        sleep(0.5)


def on_postgresql(checkout: Path, folder: Path) -> None:
    """Read-only by its setting, a table locked by another session, stopped and started."""
    cluster = Cluster(folder)
    try:
        server = Server(checkout, cluster.url, folder)
        server.manage("seed", "--migrate")
        server.manage("createsuperuser", "--noinput", "--username=editor", "--email=e@example.org")
        with server.running() as editor:
            report("PostgreSQL as usual", editor)
            cluster.read_only("on")
            report("PostgreSQL read-only", editor)
            cluster.read_only("off")
            report("PostgreSQL writable again", editor)
            with psycopg.connect(cluster.url) as other:
                other.execute("LOCK TABLE roles_rolelevel IN ACCESS EXCLUSIVE MODE")
                report("PostgreSQL with the table of role levels locked", editor)
            cluster.stop()
            report("PostgreSQL stopped", editor)
            cluster.start()
            report("PostgreSQL started again", editor)
    finally:
        cluster.stop()


def full_disk(checkout: Path, folder: Path) -> None:
    """A disk without room, on which the database and the temporary files are (SQLite)."""
    if not IS_ROOT:
        print("\nOnly root can mount a small disk: the full one is left out.")
        return
    small = folder / "small"
    small.mkdir()
    path, filler = small / "scratch.sqlite3", small / "full"
    with ExitStack() as stack:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)], check=True)
        stack.callback(subprocess.run, ["umount", "-l", str(small)], check=True)
        shutil.copy(folder / "scratch.sqlite3", path)
        server = Server(checkout, f"sqlite:///{path}", folder)
        with server.running(TMPDIR=str(small)) as editor:
            with suppress(OSError), filler.open("wb", buffering=0) as full:
                while True:
                    full.write(bytes(4096))
            report("A full disk, with the database and the temporary files on it", editor)
            file = {"file": ("large.bin", bytes(3_000_000))}
            answer = editor.post("/compare/tray/", {"level": LEVELS[0]}, file)
            print(f"| a form of 3 MB | {answer.status} | {answer.seconds:.2f} | {answer.said} |")
            filler.unlink()
            report("The disk with room again", editor)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkout", type=Path, default=ROOT)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    about = "a seeded SQLite database to copy, which spares seeding one"
    parser.add_argument("--seeded", type=Path, help=about)
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        if chosen.only != "postgresql":
            on_sqlite(chosen.checkout, folder, chosen.seeded)
            full_disk(chosen.checkout, folder)
        if chosen.only != "sqlite":
            on_postgresql(chosen.checkout, folder)


if __name__ == "__main__":
    main()
