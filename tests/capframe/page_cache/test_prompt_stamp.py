"""The stamp is read from the file at once, or not at all."""

import sqlite3

import pytest

from capframe.page_cache.prompt_stamp import PromptStamp


def write(path, number):
    """A database of its own in this place, with this stamp; the connection that has it open."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE base_stamp (number bigint)")
    connection.execute("INSERT INTO base_stamp VALUES (?)", [number])
    return connection


@pytest.fixture
def stamp(tmp_path):
    path = tmp_path / "a.sqlite3"
    return PromptStamp({"ENGINE": "django.db.backends.sqlite3", "NAME": path})


def test_it_is_as_of_the_last_commit(stamp):
    writer = write(stamp.path, 1)
    assert stamp.read() == 1
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE base_stamp SET number = 2")
    assert stamp.read() == 1
    writer.execute("COMMIT")
    assert stamp.read() == 2
    writer.close()


def test_another_file_in_its_place_is_read(stamp, tmp_path):
    write(stamp.path, 1).close()
    assert stamp.read() == 1
    write(tmp_path / "b", 5).close()
    (tmp_path / "b").replace(stamp.path)
    assert stamp.read() == 5


def test_it_waits_for_nobody(stamp):
    writer = write(stamp.path, 1)
    writer.execute("PRAGMA journal_mode=DELETE")
    writer.execute("BEGIN EXCLUSIVE")
    assert stamp.read() is None
    writer.execute("COMMIT")
    assert stamp.read() == 1
    writer.close()


def test_without_a_file_there_is_none(stamp):
    assert stamp.read() is None


def test_postgresql_is_not_asked():
    assert PromptStamp({"ENGINE": "django.db.backends.postgresql", "NAME": "a"}).read() is None
