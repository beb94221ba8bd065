"""How gunicorn serves Capframe; read by gunicorn itself from the folder it starts in."""

import errno
import gc
import multiprocessing
import os
import socket
import sys
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(multiprocessing.cpu_count(), 4))
threads = 4
preload_app = True
# An address of any length gets a page of ours that says what is wrong with it.
limit_request_line = 0
# What a proxy says of a request is believed as TRUST_PROXY says, by Django alone: gunicorn itself
# would take X-Forwarded-Proto and SCRIPT_NAME from anybody on this machine.
forwarded_allow_ips = ""
# Nothing is left in the home folder of whoever starts it.
control_socket_disable = True
accesslog = os.environ.get("ACCESS_LOG")


def on_starting(server: Any) -> None:
    """Say in one line that the port is taken, which gunicorn would try five times in ten lines."""
    if server.master_pid or "LISTEN_FDS" in os.environ:
        return  # the socket is handed over by a server that goes, or by systemd
    for host, port in (bound for bound in server.cfg.address if isinstance(bound, tuple)):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            socket.create_server((host, port), family=family).close()
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) == errno.EADDRINUSE:
                sys.exit(f"Port {port} is taken: choose another, for example PORT={port + 1}.")
            sys.exit(f"Nothing can listen on {host}:{port}: change HOST or PORT. ({error})")


def when_ready(server: Any) -> None:
    """Leave what was loaded at the start out of every later garbage collection."""
    gc.collect()
    gc.freeze()
