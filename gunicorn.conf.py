"""How gunicorn serves Capframe; read by gunicorn itself from the folder it starts in."""

import gc
import multiprocessing
import os
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(multiprocessing.cpu_count(), 4))
threads = 4
preload_app = True
# An address of any length gets a page of ours that says what is wrong with it.
limit_request_line = 0
# Nothing is left in the home folder of whoever starts it.
control_socket_disable = True
accesslog = os.environ.get("ACCESS_LOG")


def when_ready(server: Any) -> None:
    """Leave what was loaded at the start out of every later garbage collection."""
    gc.collect()
    gc.freeze()
