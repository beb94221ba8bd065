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
# A thread is taken only while an answer is made, never while somebody sends or reads slowly.
worker_class = "capframe.serving.worker.BufferingWorker"
threads = 8
# So many a process holds at once: thrice 500 slow ones and readers, should all come to one.
worker_connections = 2000
preload_app = True
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
            # Bound, but not listened at: whoever connected meanwhile would be cut off.
            with socket.socket(family) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind((host, port))
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) == errno.EADDRINUSE:
                sys.exit(f"Port {port} is taken: choose another, for example PORT={port + 1}.")
            sys.exit(f"Nothing can listen on {host}:{port}: change HOST or PORT. ({error})")


def when_ready(server: Any) -> None:
    """Leave what was loaded at the start out of every later garbage collection."""
    gc.collect()
    gc.freeze()
