from openpyxl.utils import get_column_letter

from capframe.spreadsheets.letters import column_letters


def test_columns_are_called_as_spreadsheet_programs_call_them():
    numbers = range(1, 18_279)  # A to ZZZ
    assert [column_letters(number) for number in numbers] == list(map(get_column_letter, numbers))
