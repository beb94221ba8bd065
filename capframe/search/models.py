from django.db import models


class SearchEntry(models.Model):
    """One object of the catalogue as search shows it, and the words that it is found by.

    It is made from the object and can be made anew from it at any time: no fact, so no history.
    Who may see the object is not kept here but asked of its own model at every search.
    """

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    title = models.TextField()
    url = models.TextField()
    detail = models.TextField()
    text = models.TextField()  # a passage a line, as written; excerpts are taken from it
    # Of what it is found by first, a line each; the last line has words in one piece.
    title_stems = models.TextField()
    # Of the text, line for line, then of other words; the last line has words in one piece.
    body_stems = models.TextField()
    # Of its parts that have entries of their own: a role level's statements.
    part_stems = models.TextField(default="")
    # Its places in the order of all entries: places.py.
    title_place = models.PositiveBigIntegerField(unique=True)
    text_place = models.PositiveBigIntegerField(unique=True)

    class Meta:
        verbose_name_plural = "search entries"
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="searchentry_object_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Spelling(models.Model):
    """A word of some entry without one of its letters, by which misspelled words find it.

    A word stays when the last entry that had it goes, until the index is made anew: what is
    suggested is looked for first, among what readers may see.
    """

    key = models.CharField(max_length=10, db_index=True)
    word = models.CharField(max_length=30)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["word", "key"], name="spelling_is_unique"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.word}"
