"""What a source does not say is said once on a page, whatever the page."""

import re
from collections import Counter
from html import unescape

import pytest
from django.urls import reverse

from capframe.base.models import Addressed, entry_models
from roles.models import RoleLevel
from tests.factories import (
    make_proficiency,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
    make_skill_level,
)
from tests.pages import squeezed

ABSENCE = re.compile(
    r"The sources? (?:gives?|names?|states?|says?) no[^.:]*"
    r"|Where [^.]*(?:source|it) gives none"
    r"|[^.]* has no section [^.:]*"
    r"|No (?:grade|pay|date|location|level) stated"
    r"|Neither level asks for a qualification"
    r"|[Nn]o level named|Not known|[Uu]ndated"
)
# What has no grade is a band of a family’s map, and a group of its roles in lists.
HEADINGS = re.compile(r"<dt .*?</dt>|<th .*?</th>|<ul class=\"govuk-list\">.*?</ul>", re.DOTALL)
LISTS = ("families:list", "roles:list", "skills:list", "grades:list", "workstreams:list", "sources")
VIEWS = ("", "&view=steps", "&view=adds", "&view=full")


def repeated(page):
    """The sentences of absence that stand on a page more than once."""
    text = re.sub(r"<[^>]*>", " ", HEADINGS.sub(" ", page))
    found = (squeezed(one) for one in ABSENCE.findall(unescape(text)))
    return [words for words, times in Counter(found).items() if times > 1]


def assert_said_once(client, *addresses):
    answers = {address: client.get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {200}
    said = {address: repeated(answer.text) for address, answer in answers.items()}
    assert {address: words for address, words in said.items() if words} == {}


@pytest.mark.usefixtures("shared_catalogue")
class TestTheSeededCatalogue:
    def test_pages_of_entries(self, client):
        models = [model for model in entry_models() if issubclass(model, Addressed)]
        addresses = {
            entry.get_absolute_url() for model in models for entry in model.objects.published()
        }
        assert_said_once(client, *addresses)

    def test_lists(self, client):
        assert_said_once(client, *map(reverse, LISTS), "/roles/?q=head", "/search/?q=head")

    def test_comparisons_and_step_ups(self, client):
        without_grade = RoleLevel.objects.published().filter(grade=None)[:1]
        levels = [*RoleLevel.objects.published().order_by("pk")[::12][:5], *without_grade]
        references = [level.reference for level in levels]
        query = "&".join(f"level={one}" for one in references)
        pairs = [f"from={references[0]}&to={other}" for other in references[1:]]
        assert_said_once(client, *(f"/compare/?{query}{view}" for view in VIEWS))
        assert_said_once(client, *(f"/step-up/?{pair}" for pair in pairs))
        assert_said_once(client, *(f"/step-up/?from={one}" for one in references))


def test_role_levels_without_grade_and_location(client, db):
    role = make_role()
    for _ in range(3):
        make_role_level(role=role)
    assert_said_once(client, role.get_absolute_url(), reverse("roles:list"))


def test_behaviours_without_ineffective_ones(client, db):
    junior, senior = (make_role_level(role=make_role()) for _ in range(2))
    for title in ("Reading", "Writing", "Counting"):
        skill = make_skill(title=title)
        for number in (1, 2):
            made = make_proficiency(skill.framework, number)
            pairs = [(f"{title} {number} {n}", "") for n in range(25)]
            make_skill_level(skill, made.position, pairs if title != "Counting" else ())
        for level, position in ((junior, 1), (senior, 2)):
            make_requirement(level, skill, position)
            make_requirement(level, make_skill(title=f"{title} {level.pk}"), None)
    query = f"level={junior.reference}&level={senior.reference}"
    assert_said_once(client, skill.get_absolute_url(), skill.framework.get_absolute_url())
    assert_said_once(client, *(level.get_absolute_url() for level in (junior, senior)))
    assert_said_once(client, *(f"/compare/?{query}{view}" for view in VIEWS))
    assert_said_once(client, f"/step-up/?from={junior.reference}&to={senior.reference}")
    assert "Ineffective behaviour" not in client.get(skill.get_absolute_url()).text
