"""What people call the columns of a file of grades."""

from capframe.plans.files.plain_names import NameGroup, PlainName

GRADE_GROUPS = (
    NameGroup(
        "The grade structure",
        (
            PlainName("grade_structure", "Name of the structure", ("Grade Scheme",)),
            PlainName("organisation", "Whose grades they are", ("Organization",)),
            PlainName("structure_description", "What the structure is"),
        ),
    ),
    NameGroup(
        "The grade",
        (
            PlainName("grade", "Grade", ("Grade Name", "Pay Grade", "Pay Band", "Band")),
            PlainName("full_title", "Its name in full", ("Grade Title",)),
            PlainName("position", "Place from the most junior"),
            PlainName("aliases", "Other names of the grade", ("Also Known As",)),
        ),
    ),
    NameGroup(
        "Pay",
        (
            PlainName("employer", "Who pays"),
            PlainName("location", "Where it holds", ("Pay Zone",)),
            PlainName("minimum", "Least paid", ("Pay Minimum", "Payscale Minimum", "Salary Min")),
            PlainName("maximum", "Most paid", ("Pay Maximum", "Payscale Maximum", "Salary Max")),
            PlainName("period", "Paid for a year, day or hour"),
            PlainName("currency", "Currency"),
            PlainName("valid_from", "Since which day", ("Effective Date", "Effective From")),
            PlainName("pay_note", "What is said of this pay"),
        ),
    ),
)
