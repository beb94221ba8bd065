"""An entry's part of its web address, made of its title: the same in imports and in the admin."""

import unicodedata
from functools import lru_cache

from anyascii import anyascii
from django.utils.text import slugify

LONGEST_SLUG = 100


# A file that names an entry in many rows asks for its slug more than once.
@lru_cache(maxsize=20_000)
def make_slug(title: str) -> str:
    """The title in lower-case Latin letters and figures, joined by hyphens, in any script.

    It is cut to ``LONGEST_SLUG`` characters, and empty where nothing of the title can be written
    so. How the title's letters are composed makes no difference.
    """
    latin = title if title.isascii() else anyascii(unicodedata.normalize("NFC", title))
    return slugify(latin)[:LONGEST_SLUG].strip("-")
