"""Debian's Chromium, and the seeded site in a server process of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.db import connection, connections, transaction
from playwright.sync_api import sync_playwright

from capframe.base.statistics import gather_statistics
from capframe.fixtures import FIXTURES
from tests.databases import copy_database, drop_database, url_of, use_database
from tests.programs import CHROMIUM
from tests.seeds import insert_seeds

ROOT = Path(__file__).resolve().parents[2]
CREDENTIALS = ("editor", "correct horse battery")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def pytest_collection_modifyitems(items):
    """Every test of this folder carries the marker ``browser``."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium. Without one the tests are skipped; in CI that is a failure."""
    path = shutil.which("chromium")
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
        # Django keeps other connections beside Playwright's event loop: nobody else ends them.
        connections.close_all()


@pytest.fixture(scope="session")
def database_url(empty_database, seeds, django_db_blocker, worker_id):
    """A seeded database of this process's own, with an administrator.

    The rows are those that the tests without a browser have loaded: `manage.py seed` takes ten
    times as long.
    """
    usual, name = connection.settings_dict["NAME"], f"{empty_database}_browser_{worker_id}"
    with django_db_blocker.unblock():
        copy_database(empty_database, name)
        use_database(name)
        with transaction.atomic():
            insert_seeds(seeds[FIXTURES[-1]])
            gather_statistics()
            make_administrator()
        use_database(usual)
        yield url_of(name)
        drop_database(name)


def make_administrator():
    """Make one whose password is hashed as the site does it, not as the tests' own process does."""
    user = User(username=CREDENTIALS[0], email="a@b.uk", is_staff=True, is_superuser=True)
    user.password = PBKDF2PasswordHasher().encode(CREDENTIALS[1], "salt of the tests")
    user.save()


@pytest.fixture(scope="session")
def site(database_url):
    """The address of the seeded site, as `make run` serves it."""
    port = free_port()
    environment = os.environ | {
        "CAPFRAME_ENV": "development",
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "capframe.wsgi"], cwd=ROOT, env=environment
    )
    address = f"http://127.0.0.1:{port}"
    wait_for(address)
    yield address
    server.terminate()
    server.wait()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(address: str) -> None:
    """Return when the server answers. Raises TimeoutError after half a minute."""
    for _ in range(300):
        try:
            urlopen(f"{address}/healthz").close()
            return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture(params=[1280, 320], ids=["desktop", "320px"])
def width(request):
    """A desktop's width in pixels, and that of 400% zoom on it."""
    return request.param


@pytest.fixture
def complaints():
    """What a test's windows say on their consoles; a breach of the CSP in it is a failure."""
    said = []
    yield said
    assert [text for text in said if "Content Security Policy" in text] == []


@pytest.fixture
def open_page(chromium, site, complaints):
    """A function that opens an address in a window of its own."""
    contexts = []

    def open_at(path="/", width=1280, cookies=()):
        context = chromium.new_context(viewport=size(width), base_url=site)
        contexts.append(context)
        context.add_cookies(cookies)
        page = context.new_page()
        page.on("console", partial(complain, complaints))
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def shared_window(chromium, site):
    context = chromium.new_context(base_url=site)
    yield context.new_page()
    context.close()


@pytest.fixture
def read_page(shared_window, complaints):
    """A function that opens an address in a window that all tests share that only read.

    Nothing is left in it of what was opened before. A window of its own costs as much as the page.
    """
    listener = partial(complain, complaints)
    shared_window.on("console", listener)

    def open_at(path, width=1280, cookies=()):
        shared_window.context.clear_cookies()
        shared_window.context.add_cookies(cookies)
        shared_window.set_viewport_size(size(width))
        shared_window.axe_runs = False
        shared_window.goto(path)
        return shared_window

    yield open_at
    shared_window.remove_listener("console", listener)


def size(width):
    """Of a window, in pixels."""
    return {"width": width, "height": 900}


def complain(complaints, message):
    # axe itself tries inline styles on the page while it runs.
    if not getattr(message.page, "axe_runs", False):
        complaints.append(message.text)


@pytest.fixture(scope="session")
def administrator(chromium, site):
    """The cookies of a browser that the administrator has signed in with."""
    context = chromium.new_context(base_url=site)
    sign_in(context.new_page())
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture
def open_admin(open_page, administrator):
    """As ``open_page``, for the administrator, who has signed in already."""
    return partial(open_page, cookies=administrator)


@pytest.fixture
def read_admin(read_page, administrator):
    """As ``read_page``, for the administrator, who has signed in already."""
    return partial(read_page, cookies=administrator)


def follow(page, target):
    """Click on a link or button and wait for the page that it leads to.

    Whatever is opened right after a mere click may overtake what the click has sent.
    """
    with page.expect_navigation():
        target.click()


def sign_in(page):
    """Sign the window in as the administrator."""
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(CREDENTIALS[0])
    page.get_by_label("Password").fill(CREDENTIALS[1])
    follow(page, page.get_by_role("button", name="Log in"))
