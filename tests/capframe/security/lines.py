"""The lines that the log would have, as the console writes them."""

import logging
from contextlib import contextmanager
from io import StringIO

from capframe.security.log import LineFormatter


@contextmanager
def lines_of(name=""):
    """What this logger and those below it say meanwhile: a list that is filled at the end."""
    stream, lines = StringIO(), []
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    try:
        yield lines
    finally:
        logger.removeHandler(handler)
        lines += stream.getvalue().split("\n")[:-1]
