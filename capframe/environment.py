"""Settings read from the environment; every error says how to put the value right."""

import os

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from capframe.base.waiting import COMMAND_LOCK

# Planning and compiling a query of many joins costs PostgreSQL several times what running it does:
# keep the plans of queries that come again, and do not compile any.
# A server that does not answer is given up after seconds; the system's own limits are minutes.
POSTGRESQL = {
    "options": "-c jit=off",
    "server_side_binding": True,
    "prepare_threshold": 3,
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,  # milliseconds
}

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding white space, or ``default``."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """The variable as yes or no. Raises ImproperlyConfigured for any other word."""
    value = text(name, "1" if default else "0").lower()
    if value in TRUE | FALSE:
        return value in TRUE
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no: set it to 1 or 0.")


def number(name: str, default: int) -> int:
    """The variable as a whole number. Raises ImproperlyConfigured for anything else."""
    value = text(name) or str(default)
    if value.isascii() and value.isdigit():
        return int(value)
    raise ImproperlyConfigured(f"{name}={value!r} is not a whole number: set it to {default}, say.")


def choice(name: str, options: tuple[str, ...]) -> str:
    """One of ``options``, the first where unset. Raises ImproperlyConfigured for another word."""
    value = text(name, options[0])
    if value in options:
        return value
    raise ImproperlyConfigured(f"{name}={value!r} is not known: set it to {' or '.join(options)}.")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, empty entries left out."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(default_url: str) -> dict:
    """Django's DATABASES entry for DATABASE_URL: SQLite or PostgreSQL.

    SQLite runs in WAL mode so that readers never wait for a writer, takes its write lock when a
    transaction begins (IMMEDIATE) and waits up to 20 seconds for it. What serves pages waits less:
    see ``limit_waiting``.
    """
    url = text("DATABASE_URL") or default_url
    try:
        config = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"DATABASE_URL cannot be read ({error}): write it as postgres://user@host:5432/name "
            "or sqlite:///path/to/file.sqlite3."
        ) from error
    engine = config["ENGINE"].rsplit(".", 1)[-1]
    if engine == "sqlite3":
        config["OPTIONS"] = {
            "timeout": COMMAND_LOCK,
            "transaction_mode": "IMMEDIATE",
            # Of each thread's connection: more than the kinds of page asked for most often take.
            "cached_statements": 32,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            # In KB. Each thread has a connection, and the system has the file in memory anyway.
            "PRAGMA cache_size=-250; "
            # So many rows of an index are looked at for statistics: they take no time then.
            "PRAGMA analysis_limit=1000;",
        }
        config["CONN_HEALTH_CHECKS"] = False  # a file does not go away
        config["TEST"] = {"NAME": f"{config['NAME']}.test"}
    elif engine == "postgresql":
        config["OPTIONS"] = POSTGRESQL | config.get("OPTIONS", {})
    else:
        raise ImproperlyConfigured(
            f"DATABASE_URL names {engine}: Capframe runs on PostgreSQL (postgres://…) "
            "or SQLite (sqlite:///…)."
        )
    return dict(config)
