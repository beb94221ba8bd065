#!/usr/bin/env python
"""Django's command line for Capframe."""

import gc
import os
import sys


def main() -> None:
    """Run the management command named on the command line."""
    # What a start loads is no garbage; at the usual pace looking for some takes a tenth of it.
    gc.set_threshold(10_000)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
