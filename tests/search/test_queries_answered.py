"""What plain questions find in the seeds and in some entries beside them, on either database."""

import pytest

from capframe.search.finding import find
from capframe.search.kinds import SEARCH_KINDS
from capframe.search.queries import Query
from tests.factories import make_family, make_role, make_role_level

MADE = [
    *("C Developer", "C++ Developer", "C# Developer", ".NET Developer", "Łódź office manager"),
    *("Bauleiter Straßenbau", "Chargé d’affaires", "Førstekonsulent", "日本語教師", "मानव संसाधन"),
    *("Специалист по кадрам", "R&D lead", "Email administrator"),
]
# What is typed; how many are found of each kind, in their order; the first of them; what was
# looked for in its place, or "some" where nothing has all the words.
TABLE = [
    (
        "risk management",
        "rolelevels:8 skills:3 families:1 statements:5 workstreams:1",
        "Policy and Performance, PAP14",
        "",
    ),
    ("G7", "rolelevels:5 grades:1", "HR Business Partner, Grade 7", ""),
    ("Gr 7", "rolelevels:5 grades:1", "HR Business Partner, Grade 7", ""),
    ("HRBP", "rolelevels:2", "HR Business Partner, Grade 7", ""),
    ("SEO", "rolelevels:1 grades:1", "HR Project Management, SEO", ""),
    ("coordinate", "families:1 workstreams:1 statements:4", "Policy and Performance", ""),
    ("co-ordinates", "families:1 workstreams:1 statements:4", "Policy and Performance", ""),
    ("email", "rolelevels:1", "Email administrator", ""),
    ("e-mail", "rolelevels:1", "Email administrator", ""),
    (
        "comunication",
        "skills:1 workstreams:1 families:1 statements:13",
        "Leading and Communicating",
        "communication",
    ),
    ("authority’s", "skills:1 workstreams:1 statements:18", "Delivering at Pace", ""),
    ("authority's", "skills:1 workstreams:1 statements:18", "Delivering at Pace", ""),
    ("C++", "rolelevels:1", "C++ Developer", ""),
    (".NET", "rolelevels:1", ".NET Developer", ""),
    ("Lodzi", "rolelevels:1", "Łódź office manager", "lodz"),
    ("CHARGÉ", "rolelevels:1 workstreams:1", "Chargé d’affaires", ""),
    ("strassenbau", "rolelevels:1", "Bauleiter Straßenbau", ""),
    ("delivering at pace level 4", "skills:1", "Delivering at Pace", ""),
    ('"role model a culture"', "statements:2 skills:4", "Policy and Performance, PAP14", ""),
    ("CIPD", "families:1 statements:4", "HR Professionals", ""),
    ("C", "rolelevels:1 workstreams:1", "C Developer", ""),
    ("C#", "rolelevels:1", "C# Developer", ""),
    (
        "net developer",
        "rolelevels:6 skills:5 families:2 workstreams:7 statements:69",
        "C Developer",
        "some",
    ),
    ("Lodz", "rolelevels:1", "Łódź office manager", ""),
    ("łódź", "rolelevels:1", "Łódź office manager", ""),
    ("forstekonsulent", "rolelevels:1", "Førstekonsulent", ""),
    ("日本", "rolelevels:1", "日本語教師", ""),
    ("मानव", "rolelevels:1", "मानव संसाधन", ""),
    ("кадрам", "rolelevels:1", "Специалист по кадрам", ""),
    ("r and d", "rolelevels:1", "R&D lead", ""),
    (
        "organization design",
        "rolelevels:1 statements:8",
        "Organisation Design and Development Consultant, Grade 6",
        "organisation design",
    ),
    ("well-being", "families:2 statements:2 skills:4 workstreams:3", "HR Professionals", ""),
    ("well being", "families:2 statements:2 skills:4 workstreams:3", "HR Professionals", ""),
    ("wellbeing", "families:1 statements:1", "HR Professionals", ""),
    ("PAP14", "rolelevels:1", "Policy and Performance, PAP14", ""),
    ("PAP 14", "rolelevels:1", "Policy and Performance, PAP14", ""),
    ("pap41", "", "", ""),
    ("outdated", "skills:2", "Managing a Quality Service", ""),
    ("ongoing", "skills:1 workstreams:2", "Building Capability for All", ""),
    ("delivering at pace", "skills:1", "Delivering at Pace", ""),
    ("delivring at paec", "skills:1", "Delivering at Pace", "delivering at pace"),
    ("big picture", "skills:1", "Seeing the Big Picture", ""),
    ("grade 7", "rolelevels:6 grades:2 workstreams:1", "HR Business Partner, Grade 7", ""),
    (
        "Senior Civil Service",
        "rolelevels:5 grades:2 statements:1 skills:3 workstreams:2",
        "Chief data officer, Senior Civil Service",
        "",
    ),
    (
        "HR business partner",
        "rolelevels:3 statements:7 families:1",
        "HR Business Partner, Grade 7",
        "",
    ),
    (
        "partner business hr",
        "rolelevels:3 families:1 statements:7",
        "HR Business Partner, Grade 7",
        "",
    ),
    (
        "stakeholder managment",
        "statements:8 skills:4 families:1 workstreams:1",
        "HR Project Management, SEO",
        "",
    ),
    ("face to face", "skills:2", "Leading and Communicating", ""),
    ("in-house", "workstreams:1", "Blueprint – Career paths (MainStreams & Talent Management)", ""),
    (
        "unicorns and policy",
        "rolelevels:8 families:2 skills:4 workstreams:3 statements:26",
        "Policy and Performance, PAP14",
        "some",
    ),
    ("AND OR NOT", "skills:6 workstreams:4 statements:1", "Delivering Value for Money", ""),
    ("x", "workstreams:1", "Blueprint – IT Apprentices", ""),
]


@pytest.fixture
def entries(shared_catalogue):
    family = make_family(title="Made")
    for number, title in enumerate(MADE):
        role = make_role(title=title, slug=f"made-{number}", family=family)
        make_role_level(role=role, title=title, slug="made")


def answer(typed):
    results = find(Query.parse(typed), list(SEARCH_KINDS.values()))
    numbers = " ".join(f"{one.kind.name}:{len(one.groups)}" for one in results.by_kind)
    first = results.by_kind[0].groups[0][0].title if results.by_kind else ""
    note = results.query.text if results.missing else "some" if results.of_some_words else ""
    return (typed, numbers, first, note)


def test_what_is_typed_finds_what_is_meant(entries):
    found = [answer(typed) for typed, *_ in TABLE]
    assert found == TABLE
