"""Addresses and role levels for the tests of the comparison's views."""

from urllib.parse import urlencode

from tests.factories import make_grade, make_role, make_role_level

HR = ("hr-project-management/seo", "hr-business-partner/grade-7")
LADDER = [f"policy-and-performance/{code}" for code in ("ppp07", "pap08", "pap09", "pap10")]
LADDER += [f"policy-and-performance/{code}" for code in ("pap11", "pap12", "pap13", "pap14")]


def compare(client, *references, **others):
    """The page for these references, with other parameters beside them."""
    query = [("level", each) for each in references] + list(others.items())
    return client.get("/compare/?" + urlencode(query))


def page(client, *references, **others):
    return compare(client, *references, **others).content.decode()


def ladder(number, **values):
    role = make_role()
    return [make_role_level(role=role, grade=make_grade(), **values) for _ in range(number)]


def two(*texts, title="Responsibilities"):
    """References of two levels of a role, with the statements of each under one heading."""
    role = make_role()
    return [
        make_role_level({title: statements}, role=role, grade=make_grade()).reference
        for statements in texts
    ]
