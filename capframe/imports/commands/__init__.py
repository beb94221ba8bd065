"""Bulk import and export from the command line, by the engine that the pages use.

``importing.py`` and ``exporting.py`` have the base classes of the commands, of which there is one
of each for every kind; they use ``options.py``, ``input_file.py`` and ``output.py``.
"""
