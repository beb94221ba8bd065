"""Programs that some tests drive, and how Debian installs them."""

import shutil

import pytest

CHROMIUM = "apt install chromium"
NGINX = "apt install nginx-light"
OFFICE = "apt install libreoffice-calc libreoffice-writer"

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason=OFFICE)
