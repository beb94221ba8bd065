"""Which tests need not run on every database, and which of them run first."""

from collections import Counter
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
# What stands here starts servers, or asks the connection what it is, without a database of its own.
WITH_A_DATABASE = (TESTS / "base", TESTS / "capframe")
# What tests of a browser take that write nothing; what others take; those that go through all.
READ_IN_A_BROWSER = {"read_page", "read_admin", "open_page"}
CHANGED_IN_A_BROWSER = {"open_admin", "previewed"}
JOURNEYS = (TESTS / "browser" / "test_journeys.py", TESTS / "browser" / "test_sign_in.py")
# What takes long though it has few tests.
LONG = (TESTS / "browser", TESTS / "capframe")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what is the same whatever the database is, before any is chosen; order what is left."""
    for item in items:
        if is_plain(item) or is_read(item):
            item.add_marker("once")
    yield
    if hasattr(config, "workerinput"):
        begin_with_long_files(items)


def is_plain(item):
    """Whether a test takes no database: pytest-django then lets nothing in it connect to one."""
    fixtures = set(item.fixturenames)
    takes_one = "empty_database" in fixtures or item.get_closest_marker("django_db")
    return not takes_one and not any(item.path.is_relative_to(kept) for kept in WITH_A_DATABASE)


def is_read(item):
    """Whether a browser writes nothing: other tests ask each database for what it shows."""
    fixtures = set(item.fixturenames)
    only_reads = fixtures & READ_IN_A_BROWSER and not fixtures & CHANGED_IN_A_BROWSER
    return bool(only_reads) and item.path not in JOURNEYS


def begin_with_long_files(items):
    """Order what several processes share: the last file should hold nobody up for long.

    By itself xdist begins with those of most tests, and ends with those that drive a browser.
    """
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (not is_long(item.path), -tests[item.path]))


def is_long(path):
    return any(path.is_relative_to(folder) for folder in LONG)
