"""What a process loads before anybody asks for something."""

import subprocess
import sys

from django.conf import settings

LATE = ["openpyxl", "lxml", "docx", "yaml"]
LOADED = f"import sys, capframe.wsgi; print([name for name in {LATE} if name in sys.modules])"


def test_what_makes_workbooks_and_word_files_is_left_for_later():
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=settings.BASE_DIR, capture_output=True, check=True
    )
    assert loaded.stdout.decode().strip() == "[]"
