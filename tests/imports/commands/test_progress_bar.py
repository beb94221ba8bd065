from io import StringIO

import pytest
from django.core.management.base import OutputWrapper

from capframe.imports.commands import output
from capframe.imports.commands.output import ProgressBar, progress_line


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """Sets the time that it is."""
    now = [0.0]
    monkeypatch.setattr(output, "monotonic", lambda: now[0])

    def at(time):
        now[0] = time

    return at


def test_it_works():
    line = "Checking rows  [##########..........] 10,000 of 20,000"
    assert progress_line("Checking rows", 10_000, 20_000) == line
    assert progress_line("Checking rows", 30, 20).endswith("[####################] 30 of 20")
    assert progress_line("Applying the changes", 0, 0) == "Applying the changes…"


def test_a_log_gets_a_line_a_second_at_most(clock):
    out = StringIO()
    bar = ProgressBar(OutputWrapper(out))
    for time in (0.0, 0.5, 0.99, 1.0, 1.5):
        clock(time)
        bar("Reading the rows", int(time * 100), 200)
    bar("Comparing", 0, 0)
    bar.end()
    assert [line.split("] ")[1] for line in out.getvalue().splitlines()] == [
        "0 of 200",
        "100 of 200",
    ]
    assert "\r" not in out.getvalue()


def test_a_terminal_gets_a_bar_a_step_and_its_end(clock):
    out = Terminal()
    bar = ProgressBar(OutputWrapper(out))
    clock(5.0)
    for done in (0, 1, 2):
        bar("Reading the rows", done, 2)
    bar("Applying the changes", 0, 0)
    bar.end()
    bar.end()
    first, second, rest = out.getvalue().split("\n")
    assert [part.split("] ")[1].rstrip() for part in first.split("\r")[1:]] == ["0 of 2", "2 of 2"]
    assert (second, rest) == ("\rApplying the changes…", "")
