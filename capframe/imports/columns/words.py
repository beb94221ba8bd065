"""What the page of columns says of each: why it is matched, and what stands in it."""

from capframe.imports.columns.matching import Matched, match_by_name
from capframe.imports.reading import TableSurvey
from capframe.plans.files.import_kinds import ImportKind
from capframe.plans.files.stand_ins import StandInChoice
from capframe.plans.titles import shorten
from capframe.spreadsheets.column_survey import MOST_DIFFERENT, ColumnSurvey
from capframe.spreadsheets.columns import LEAVE_OUT, NotInUse
from capframe.spreadsheets.filling import Filling
from capframe.spreadsheets.names import count_things
from capframe.spreadsheets.placeholders import is_not_in_use
from capframe.spreadsheets.wide import JointColumn

LONGEST_VALUE = 70
PLACEHOLDERS_SHOWN = 2


def describe_match(kind: ImportKind, heading: str, known: str | None, suggested: str | None) -> str:
    """Why a heading is matched as it is; empty where nobody has to wonder."""
    if known is None:
        if suggested is None:
            return ""
        return "Suggested: a running number." if suggested == LEAVE_OUT else "Suggested."
    columns = {column.name: column for column in kind.all_columns}
    if known and (not heading or isinstance(columns.get(known), JointColumn)):
        return "Suggested."
    if match_by_name(kind, [heading]) == [known]:
        return "Known heading."
    return "As chosen before."


def describe_values(survey: ColumnSurvey) -> tuple[list[str], list[str]]:
    """The first different values, and what else is to say of all of them."""
    values = [shorten(value, LONGEST_VALUE) for value in survey.values]
    if not survey.filled:
        return values, ["empty in every row"]
    remarks = []
    if survey.different == 1 and survey.stated == survey.rows > 1:
        remarks.append("the same in every row")
    elif survey.different > len(values):
        more = f"more than {MOST_DIFFERENT:,}" if survey.different > MOST_DIFFERENT else ""
        remarks.append(f"{more or f'{survey.different:,}'} different values")
    if survey.empty:
        remarks.append(f"empty in {count_things(survey.empty, 'row')}")
    return values, remarks


def describe_placeholders(kind: ImportKind, column: str | None, survey: ColumnSurvey) -> str:
    """What the placeholders in a column mean, if it is what is said."""
    if not column or not survey.placeholders:
        return ""
    found = survey.placeholders.most_common(PLACEHOLDERS_SHOWN)
    return " ".join(
        f"“{shorten(text)}” ({count_things(times, 'row')}): {_meaning(kind, column, text)}."
        for text, times in found
    )


def _meaning(kind: ImportKind, column: str, text: str) -> str:
    meant = next(one for one in kind.all_columns if one.name == column)
    if meant.not_in_use is NotInUse.MEANT and is_not_in_use(text):
        return meant.when_not_in_use
    return "nothing stated"


def describe_filling(filling: Filling) -> str:
    """What filling from above would give, in words."""
    number = count_things(sum(filling.numbers.values()), "cell")
    texts = ", ".join(f"“{shorten(text, LONGEST_VALUE)}”" for text in filling.texts)
    return f"{number} would be filled. Row {filling.line:,}, for example, gets {texts}."


def describe_stand_ins(choice: StandInChoice, survey: TableSurvey, matched: Matched) -> list[str]:
    """What each option would give; empty where the file does not tell it yet."""
    part = next(option.column for option in choice.options if option.column)
    counts = survey.count_parts(matched, choice.within, part)
    return [option.describe(counts) if counts else "" for option in choice.options]
