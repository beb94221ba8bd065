"""An application that does nothing: what the server itself costs, and so the most there is to win.

``gunicorn tests.benchmarks.fixed_answer``
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

PAGE = (Path(__file__).parent / "minimal_project" / "page.html").read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))]


def application(environ: dict[str, Any], start_response: Callable) -> list[bytes]:
    start_response("200 OK", HEADERS)
    return [PAGE]
