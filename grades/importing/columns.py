"""The columns of a file of grades, and what may be chosen for rows that leave one blank."""

from capframe.plans.import_kinds import DefaultChoice
from capframe.spreadsheets.columns import Column
from grades.models import GradeStructure

STRUCTURE = Column(
    "grade_structure",
    "Name or address of the grade structure; needed where none is chosen for the file.",
    required=True,
    longest=200,
    is_name=True,
)
ORGANISATION = Column(
    "organisation",
    "Whose grades these are, for example “Civil Service”; needed for a new structure, once.",
    longest=200,
    is_name=True,
)
STRUCTURE_DESCRIPTION = Column(
    "structure_description", "What the source says of the structure; once is enough."
)
GRADE = Column(
    "grade",
    "Name or address of the grade, for example “Grade 7”.",
    required=True,
    longest=100,
    is_name=True,
)
FULL_TITLE = Column(
    "full_title",
    "The grade’s name in full, for example “Senior Executive Officer” for “SEO”.",
    longest=200,
    is_name=True,
)
POSITION = Column(
    "position",
    "1 for the most junior grade, 2 for the next one up, and so on; needed for a new grade. The "
    "order of the rows says nothing.",
)
EMPLOYER = Column(
    "employer",
    "Who pays what this row says, for example “Home Office”. Blank if no source says it: that is "
    "no employer’s pay, and other pay than that of any named one.",
    longest=200,
    is_name=True,
)
LOCATION = Column(
    "location",
    "Where the pay of this row holds, for example “London”; one location a row.",
    longest=100,
    is_name=True,
)
MINIMUM = Column("minimum", "The least that is paid: 52969, £52,969 or £12.45 per hour.")
MAXIMUM = Column("maximum", "The most that is paid: 62239, £62,239 or £13.10 per hour.")
PERIOD = Column("period", "What the amounts are paid for: year, day or hour. A year where blank.")
CURRENCY = Column("currency", "The currency’s three letters, for example EUR. Pounds where blank.")
VALID_FROM = Column(
    "valid_from", "The day from which the pay holds: 2026-04-01. Blank if the source gives none."
)
PAY_NOTE = Column("pay_note", "What the source says of how this pay applies, in its own words.")
ALIASES = Column(
    "aliases",
    "Other names of the grade, by which people search for it, kept by editors; one a line.",
)
GRADE_COLUMNS = (
    STRUCTURE,
    ORGANISATION,
    STRUCTURE_DESCRIPTION,
    GRADE,
    FULL_TITLE,
    POSITION,
    EMPLOYER,
    LOCATION,
    MINIMUM,
    MAXIMUM,
    PERIOD,
    CURRENCY,
    VALID_FROM,
    PAY_NOTE,
    ALIASES,
)
GRADE_DEFAULTS = (DefaultChoice(STRUCTURE.name, GradeStructure, "grade-structure"),)
