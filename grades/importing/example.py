"""The filled example of a file of grades: pay of the Home Office’s candidate pack."""

GRADE_7 = {"grade_structure": "Civil Service", "grade": "Grade 7"}
EXAMPLE = (
    {
        **GRADE_7,
        "organisation": "Civil Service",
        "position": "2",
        "employer": "Home Office",
        "location": "London",
        "minimum": "52969",
        "maximum": "62239",
    },
    {
        **GRADE_7,
        "employer": "Home Office",
        "location": "National",
        "minimum": "48004",
        "maximum": "56405",
    },
)
