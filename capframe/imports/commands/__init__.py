"""Bulk import and export from the command line, by the engine that the pages use.

``importing.py`` and ``exporting.py`` are the base classes of the commands, one of each a kind;
``reading.py`` takes in a file and its columns, ``choosing.py`` the options, ``reporting.py`` says
what came of it, ``progress.py`` how far it has come.
"""
