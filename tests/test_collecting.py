"""What is the same on every database is known by what it takes, and what is long comes first."""

from types import SimpleNamespace

import pytest

from tests.collecting import TESTS, begin_with_long_files, is_read


@pytest.fixture
def is_once(request):
    return request.node.get_closest_marker("once") is not None


def test_what_takes_no_database_runs_once(is_once):
    assert is_once


def test_what_takes_the_database_runs_on_each(db, is_once):
    assert not is_once


def test_what_takes_it_by_another_fixture_does_too(catalogue, is_once):
    assert not is_once


@pytest.mark.django_db
def test_what_says_so_by_a_marker_does_too(is_once):
    assert not is_once


@pytest.mark.parametrize(
    ("name", "fixtures", "read"),
    [
        ("compare", ["open_page"], True),
        ("admin", ["read_page", "read_admin"], True),
        ("admin", ["open_page", "open_admin"], False),
        ("journeys", ["open_page"], False),
        ("compare", ["db"], False),
    ],
)
def test_what_a_browser_only_reads_runs_once_but_for_journeys(name, fixtures, read):
    path = TESTS / "browser" / f"test_{name}.py"
    assert is_read(SimpleNamespace(path=path, fixturenames=fixtures)) is read


def test_long_files_come_first_then_those_of_most_tests():
    paths = ["roles/a.py", "roles/b.py", "roles/b.py", "browser/c.py", "browser/d.py"]
    items = [SimpleNamespace(path=TESTS / path) for path in [*paths, "browser/d.py"]]
    begin_with_long_files(items)
    names = [item.path.stem for item in items]
    assert names == ["d", "d", "c", "b", "b", "a"]
