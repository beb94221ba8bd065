"""Whether a kept page is ever shown after what it shows has changed.

``python -m tests.benchmarks.stale`` serves a seeded scratch database of the kind that DATABASE_URL
names by three processes. An editor commits 300 changes, in each way of writing in turn; on
PostgreSQL a longer transaction begins before every other one and ends after it, and counts as one
more. After each commit six of 200 addresses are read on connections of their own. Each shows the
title of the source or the family: it ends with 1 where one does not show what was committed last.
"""

import os
import sys
from collections.abc import Callable
from itertools import count, cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.pages import production
from tests.benchmarks.served import free_port, running, scratch_database, wait_for
from tests.benchmarks.workers import Client, request_for

COMMITS, READS_EACH, ADDRESSES, PROCESSES = 300, 6, 200, 3
SOURCES, FAMILIES = "/sources/", "/families/"


class Editor:
    """Gives one source another title, in every way of writing.

    Args:
        folder: for a file.
    """

    def __init__(self, folder: Path) -> None:
        # Django is set up only once DATABASE_URL names the scratch database.
        from django.contrib.auth import get_user_model
        from django.db import connection
        from django.test import Client as Browser
        from django.test.utils import setup_test_environment

        from capframe.base.models import Source

        self.file = folder / "source.json"
        self.source = Source.objects.all()[0]
        self.rows = Source.objects.filter(pk=self.source.pk)
        self.connection, self.number, self.title = connection, 0, self.source.title
        setup_test_environment()  # responses have their context: the form's fields
        self.browser = Browser(SERVER_NAME="localhost")
        self.browser.force_login(get_user_model().objects.create_superuser("editor"))

    def ways(self) -> list[Callable[[], None]]:
        return [
            *(self.save, self.update, self.write_sql, self.write_in_bulk),
            *(self.edit_in_the_admin, self.load_a_fixture, self.apply_a_plan),
            *(self.publish, self.undo, self.restore, self.write_elsewhere),
        ]

    def write(self, way: Callable[[], None]) -> None:
        """Commit another title in this way."""
        self.number += 1
        self.title = f"Document as of commit {self.number}"
        way()

    def save(self) -> None:
        self.source.title = self.title
        self.source.save()

    def update(self) -> None:
        self.rows.update(title=self.title)

    def write_sql(self) -> None:
        with self.connection.cursor() as cursor:
            sql = "UPDATE base_source SET title = %s WHERE id = %s"
            cursor.execute(sql, [self.title, self.source.pk])

    def write_in_bulk(self) -> None:
        self.source.title = self.title
        type(self.source).objects.bulk_update([self.source], ["title"])

    def edit_in_the_admin(self) -> None:
        from django.urls import reverse

        address = reverse("admin:base_source_change", args=[self.source.pk])
        form = self.browser.get(address).context["adminform"].form
        fields = {form.add_prefix(name): form[name].value() or "" for name in form.fields}
        fields = {name: value for name, value in fields.items() if not isinstance(value, bool)}
        self.check(self.browser.post(address, fields | {"title": self.title}))

    def publish(self) -> None:
        """Keep the title unpublished, then publish it."""
        from capframe.plans.models import UnpublishedChange
        from capframe.plans.publishing import publish
        from capframe.plans.recording import record

        change = UnpublishedChange(title="Benchmark")
        change.keep(record(self.save)[1], by=None)
        publish(change=change, plan=change.read_plan(), by=None, reason="Benchmark")

    def undo(self) -> None:
        """Take back, in the admin, another title that has just been given."""
        from tests.plans.back_pages import answer, undo_url

        self.edit_in_the_admin()
        title, self.title = self.title, "Something else"
        self.edit_in_the_admin()
        self.title = title
        self.check(answer(self.browser, undo_url(self.source)))

    def restore(self) -> None:
        """Bring back, in the admin, the version of before another title was given."""
        from tests.plans.back_pages import answer, restore_url

        self.edit_in_the_admin()
        row = self.source.history.latest("history_id")
        title, self.title = self.title, "Something else"
        self.edit_in_the_admin()
        self.title = title
        self.check(answer(self.browser, restore_url(self.source, row)))

    def write_elsewhere(self) -> None:
        """The title, and then something else in each other way that there is."""
        from tests.benchmarks import other_writes

        self.update()
        for way in other_writes.WAYS:
            other_writes.check_moved(way)

    @staticmethod
    def check(response: Any) -> None:
        if response.status_code != 302:
            raise ValueError(f"The admin answers {response.status_code}.")

    def load_a_fixture(self) -> None:
        from django.core import serializers
        from django.core.management import call_command

        self.source.title = self.title
        self.file.write_text(serializers.serialize("json", [self.source]), encoding="utf-8")
        call_command("loaddata", str(self.file), verbosity=0)

    def apply_a_plan(self) -> None:
        from capframe.plans.apply import apply
        from capframe.plans.builder import PlanBuilder
        from capframe.plans.existing import newest_history_versions, read_existing

        builder, model = PlanBuilder(), type(self.source)
        builder.plan.history_versions = newest_history_versions([model])
        entry = read_existing(self.rows)[self.source.pk]
        builder.begin_whole(model, self.source.pk, self.title)
        builder.change(model, entry, {"title": self.title})
        apply(plan=builder.plan, by=None, reason="Benchmark")


class LongTransaction:
    """Another editor's, of a job family: it begins before a commit, and ends after it."""

    def __init__(self) -> None:
        from django.db import connection

        from roles.models import JobFamily

        family = JobFamily.objects.published()[0]
        self.pk, self.title = family.pk, family.title
        self.connection = connection.copy()

    def begin(self, title: str) -> None:
        self.connection.set_autocommit(False)
        with self.connection.cursor() as cursor:
            sql = "UPDATE roles_jobfamily SET title = %s WHERE id = %s"
            cursor.execute(sql, [title, self.pk])

    def end(self, title: str) -> None:
        self.title = title
        self.connection.commit()
        self.connection.set_autocommit(True)


def find_addresses(title: str, *, with_families: bool) -> list[str]:
    """So many addresses: pages that show the source's title, and lists of sources and families."""
    from capframe.base.models import Source
    from roles.models import RoleLevel

    source = Source.objects.get(title=title)
    levels = RoleLevel.objects.published().filter(source=source).select_related("role")
    pages = [source.get_absolute_url(), *(level.get_absolute_url() for level in levels)]
    lists = [SOURCES, FAMILIES] if with_families else [SOURCES]
    numbered = (f"{name}?number={number}" for number in count(1) for name in lists)
    return [*pages, *islice(numbered, ADDRESSES - len(pages))]


def count_stale(port: int, addresses: list[str], source: str, family: str) -> int:
    """How many of the pages do not show what was committed last."""
    stale = 0
    for address in addresses:
        client = Client(port)
        client.send(request_for(address, {"Connection": "close"}))
        client.receive()
        client.close()
        expected = family if address.startswith(FAMILIES) else source
        stale += expected.encode() not in client.body
    return stale


def measure(port: int, editor: Editor, long: LongTransaction | None, commits: int) -> list[int]:
    """How many pages were read, how many of them were stale, and how many commits were made."""
    found = find_addresses(editor.title, with_families=long is not None)
    addresses, reads, stale, done = cycle(found), 0, 0, 0
    for _ in range(PROCESSES):  # so that each has most of them kept when the first commit comes
        count_stale(port, found, editor.title, long.title if long else "")

    def read() -> None:
        nonlocal reads, stale, done
        now = list(islice(addresses, READS_EACH))
        stale += count_stale(port, now, editor.title, long.title if long else "")
        reads, done = reads + READS_EACH, done + 1

    for way in islice(cycle(editor.ways()), commits):
        spans, title = editor.number % 2 == 0, f"Family as of commit {editor.number}"
        if long and spans:
            long.begin(title)
        editor.write(way)
        read()
        if long and spans:
            long.end(title)
            read()
    return [reads, stale, done]


def main() -> None:
    commits = int(sys.argv[1]) if len(sys.argv) > 1 else COMMITS
    with TemporaryDirectory() as name, scratch_database(name) as url:
        folder = Path(name)
        os.environ |= production(url) | {"DJANGO_SETTINGS_MODULE": "capframe.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("seed", migrate=True, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        editor = Editor(folder)
        long = None if connection.vendor == "sqlite" else LongTransaction()
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "capframe.wsgi"]
        settings = {"PORT": str(port), "WEB_CONCURRENCY": str(PROCESSES)}
        with running(command, os.environ | settings, folder):
            wait_for(port)
            reads, stale, done = measure(port, editor, long, commits)
        print(f"{connection.vendor}: {done} commits, {reads} pages read, {stale} stale")
        connection.close()
        if long:
            long.connection.close()
    sys.exit(bool(stale))


if __name__ == "__main__":
    main()
