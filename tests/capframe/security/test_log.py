"""Nothing that is sent forges a line: not a path, not a name, not what an error repeats."""

import logging
import re
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from capframe.security.log import note, printable, quoted
from tests.capframe.security.lines import lines_of

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ [A-Z]+ [\w.]+ request=[\w-]+ ")
FORGED = '2026-01-01T00:00:00Z INFO capframe.security request=0 signed in who="root"'
BREAKS = [
    "\n",
    "\r\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\u2029",
    "\x1b[2K",
    "\u202e",
]


@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
@pytest.mark.django_db
def test_a_path_is_one_line(client, line_break):
    with lines_of("django.request") as lines:
        client.get(f"/nowhere{quote(line_break)}{quote(FORGED)}")
    assert len(lines) == 1
    assert lines[0].isprintable()
    assert " WARNING django.request " in lines[0]


@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_an_error_that_repeats_what_was_sent_looks_like_no_line(line_break):
    with lines_of("somewhere") as lines:
        try:
            raise ValueError(f"wrong{line_break}{FORGED}")
        except ValueError:
            logging.getLogger("somewhere").exception("it failed%s", line_break + FORGED)
    assert [line for line in lines if LINE.match(line)] == lines[:1]
    assert all(line.startswith("  | ") for line in lines[1:])
    assert all(line.isprintable() for line in lines)


@given(st.text())
def test_any_text_is_one_visible_line(text):
    assert printable(text).isprintable()


@given(st.text(max_size=150))
def test_nothing_ends_its_quotation_marks(text):
    inside = quoted(text)[1:-1]
    assert '"' not in inside.replace("\\\\", "").replace('\\"', "")
    assert quoted(text).isprintable()


def test_long_values_are_shortened():
    assert len(quoted("x" * 10_000)) < 210


def test_a_line_says_who_where_and_the_number_of_the_request(client):
    with lines_of("capframe.security") as lines:
        note("something happened", who='Zoë "Z"', count=3)
    assert lines[0].endswith('something happened who="Zoë \\"Z\\"" address="" path="" count="3"')


@pytest.mark.django_db
def test_a_wrong_host_is_one_line_and_its_error():
    with lines_of("django.security") as lines:
        Client(raise_request_exception=False).get("/", headers={"host": "a\u202eb"})
    assert [line for line in lines if LINE.match(line)] == lines[:1]
    assert all(line.startswith("  | ") for line in lines[1:])
    assert all(line.isprintable() for line in lines)
