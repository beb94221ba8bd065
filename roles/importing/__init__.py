"""The roles kind of bulk import, and the small one that only orders the levels of roles.

A file of roles has everything about role levels, one fact a row.

``roles/columns.py`` declares its columns; what these say of families, roles and levels needs no
more (``capframe/plans/files/desired_entries.py``, ``entry_planner.py``). ``role_rows.py`` brings
together what a level has in it (``desired_roles.py``), ``statements.py`` its statements;
``required_skills.py`` does so for the skills, with what the skills kind has; ``grades.py`` finds
grades and checks codes, ``new_grades.py`` has those that are said to be new. ``plan_roles.py`` puts
it together and compares it with what the catalogue holds, sections by ``sections.py``.
``orders.py`` finds out who states the order of a role's levels and which order is lost, for both
kinds; ``plan_order.py`` is the small one.

What a file means where the columns alone do not say it:

- A blank cell leaves alone what is there; nothing is emptied by it.
- A role level that has a row with a section gets exactly the file's sections and statements; one
  that has a row with a skill, exactly the file's skills. A skill that is a draft or withdrawn is
  left alone where the file does not name it, because an export for readers does not.
- A statement that stands in a section twice is kept twice, unless the whole row is repeated or the
  second row is there for another skill. An export tells such rows apart by the role's letters.
- Rows alike but for qualification and strength are one statement that asks for several. A role
  level with a row that names a qualification asks for exactly the file's; else all stay.
- ``NOT IN USE`` as role level means the role's only one, which is named like it; as skill level it
  asks for a skill without a level, and blank leaves the level as it is. Elsewhere it is a
  placeholder, which is taken for an empty cell.
- In a file without the columns section and statement the bullets of a level's description become
  its responsibilities, and its other sections stay (``skills/importing/descriptions.py``).
- A matrix of skills by role levels asks for the skills that have a level in its cells
  (``matrices.py``); a role level in its headings is one of the catalogue
  (``role_level_names.py``).
"""

from pathlib import Path

from capframe.base.models import Entry
from capframe.plans.files.choices import COMMON_FLAGS, KEEP_LIST_MARKS
from capframe.plans.files.import_kinds import ImportKind, OpenQuestion, read_example
from capframe.plans.files.questions import Option
from capframe.plans.files.value_columns import NOTHING
from capframe.spreadsheets.placeholders import NOT_IN_USE
from roles.columns import (
    IN_ROLES_FILE,
    ROLE_COLUMNS,
)
from roles.export_choices import BY_FAMILY, BY_FILTER, BY_LEVEL, BY_ROLE
from roles.exporting import export_roles
from roles.importing.choices import ORDER_FROM, ROLE_DEFAULTS, WITHDRAW_MISSING
from roles.importing.matrices import MATRIX_COLUMNS, match_matrix
from roles.importing.missing_levels import WHAT_LEVELS_ARE
from roles.importing.new_grades import GRADE_VALUES
from roles.importing.plan_order import plan_order
from roles.importing.plan_roles import plan_roles
from roles.importing.statements import STATEMENT_LISTS
from roles.models import (
    JobFamily,
    Qualification,
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SectionType,
    SkillRequirement,
    Statement,
)
from roles.order_file import (
    ORDER_COLUMNS,
    describe_unordered,
    export_order,
    export_order_of,
    find_unordered_roles,
)
from skills.importing import SKILLS
from skills.importing.known_levels import level_values

ROLE_MODELS: tuple[type[Entry], ...] = (
    *SKILLS.models,
    *(SectionType, JobFamily, Role, RoleLevel, Section, Statement, SkillRequirement),
    *(Qualification, QualificationRequirement),
)
SKILL_LEVEL_VALUES = level_values(
    IN_ROLES_FILE,
    nothing=Option(NOTHING, "No level", "the skill is asked for without one"),
    nothing_cell=NOT_IN_USE,
)
UNORDERED = OpenQuestion(
    kind="order",
    find=find_unordered_roles,
    describe=describe_unordered,
    rows=export_order_of,
)
ROLES = ImportKind(
    name="roles",
    title="Roles",
    columns=ROLE_COLUMNS,
    models=ROLE_MODELS,
    plan_rows=plan_roles,
    example=read_example(Path(__file__).with_name("example.csv")),
    export=export_roles,
    export_choices=(BY_FAMILY, BY_ROLE, BY_LEVEL, BY_FILTER),
    defaults=ROLE_DEFAULTS,
    flags=(WITHDRAW_MISSING, *COMMON_FLAGS, KEEP_LIST_MARKS),
    values=(ORDER_FROM,),
    lists=(STATEMENT_LISTS,),
    other_columns=MATRIX_COLUMNS,
    match_wide=match_matrix,
    missed=(Section,),
    question=UNORDERED,
    value_columns=(GRADE_VALUES, SKILL_LEVEL_VALUES),
    stand_ins=(WHAT_LEVELS_ARE,),
)
ORDER = ImportKind(
    name="order",
    title="Orders of levels",
    columns=ORDER_COLUMNS,
    models=(Role, RoleLevel),
    plan_rows=plan_order,
    example=read_example(Path(__file__).with_name("order_example.csv")),
    export=export_order,
    export_choices=(BY_FAMILY, BY_ROLE),
    defaults=ROLE_DEFAULTS[:1],
    values=(ORDER_FROM,),
    question=UNORDERED,
    creates=False,
)
