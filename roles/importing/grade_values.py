"""What the grades in a file of roles mean, as somebody is asked about those that are not known."""

from capframe.plans.files.questions import Option
from capframe.plans.files.value_columns import NOTHING, ValueColumn
from grades.importing.questions import STRUCTURE_QUESTION
from grades.models import Grade
from roles.columns import GRADE, GRADE_STRUCTURE, ROLE
from roles.importing.known_grades import GRADE_NAMES, read_known_grades
from roles.importing.new_grades import read_new_grades

GRADE_VALUES = ValueColumn(
    group=GRADE_NAMES,
    noun="grade",
    name=GRADE.name,
    within=GRADE_STRUCTURE.name,
    example=ROLE.name,
    read=read_known_grades,
    read_new=read_new_grades,
    adds=Grade,
    whole_question=STRUCTURE_QUESTION,
    is_shared=True,
    nothing=Option(NOTHING, "No grade", "as if the cell were empty"),
    nothing_cells={GRADE.name: "", GRADE_STRUCTURE.name: ""},
)
