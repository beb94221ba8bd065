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
    title_stems = models.TextField()
    body_stems = models.TextField()  # of the text, line for line, and then of other words

    class Meta:
        verbose_name_plural = "search entries"
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="searchentry_object_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
