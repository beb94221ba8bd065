"""Has import-export name its formats without loading what writes them.

It tries each format as it is imported, and openpyxl comes along: ten megabytes of every process and
an eighth of its start, for a file that few ask for. So it is imported here, before anything of it,
while tablib has none of the heavy formats; afterwards they are found where they are asked for.
"""

from tablib.formats import registry

HEAVY = ("xlsx", "yaml")

_formats = {name: registry._formats.pop(name) for name in HEAVY if name in registry._formats}
try:
    import import_export.formats.base_formats  # noqa: F401 - it looks round as it is imported
finally:
    registry._formats.update(_formats)
