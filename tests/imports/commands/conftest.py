"""Files to import."""

import pytest

from tests.imports.files import ROLES


@pytest.fixture
def file(tmp_path):
    """Writes a file and gives its path."""

    def write(text=ROLES, name="roles.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write
