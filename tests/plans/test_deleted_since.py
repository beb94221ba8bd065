"""What was deleted since it was prepared is named, told of, and never left out unasked."""

import pytest
from django.urls import reverse

from capframe.base.actions import delete, sign
from capframe.plans.deleted_since import find_deletions
from capframe.plans.models import UnpublishedChange
from capframe.plans.publishing import Publication
from capframe.plans.unpublished import keep
from roles.models import RoleLevel, Statement
from tests.factories import (
    make_grade,
    make_pay,
    make_requirement,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
)

pytestmark = pytest.mark.django_db


def save(entry, **values):
    entry = type(entry).objects.get(pk=entry.pk)
    for name, value in values.items():
        setattr(entry, name, value)
    sign(entry, by=None, reason="Because")
    entry.save()


def remove(entry, by=None, reason=""):
    delete(entry=type(entry).objects.get(pk=entry.pk), by=by, reason=reason)


def kept(write):
    return keep(write, onto=None, by=None, title="Prepared")[1]


def a_statement():
    level = make_role_level({"Duties": ["Lead the audit"]})
    return level, Statement.objects.get(), {"note": "As printed"}, "Statement “Lead the audit”"


def a_requirement():
    level = make_role_level()
    skill = make_skill(title="Auditing")
    return level, make_requirement(level, skill), {"place": "Page 9"}, "Auditing"


def a_skill_level():
    skill = make_skill(title="Auditing")
    level = make_skill_level(skill)
    return skill, level, {"place": "Page 9"}, f"Skill level “{level}”"


def a_pair():
    skill = make_skill()
    indicator = make_skill_level(skill, pairs=[("Asks", "Tells")]).indicators.get()
    return skill, indicator, {"ineffective": "Guesses"}, "Tells"


def a_pay_range():
    grade = make_grade()
    return grade, make_pay(grade, location="London"), {"maximum": 90_000}, "London"


KINDS = [a_statement, a_requirement, a_skill_level, a_pair, a_pay_range]


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_what_is_gone_is_named_and_not_published_without_asking(make, admin_client, admin_user):
    whole, part, values, named = make()
    change = kept(lambda: save(part, **values))
    remove(whole, admin_user, "Nobody has it")
    row = type(whole).history.filter(id=whole.pk).first()
    back = reverse("admin:plans_put_back", args=[whole._meta.label_lower, row.pk])
    page = admin_client.get(reverse("admin:plans_unpublished_change", args=[change.pk]))
    address = reverse("admin:plans_unpublished_publish", args=[change.pk])
    for text in (page.content.decode(), admin_client.get(address).content.decode()):
        assert named in text
        assert "“”" not in text
        assert "was deleted since" in text
        assert f"by {admin_user.username}: “Nobody has it”" in text
        assert f'href="{back}"' in text
    assert not page.context["entries"][0].address
    sent = {"version": change.plan_digest, "reason": "Because"}
    refused = admin_client.post(address, sent)
    assert "tick that this is published without it" in refused.content.decode()
    assert UnpublishedChange.objects.exists()
    without = Publication(change.read_plan()).without
    assert admin_client.post(address, sent | {without: "on"}).status_code == 302
    assert not UnpublishedChange.objects.exists()


def test_a_part_that_is_gone_is_told_of_and_its_whole_stays_to_be_edited():
    level = make_role_level(title="Auditor")
    section = make_section(level, "Duties", ["Lead.", "Plan."])

    def write():
        save(level, title="Controller")
        for statement in section.statements.all():
            save(statement, note="As printed")
        make_section(RoleLevel.objects.get(pk=level.pk), "Know-how", ["Check."])

    change = kept(write)
    remove(section)
    publication = Publication(change.read_plan())
    (deletion,) = publication.deletions
    assert deletion.key == (type(section), section.pk)
    assert {one.title for one in deletion.conflicts} == {"Statement “Lead.”", "Statement “Plan.”"}
    assert publication.left_otherwise == []


def test_what_is_new_in_something_that_is_gone_counts_to_it():
    level = make_role_level()
    change = kept(
        lambda: make_section(RoleLevel.objects.get(pk=level.pk), statements=["Lead.", "Plan."])
    )
    remove(level)
    (deletion,) = Publication(change.read_plan()).deletions
    assert deletion.key == (RoleLevel, level.pk)
    assert len(deletion.conflicts) == 3


def test_what_was_to_go_and_is_gone_is_missed_by_nobody():
    level = make_role_level()
    change = kept(lambda: remove(level))
    remove(level)
    publication = Publication(change.read_plan())
    assert publication.left_out
    assert find_deletions(publication.left_out) == []
