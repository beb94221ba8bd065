"""A tidy file of roles as large as the largest that an organisation would bring."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from random import Random

ROWS_PER_LEVEL = 10  # eight statements and two skill requirements

COLUMNS = [
    "job_family",
    "role",
    "level",
    "level_order",
    "grade_structure",
    "grade",
    "section",
    "statement",
    "skill_framework",
    "skill",
    "skill_level",
]
LADDER = (
    ("Senior Officer", "SEO"),
    ("Lead", "Grade 7"),
    ("Head", "Grade 6"),
    ("Director", "Senior Civil Service"),
)
SECTIONS = ("Responsibilities", "Knowledge, skills and experience")
FRAMEWORK = "Professional skills"
SKILL_LEVELS = ("Awareness", "Working", "Practitioner", "Expert")

FIELDS = [
    "Audit",
    "Benefits",
    "Borders",
    "Careers",
    "Climate",
    "Commercial",
    "Communications",
    "Contracts",
    "Courts",
    "Customs",
    "Energy",
    "Estates",
    "Evaluation",
    "Export",
    "Fisheries",
    "Fraud",
    "Grants",
    "Health",
    "Housing",
    "Immigration",
    "Inspection",
    "Pensions",
    "Planning",
    "Prisons",
    "Transport",
]
JOBS = [
    "Adviser",
    "Analyst",
    "Assessor",
    "Auditor",
    "Caseworker",
    "Coordinator",
    "Designer",
    "Economist",
    "Editor",
    "Engineer",
    "Evaluator",
    "Examiner",
    "Inspector",
    "Investigator",
    "Negotiator",
    "Planner",
    "Programmer",
    "Researcher",
    "Statistician",
    "Trainer",
]
VERBS = [
    "Advise on",
    "Agree",
    "Analyse",
    "Challenge",
    "Commission",
    "Coordinate",
    "Deliver",
    "Design",
    "Develop",
    "Evaluate",
    "Explain",
    "Lead",
    "Monitor",
    "Negotiate",
    "Plan",
    "Prioritise",
    "Review",
    "Shape",
    "Simplify",
    "Sponsor",
]
OBJECTS = [
    "the annual programme",
    "business cases",
    "contracts with suppliers",
    "the evidence for decisions",
    "forecasts of demand",
    "guidance for local offices",
    "the handling of complaints",
    "major incidents",
    "the monthly accounts",
    "new legislation",
    "the quality of records",
    "research with the public",
    "risks and issues",
    "the standards of the profession",
    "the training of new colleagues",
    "the work of regional teams",
]
PARTNERS = [
    "arm’s-length bodies",
    "colleagues across government",
    "devolved administrations",
    "local authorities",
    "ministers and their offices",
    "the National Audit Office",
    "professional institutes",
    "senior leaders",
    "trade unions",
    "voluntary organisations",
]
ENDS = [
    "decisions rest on evidence",
    "everybody is paid on time",
    "money is spent as Parliament meant it",
    "nobody has to ask twice",
    "public trust is kept",
    "services are easy to use",
    "teams have the people they need",
    "the law is followed",
    "waiting times become shorter",
]


def roles_file(levels: int) -> bytes:
    """A CSV of so many role levels, four a role and ten rows each, the same every time."""
    return written(COLUMNS, rows(levels))


def written(columns: list[str], rows: Iterable[dict[str, str]]) -> bytes:
    """The CSV of these rows."""
    text = StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def rows(levels: int) -> Iterator[dict[str, str]]:
    """The rows, each with all facts of its role level, as most people fill them."""
    random = Random(4)
    for number in range(levels):
        field, job = FIELDS[number // len(LADDER) % len(FIELDS)], JOBS[number // 100 % len(JOBS)]
        step = number % len(LADDER)
        title, grade = LADDER[step]
        column_values = {
            "job_family": f"{field} profession",
            "role": f"{field} {job}",
            "level": f"{title}, {field} {job}",
            "level_order": str(step + 1),
            "grade_structure": "Civil Service",
            "grade": grade,
        }
        for place in range(8):
            yield column_values | {"section": SECTIONS[place // 6], "statement": statement(random)}
        for skill in random.sample(OBJECTS, 2):
            asked = {"skill": f"Managing {skill}", "skill_level": SKILL_LEVELS[step]}
            yield column_values | {"skill_framework": FRAMEWORK} | asked


def statement(random: Random) -> str:
    """A sentence as job descriptions have them, of some 15 words."""
    verb, partner, end = random.choice(VERBS), random.choice(PARTNERS), random.choice(ENDS)
    what, more = random.sample(OBJECTS, 2)
    return f"{verb} {what} and {more} together with {partner}, so that {end}."
