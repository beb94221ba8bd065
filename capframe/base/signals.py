"""What rooms above the base are told of."""

from django.dispatch import Signal

# After ``loaddata``, or a change of many entries past ``save``, has saved everything, in its
# transaction. ``loaded`` holds the primary keys of what it saved, by model. Listen to it instead of
# to each ``post_save`` with ``raw``: there the rows that an object refers to may still be missing.
objects_loaded = Signal()
