"""Two who bring the index up at once wait for each other, and never crosswise."""

from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from capframe.search.models import SearchEntry, Spelling
from capframe.search.spellings import add_spellings
from capframe.search.writing import EntryRow, write_entries

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("groups_come_back"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="It has one writer at a time."),
]

LONGEST_WAIT = 30


class Writer(Thread):
    """Writes in a transaction and with a connection of its own."""

    def __init__(self, write, *things):
        super().__init__()
        self.write, self.things = write, things
        self.failure = self.server_process = None

    def run(self):
        try:
            with transaction.atomic():
                self.server_process = connection.connection.info.backend_pid
                self.write(*self.things)
        except Exception as error:
            self.failure = error
        finally:
            connection.close()

    def is_waiting(self):
        """Whether it waits for a lock."""
        with connection.cursor() as cursor:
            sql = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid = %s)"
            cursor.execute(sql, [self.server_process])
            return cursor.fetchone()[0]


@contextmanager
def both_wait_meanwhile(write, one, other):
    """Two write their things once both have had to wait for something that is let go then."""
    writers = [Writer(write, one), Writer(write, other)]
    with transaction.atomic():
        yield
        for writer in writers:
            writer.start()
            wait_until(writer.is_waiting)
    for writer in writers:
        writer.join(LONGEST_WAIT)
        assert not writer.is_alive()
    assert [writer.failure for writer in writers] == [None, None]


def wait_until(happens):
    end = monotonic() + LONGEST_WAIT
    while not happens():
        assert monotonic() < end
        sleep(0.01)


def test_words_are_kept_in_one_order():
    with both_wait_meanwhile(add_spellings, ["anna", "moon", "zoom"], ["zoom", "moon", "anna"]):
        add_spellings(["moon"])
    words = set(Spelling.objects.values_list("word", flat=True))
    assert words == {"anna", "moon", "zoom"}


def entry(number):
    return EntryRow(
        kind="skills",
        object_id=number,
        title=f"Skill {number}",
        url="/",
        detail="",
        text="",
        title_stems=f"skill {number}",
        body_stems="",
        part_stems="",
        title_place=number,
        text_place=10 - number,
    )


def test_entries_are_written_in_one_order():
    entries = [entry(number) for number in (1, 2, 3)]
    with both_wait_meanwhile(write_entries, entries, entries[::-1]):
        write_entries([entries[1]])
    assert SearchEntry.objects.count() == 3
