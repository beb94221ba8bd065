"""An entry's part of its web address, made of its title: the same in imports and in the admin."""

import unicodedata

from anyascii import anyascii
from django.utils.text import slugify

LONGEST_SLUG = 100


def make_slug(title: str) -> str:
    """The title in lower-case Latin letters and figures, joined by hyphens, in any script.

    It is cut to ``LONGEST_SLUG`` characters, and empty where nothing of the title can be written
    so. How the title's letters are composed makes no difference.
    """
    latin = anyascii(unicodedata.normalize("NFC", title))
    return slugify(latin)[:LONGEST_SLUG].strip("-")
