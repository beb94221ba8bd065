"""Columns by their letters, as spreadsheet programs call them."""


def column_letters(number: int) -> str:
    """The letters of a column by its number from 1: A, Z, AA."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
