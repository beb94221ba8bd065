"""The filled example of a file of grades: pay of the Home Office’s candidate pack."""

GRADE_7 = {"grade_structure": "Civil Service", "grade": "Grade 7"}
EXAMPLE = (
    {
        **GRADE_7,
        "organisation": "Civil Service",
        "position": "2",
        "location": "London",
        "minimum": "52969",
        "maximum": "62239",
    },
    {**GRADE_7, "location": "National", "minimum": "48004", "maximum": "56405"},
)
