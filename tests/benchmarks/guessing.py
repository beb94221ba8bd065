"""How many guesses at a password are tried, and whether its owner still signs in meanwhile.

Starts the shipped server on a new SQLite database with one account, and sends wrong passwords: for
one account from one address, from many addresses, and for many accounts from one address.

    .venv/bin/python -m tests.benchmarks.guessing
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery"
GUESSES = 70
WHO = {
    "one account, one address": (lambda i: "owner", lambda i: "192.0.2.1"),
    "one account, many addresses": (lambda i: "owner", lambda i: f"198.51.{i // 250}.{i % 250}"),
    "many accounts, one address": (lambda i: f"name{i}", lambda i: "192.0.2.1"),
}


class Browser:
    """Keeps its cookies, and sends the address that the trusted proxy would say."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.address, self.cookies = port, address, {}

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str]:
        headers = {"X-Forwarded-For": self.address, "X-Forwarded-Proto": "https"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items())}
        headers |= {"Referer": f"https://127.0.0.1:{self.port}/admin/login/"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port)) as connection:
            connection.request(method, path, urlencode(fields), headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, text = cookie.partition(";")[0].partition("=")
                self.cookies[name] = text
            return answer.status, answer.read().decode()

    def sign_in(self, name: str, password: str) -> int:
        _, page = self.ask("GET", "/admin/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        return self.ask(
            "POST", "/admin/login/", username=name, password=password, csrfmiddlewaretoken=token
        )[0]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = prepared(Path(folder) / "guessing.sqlite3")
        port, server = start(environment)
        try:
            for title, (name, address) in WHO.items():
                measure(title, port, name, address)
                manage(environment, "axes_reset")
        finally:
            server.terminate()
            server.wait()


def prepared(database: Path) -> dict[str, str]:
    """The environment of a server with an empty catalogue and one account."""
    environment = os.environ | {
        "CAPFRAME_ENV": "development",
        "TRUST_PROXY": "1",
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    }
    manage(environment, "migrate", "-v0")
    owner = ("--username", "owner", "--email", "a@b.uk")
    manage(environment, "createsuperuser", "--no-input", "-v0", *owner)
    return environment


def manage(environment: dict[str, str], *command: str) -> None:
    run = [sys.executable, "manage.py", *command]
    subprocess.run(run, cwd=ROOT, env=environment, check=True, capture_output=True)


def start(environment: dict[str, str]) -> tuple[int, subprocess.Popen]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "capframe.wsgi", "--log-level", "error"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment | {"PORT": str(port)}, stderr=subprocess.DEVNULL
    )
    for _ in range(600):
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return port, server
        time.sleep(0.1)
    raise TimeoutError(port)


def measure(title, port, name, address) -> None:
    own = Browser(port, "203.0.113.1")
    assert own.sign_in("owner", PASSWORD) == 302
    own.cookies = {key: text for key, text in own.cookies.items() if "session" not in key}
    answers: Counter[int] = Counter()
    for i in range(GUESSES):
        answers[Browser(port, address(i)).sign_in(name(i), "wrong")] += 1
    own.address = address(0)
    new = Browser(port, "203.0.113.2").sign_in("owner", PASSWORD)
    print(
        f"{title}: {answers[200]} of {GUESSES} guesses tried, {answers[429]} refused; the owner "
        f"gets {own.sign_in('owner', PASSWORD)} in a known browser there, {new} in a new one"
    )


if __name__ == "__main__":
    main()
