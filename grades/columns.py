"""The columns of a file of grades, and what may be chosen for rows that leave one blank."""

import re
from decimal import Decimal

from capframe.plans.files.choices import DefaultChoice
from capframe.plans.files.columns import FieldColumn, KeyColumn, Misread
from grades.models import Grade, GradeStructure, PayRange
from grades.plain import WHOLE

THE_STRUCTURE, THE_GRADE, PAY = "The grade structure", "The grade", "Pay"
# As many as PostgreSQL and SQLite both hold in the column.
HIGHEST_POSITION = 9_999
WHOLE_NUMBER = re.compile(r"0*([0-9]{1,5})(?:\.0+)?")


def parse_position(text: str) -> int:
    """The position that a text means. Raises Misread."""
    found = WHOLE_NUMBER.fullmatch(text)
    if not found or not 1 <= int(found[1]) <= HIGHEST_POSITION:
        raise Misread(
            f"“{text}” is not a position.",
            f"Write a whole number from 1, the most junior grade, to {HIGHEST_POSITION:,}.",
        )
    return int(found[1])


def write_amount(amount: Decimal) -> str:
    return f"{amount:.2f}".removesuffix(WHOLE)


STRUCTURE = KeyColumn(
    "grade_structure",
    "Name or address of the grade structure; needed where none is chosen for the file.",
    required=True,
    longest=200,
    model=GradeStructure,
    blank_slug="structure",
    are_few=True,
    label="Name of the structure",
    suggested_by=("Grade Scheme",),
    group=THE_STRUCTURE,
)
ORGANISATION = FieldColumn(
    "organisation",
    "Whose grades these are, for example “Civil Service”; needed for a new structure, once.",
    longest=200,
    is_name=True,
    model=GradeStructure,
    needed="Say once whose grades these are, for example “Civil Service”.",
    label="Whose grades they are",
    suggested_by=("Organization",),
    group=THE_STRUCTURE,
)
GRADE = KeyColumn(
    "grade",
    "Name or address of the grade, for example “Grade 7”.",
    required=True,
    longest=100,
    model=Grade,
    within=STRUCTURE,
    blank_slug="grade",
    is_confirmed=False,
    are_few=True,
    suggested_by=("Grade Name", "Pay Grade", "Pay Band", "Band"),
    group=THE_GRADE,
)
POSITION = FieldColumn(
    "position",
    "1 for the most junior grade, 2 for the next one up, and so on; needed for a new grade. The "
    "order of the rows says nothing.",
    model=Grade,
    parse=parse_position,
    needed="Fill it in: 1 for the most junior grade of the structure. It is never taken from the "
    "order of the rows.",
    label="Place from the most junior",
    group=THE_GRADE,
)
EMPLOYER = FieldColumn(
    "employer",
    "Who pays what this row says, for example “Home Office”. Blank if no source says it: that is "
    "no employer’s pay, and other pay than that of any named one.",
    longest=200,
    is_name=True,
    model=PayRange,
    label="Who pays",
    group=PAY,
)
LOCATION = FieldColumn(
    "location",
    "Where the pay of this row holds, for example “London”; one location a row. Blank if the "
    "source does not say where: that is other pay than that of any named location.",
    longest=100,
    is_name=True,
    model=PayRange,
    label="Where it holds",
    suggested_by=("Pay Zone",),
    group=PAY,
)
MINIMUM = FieldColumn(
    "minimum",
    "The least that is paid: 52969, £52,969 or £12.45 per hour. Both ends may stand here: £45,000 "
    "to £52,000.",
    model=PayRange,
    write=write_amount,
    label="Least paid",
    suggested_by=("Pay Minimum", "Payscale Minimum", "Salary Min"),
    group=PAY,
)
MAXIMUM = FieldColumn(
    "maximum",
    "The most that is paid: 62239, £62,239 or £13.10 per hour. Blank, or the same, where both ends "
    "stand in one cell.",
    model=PayRange,
    write=write_amount,
    label="Most paid",
    suggested_by=("Pay Maximum", "Payscale Maximum", "Salary Max"),
    group=PAY,
)
PERIOD = FieldColumn(
    "period",
    "What the amounts are paid for: year, day or hour. A year where blank.",
    model=PayRange,
    label="Paid for a year, day or hour",
    group=PAY,
)
CURRENCY = FieldColumn(
    "currency",
    "The currency’s three letters, for example EUR. Pounds where blank.",
    model=PayRange,
    group=PAY,
)
VALID_FROM = FieldColumn(
    "valid_from",
    "The day from which the pay holds: 2026-04-01. Blank if the source gives none.",
    model=PayRange,
    label="Since which day",
    suggested_by=("Effective Date", "Effective From"),
    group=PAY,
)
PAY_NOTE = FieldColumn(
    "pay_note",
    "What the source says of how this pay applies, in its own words.",
    model=PayRange,
    field="note",
    label="What is said of this pay",
    group=PAY,
)
GRADE_COLUMNS = (
    STRUCTURE,
    ORGANISATION,
    FieldColumn(
        "structure_description",
        "What the source says of the structure; once is enough.",
        model=GradeStructure,
        field="description",
        label="What the structure is",
        group=THE_STRUCTURE,
    ),
    GRADE,
    FieldColumn(
        "full_title",
        "The grade’s name in full, for example “Senior Executive Officer” for “SEO”.",
        longest=200,
        is_name=True,
        model=Grade,
        label="Its name in full",
        suggested_by=("Grade Title",),
        group=THE_GRADE,
    ),
    POSITION,
    EMPLOYER,
    LOCATION,
    MINIMUM,
    MAXIMUM,
    PERIOD,
    CURRENCY,
    VALID_FROM,
    PAY_NOTE,
    FieldColumn(
        "aliases",
        "Other names of the grade, by which people search for it, kept by editors; one a line.",
        model=Grade,
        label="Other names of the grade",
        suggested_by=("Also Known As",),
        group=THE_GRADE,
    ),
)
GRADE_DEFAULTS = (
    DefaultChoice(
        STRUCTURE.name,
        GradeStructure,
        "grade-structure",
        is_asked=True,
        also=ORGANISATION.name,
        order="grade-order",
    ),
)
