"""The seeded site in a scratch database, served, with nginx before it or not."""

import os
import re
import shlex
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import dj_database_url
import psycopg

ROOT = Path(__file__).resolve().parents[2]
DEPLOYMENT = ROOT / "docs" / "deployment.md"
SHIPPED = f"{sys.executable} -m gunicorn capframe.wsgi"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site answers, and how connections to it are encrypted, if they are."""

    port: int
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """The seeded site, ready to be served.

    Args:
        folder: for whatever a server writes; taken away afterwards.
        environment: that it is served with.
    """

    folder: Path
    environment: dict[str, str]


@contextmanager
def seeded() -> Iterator[Site]:
    """The site with a scratch database of the kind that DATABASE_URL names."""
    with TemporaryDirectory() as folder, scratch_database(folder) as url:
        environment = os.environ | {"DATABASE_URL": url}
        environment.setdefault("CAPFRAME_ENV", "development")
        seed = [sys.executable, "manage.py", "seed", "--migrate"]
        subprocess.run(seed, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        yield Site(Path(folder), environment)


@contextmanager
def served(site: Site, command: str = SHIPPED, *, with_nginx: bool = False) -> Iterator[Place]:
    """The place of the site while it is served.

    Args:
        site: seeded.
        command: the server's; ``{port}`` stands for the port, which PORT names as well.
        with_nginx: ask nginx, configured as docs/deployment.md says, instead of the server itself.
    """
    port = free_port()
    words = shlex.split(command.replace("{port}", str(port)))
    with running(words, site.environment | {"PORT": str(port)}, site.folder):
        wait_for(port)
        if not with_nginx:
            yield Place(port)
            return
        with nginx(site.folder, port) as place:
            yield place


@contextmanager
def running(command: list[str], environment: dict[str, str], folder: Path) -> Iterator[int]:
    """Run it while this lasts, and give its number; if it ends before, print what it said."""
    log = folder / f"{Path(command[0]).name}.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            yield process.pid
        finally:
            if process.poll() is not None:  # it should not have ended by itself
                print(log.read_text(encoding="utf-8", errors="replace")[-2000:], file=sys.stderr)
            process.terminate()
            process.wait()


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[Place]:
    """Run nginx with the configuration that docs/deployment.md gives, before the upstream port."""
    port = free_port()
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    make_certificate(certificate, key)
    main = write_configuration(folder, documented_site(port, upstream, certificate, key))
    tls = ssl.create_default_context(cafile=str(certificate))
    with running(["nginx", "-c", str(main)], dict(os.environ), folder):
        wait_for(port)
        yield Place(port, tls)


def documented_site(port: int, upstream: int, certificate: Path, key: Path) -> str:
    """The configuration of docs/deployment.md with these ports, for localhost, and these files."""
    text = DEPLOYMENT.read_text(encoding="utf-8")
    (block,) = re.findall(r"^```nginx\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    changes = {
        r"^ *listen \[::\].*\n": "",
        r"listen 80;": f"listen 127.0.0.1:{free_port()};",
        r"listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        r"127\.0\.0\.1:8000": f"127.0.0.1:{upstream}",
        r"server_name [^;]+": "server_name localhost",
        r"ssl_certificate [^;]+": f"ssl_certificate {certificate}",
        r"ssl_certificate_key [^;]+": f"ssl_certificate_key {key}",
    }
    for pattern, instead in changes.items():
        block = re.sub(pattern, instead, block, flags=re.MULTILINE)
    return block


def write_configuration(folder: Path, site: str) -> Path:
    """The main configuration of an nginx that serves this site and writes into the folder alone."""
    folder.chmod(0o755)  # nginx, started as root, reads and writes it as somebody else
    (folder / "site.conf").write_text(site, encoding="utf-8")
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = " ".join(f"{name}_temp_path {folder}/{name};" for name in temporary)
    main = folder / "nginx.conf"
    main.write_text(
        f"pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off;\n"
        "worker_rlimit_nofile 8192; events { worker_connections 4096; }\n"
        f"http {{ access_log off; {paths} include {folder}/site.conf; }}\n",
        encoding="utf-8",
    )
    return main


def make_certificate(certificate: Path, key: Path) -> None:
    """Make a certificate for localhost that signs itself."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-days", "1"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )


@contextmanager
def scratch_database(folder: str) -> Iterator[str]:
    """The address of an empty database, of the kind that DATABASE_URL names, taken away after."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder}/site.sqlite3"
        return
    parts = dj_database_url.parse(url)
    name = f"{parts['NAME']}_served_{os.getpid()}"
    server = {"host": parts["HOST"], "port": parts["PORT"] or 5432, "user": parts["USER"]}
    with psycopg.connect(
        **server, password=parts["PASSWORD"], dbname=parts["NAME"], autocommit=True
    ) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield url.rsplit("/", 1)[0] + f"/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port: int) -> None:
    """Return when something listens. Raises TimeoutError after half a minute."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(port)
