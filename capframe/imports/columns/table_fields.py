"""What is kept of an import to say where the table of its file is, and what its columns are."""

from django.db import models

from capframe.spreadsheets.columns import LEAVE_OUT
from capframe.spreadsheets.layout import Layout

TABLE_FIELDS = ("sheet", "heading_row", "notes", "headings", "places", "columns", "fill_down")


class TableFields(models.Model):
    """The fields that a description of the table sets."""

    # The number of the sheet that the table is in; the first that is not hidden where none is.
    sheet = models.PositiveIntegerField(null=True)
    # The line of the headings; the first row with anything in it where none is.
    heading_row = models.PositiveIntegerField(null=True)
    notes = models.JSONField(default=list)
    headings = models.JSONField(default=list)
    # Where the column of each heading stands in the sheet, from 0; none in imports of before it
    # was kept, whose columns all have a heading.
    places = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    # The places of the columns whose empty cells get what stands in the cell above.
    fill_down = models.JSONField(default=list)

    class Meta:
        abstract = True

    @property
    def layout(self) -> Layout:
        """Where the table is, as far as that is known yet."""
        pairs = zip(self.places, self.columns, strict=False)
        return Layout(
            sheet=self.sheet,
            heading_row=self.heading_row,
            left_out=frozenset(place for place, column in pairs if column == LEAVE_OUT),
            fill_down=tuple(self.fill_down),
            keeps_unclear=bool(self.places) or not self.headings,
        )
