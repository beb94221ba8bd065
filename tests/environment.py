"""The environment of the tests, set before Django's settings are read."""

import gc
import os

os.environ.setdefault("CAPFRAME_ENV", "development")
# Playwright runs an event loop in the test's own thread; the ORM is used beside it on purpose.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Garbage is collected rarely: looking for it took an eighth of the time of all tests.
gc.set_threshold(50_000, 20, 100)


def pytest_collection_finish():
    """What was imported and collected stays to the end: nobody looks through it for garbage."""
    gc.collect()
    gc.freeze()
