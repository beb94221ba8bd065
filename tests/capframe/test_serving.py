"""What gunicorn says as it starts."""

import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings


def start(**environment):
    """What is said on standard error by a server that cannot start."""
    command = [sys.executable, "-m", "gunicorn", "capframe.wsgi"]
    ran = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert ran.returncode == 1
    return ran.stderr


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_is_said_in_one_line(taken):
    said = start(PORT=str(taken)).splitlines()
    assert said[-1] == f"Port {taken} is taken: choose another, for example PORT={taken + 1}."
    assert not [line for line in said if "ERROR" in line or "Traceback" in line]


@pytest.mark.parametrize("wrong", [{"HOST": "192.0.2.1"}, {"PORT": "99999"}])
def test_an_address_that_cannot_be_is_said_in_one_line(wrong):
    said = start(**wrong).splitlines()
    assert "change HOST or PORT" in said[-1]
    assert not [line for line in said if "ERROR" in line or "Traceback" in line]
