"""What the benchmarks measure by stays as it is."""

import hashlib
from pathlib import Path

from tests.benchmarks import minimal_project

# Of every file of the project, in the order of their names: ratios to T compare while it holds.
UNCHANGED = "94d066f2f6bf75e128174ad3a3c9ed9ab435b8d9152d3f0e21918679dd6d9f37"


def test_the_project_that_pages_are_measured_by_does_not_change():
    files = sorted(Path(minimal_project.__file__).parent.glob("*.*"))
    assert [file.name for file in files][1:] == ["page.html", "settings.py", "urls.py", "wsgi.py"]
    content = b"".join(file.read_bytes() for file in files)
    assert hashlib.sha256(content).hexdigest() == UNCHANGED
