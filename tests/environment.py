"""The environment of the tests, set before Django's settings are read."""

import os

os.environ.setdefault("CAPFRAME_ENV", "development")
# Playwright runs an event loop in the test's own thread; the ORM is used beside it on purpose.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
