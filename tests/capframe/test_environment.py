import json
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from capframe import environment


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("no", False), ("", False)])
def test_a_flag(monkeypatch, value, expected):
    monkeypatch.setenv("FLAG", value)
    assert environment.flag("FLAG") is expected


def test_a_flag_that_is_neither(monkeypatch):
    monkeypatch.setenv("FLAG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match=r"FLAG='perhaps'.*set it to 1 or 0"):
        environment.flag("FLAG")


@pytest.mark.parametrize(("value", "expected"), [("25", 25), ("", 587), (" 465 ", 465)])
def test_a_number(monkeypatch, value, expected):
    monkeypatch.setenv("NUMBER", value)
    assert environment.number("NUMBER", 587) == expected


@pytest.mark.parametrize("value", ["smtp", "-1", "1.5", "²"])
def test_a_number_that_is_none(monkeypatch, value):
    monkeypatch.setenv("NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match="is not a whole number: set it to 587"):
        environment.number("NUMBER", 587)


def test_a_choice_that_is_none(monkeypatch):
    monkeypatch.setenv("KIND", "c")
    with pytest.raises(ImproperlyConfigured, match="set it to a or b"):
        environment.choice("KIND", ("a", "b"))


def test_sqlite_waits_and_writes_ahead(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////tmp/x.sqlite3")
    options = environment.database("")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert options["timeout"] == 20


def test_postgresql(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me@host:5433/name")
    config = environment.database("")
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["USER"], config["HOST"], config["PORT"]) == ("me", "host", 5433)
    assert config["OPTIONS"] == environment.POSTGRESQL


def test_what_the_url_says_of_the_connection_is_kept(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me@host/name?sslmode=require")
    assert environment.database("")["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://me@host/name", "gopher://host", "not a url"])
def test_any_other_database_is_refused(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        environment.database("")


def started_with(**variables):
    """What Django's check says in a new process with this environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_does_not_start_without_a_secret_key():
    started = started_with()
    assert started.returncode != 0
    assert "SECRET_KEY is not set" in started.stderr


def test_production_with_a_secret_key_is_clean():
    started = started_with(SECRET_KEY="x8!kd92-aSjd0_wk3$nb7%vz5@qpl4&ty6*hgf1" * 2)
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"DEBUG": "1"}, "DEBUG=1 shows secrets"),
        ({"CAPFRAME_ENV": "staging"}, "set it to production or development"),
        ({"EMAIL_SECURITY": "ssl"}, "set it to starttls or tls or none"),
        ({"CAPFRAME_CONTACT": "a@b.uk"}, "begin it with https:// or mailto:"),
    ],
)
def test_a_wrong_value_says_how_to_put_it_right(variables, message):
    started = started_with(SECRET_KEY="secret", **variables)
    assert started.returncode != 0
    assert message in started.stderr


ASKED = """
import json, django
from django.conf import settings
django.setup()
from django.test import Client
answer = Client().get("/robots.txt", headers=HEADERS)
parts = ("NAME", "PATH", "DOMAIN", "SECURE")
cookies = [[getattr(settings, f"{kind}_COOKIE_{part}") for part in parts]
           for kind in ("SESSION", "CSRF")]
print(json.dumps([answer.status_code, cookies]))
"""


def asked(*, forwarded="", **variables):
    """The status of a page asked for over HTTP, and both cookies' settings, in a new process."""
    headers = {"host": "localhost", "x-forwarded-proto": forwarded}
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    kept |= {"DJANGO_SETTINGS_MODULE": "capframe.settings", "SECRET_KEY": "x" * 60}
    started = subprocess.run(
        [sys.executable, "-c", ASKED.replace("HEADERS", repr(headers))],
        env=kept | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(started.stdout)


def test_cookies_belong_to_this_host_alone_where_https_is_on():
    _, cookies = asked()
    assert cookies == [[f"__Host-{name}", "/", None, True] for name in ("sessionid", "csrftoken")]


@pytest.mark.parametrize("variables", [{"HTTPS": "0"}, {"CAPFRAME_ENV": "development"}])
def test_cookies_have_plain_names_where_https_is_off(variables):
    _, cookies = asked(**variables)
    assert cookies == [[name, "/", None, False] for name in ("sessionid", "csrftoken")]


@pytest.mark.parametrize(
    ("trusts", "forwarded", "status"),
    [("0", "https", 301), ("1", "https", 200), ("1", "http", 301), ("1", "", 301)],
)
def test_x_forwarded_proto_is_believed_only_as_configured(trusts, forwarded, status):
    assert asked(forwarded=forwarded, TRUST_PROXY=trusts)[0] == status
