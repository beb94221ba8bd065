"""Rows that show how files of roles and of their order are filled in."""

OF_LEVEL = {"job_family": "Policy", "role": "Policy Adviser", "level": "Grade 7"}
EXAMPLE = (
    {
        **OF_LEVEL,
        "role_description": "Advises ministers on one area of policy.",
        "level_order": "2",
        "grade_structure": "Civil Service",
        "grade": "Grade 7",
        "code": "POL7",
        "location": "Leeds",
        "level_description": "Leads a policy area.",
        "skills_introduction": "We will assess these skills:",
        "section": "Responsibilities",
        "statement": "Sets out options and their evidence.",
        "note": "With analysts.",
    },
    {**OF_LEVEL, "section": "Responsibilities", "statement": "Agrees advice with lawyers."},
    {**OF_LEVEL, "section": "Experience", "statement": "Has drafted advice to ministers."},
    {
        **OF_LEVEL,
        "section": "Experience",
        "statement": "Ideally holds a degree and a statistics diploma.",
        "strength": "ideal",
        "qualification": "Degree",
    },
    {
        **OF_LEVEL,
        "section": "Experience",
        "statement": "Ideally holds a degree and a statistics diploma.",
        "strength": "ideal",
        "qualification": "Statistics diploma",
    },
    {
        **OF_LEVEL,
        "skill_framework": "Policy skills",
        "skill": "Weighing evidence",
        "skill_description": "Judging what is known and how well.",
        "skill_level": "Level 2",
        "skill_level_description": "Judges evidence of several kinds together.",
        "assessed": "interview",
    },
    {
        **OF_LEVEL,
        "skill_framework": "Policy skills",
        "skill": "Working with others",
        "skill_level": "Level 1",
    },
)
ORDER_EXAMPLE = (
    {**OF_LEVEL, "level": "Junior Adviser", "level_order": "1"},
    {**OF_LEVEL, "level": "Adviser", "level_order": "2"},
    {**OF_LEVEL, "level": "Adviser, management", "level_order": "2"},
    {**OF_LEVEL, "level": "Adviser abroad"},
)
