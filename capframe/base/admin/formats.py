"""Formats of the tables that the admin exports: no cell of them runs as a formula."""

from typing import Any

from import_export.formats.base_formats import BINARY_FORMATS, CSV, XLSX
from tablib import Dataset

from capframe.base.http import Refused
from capframe.spreadsheets.excel_cells import TooLongForExcel
from capframe.spreadsheets.formulas import guard


class GuardedCSV(CSV):
    """CSV with an apostrophe before what a spreadsheet would run."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        safe = Dataset(headers=dataset.headers)
        for row in dataset:
            safe.append([guard(cell) if isinstance(cell, str) else cell for cell in row])
        return super().export_data(safe, **kwargs)


class TextXLSX(XLSX):
    """XLSX in which every text is a text, and every number a number."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> bytes:
        """The file. Raises Refused where a text does not fit into a cell."""
        from capframe.spreadsheets.xlsx_writing import workbook_file

        try:
            return workbook_file(dataset.headers or [], dataset)
        except TooLongForExcel as error:
            raise Refused(error.problem, error.remedy) from None


# Those that import-export hands numbers and dates as such.
BINARY_FORMATS.append(TextXLSX)
