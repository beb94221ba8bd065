"""The page that merges two entries: what it shows, asks, does and refuses."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from capframe.base.models import Source, Status
from capframe.base.saves import one_save
from capframe.plans.merging.merge import Merging
from capframe.plans.models import UnpublishedChange
from capframe.plans.publishing import publish
from roles.models import SectionType
from skills.models import Skill
from tests.factories import (
    make_family,
    make_framework,
    make_proficiency,
    make_requirement,
    make_role_level,
    make_section_type,
    make_skill,
    make_skill_level,
    make_source,
)
from tests.plans.back_pages import BackForm, answer, load, text_of, undo_url
from tests.plans.merging.test_merging import all_rows

pytestmark = pytest.mark.django_db


KEPT = {"_keep": "Keep unpublished"}


def merge_url(left, right=None):
    meta = left._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_merge", args=[left.pk])
    return f"{url}?with={right.pk}" if right else url


@pytest.fixture
def skills():
    left = make_skill(title="Analysis", definition="What it is.")
    return left, make_skill(title="Data analysis", definition="What it is, in short.")


def test_it_works(admin_client, admin_user, skills):
    left, right = skills
    requirement = make_requirement(make_role_level(), right)
    page = text_of(admin_client.get(merge_url(left, right)))
    assert "Used by 1 role level: all of them will use the one that stays." in page
    form = load(admin_client, merge_url(left, right))
    assert form.sent["stays"] == "left"
    response = answer(admin_client, merge_url(left, right), form, reason="The same twice")
    assert response.url == reverse("admin:skills_skill_change", args=[left.pk])
    requirement.refresh_from_db()
    right.refresh_from_db()
    assert requirement.skill == left
    assert (right.status, right.successor) == (Status.WITHDRAWN, left)
    row = right.history.latest("history_id")
    assert (row.history_user, row.history_change_reason) == (admin_user, "The same twice")


def test_it_is_undone_as_one(admin_client, skills):
    left, right = skills
    requirement = make_requirement(make_role_level(), right)
    answer(admin_client, merge_url(left, right))
    answer(admin_client, undo_url(right))
    requirement.refresh_from_db()
    right.refresh_from_db()
    assert (requirement.skill, right.status, right.successor) == (right, Status.PUBLISHED, None)


def test_it_can_be_kept_unpublished(admin_client, skills):
    left, right = skills
    make_skill_level(right, 1, [("Lead", "")])
    requirement = make_requirement(make_role_level(), right)
    response = answer(
        admin_client, merge_url(left, right), _keep="Keep unpublished", reason="One of two"
    )
    change = UnpublishedChange.objects.get()
    assert response.url == reverse("admin:plans_unpublished_change", args=[change.pk])
    requirement.refresh_from_db()
    assert (change.title, requirement.skill) == ("One of two", right)
    with one_save():
        publish(change=change, plan=change.read_plan(), by=None, reason="")
    requirement.refresh_from_db()
    right.refresh_from_db()
    assert (requirement.skill, right.successor) == (left, left)
    assert left.levels.get().indicators.get().effective == "Lead"


@pytest.mark.parametrize("make", [make_skill, make_section_type, make_source, make_family])
def test_every_merge_is_kept_published_and_undone_whole(admin_client, client, make):
    left, right = make(title="One"), make(title="Other")
    old = right.get_absolute_url() if hasattr(right, "get_absolute_url") else ""
    before = all_rows()
    answer(admin_client, merge_url(left, right), **KEPT)
    assert all_rows() == before
    assert not old or client.get(old).status_code == 200
    change = UnpublishedChange.objects.get()
    with one_save():
        publish(change=change, plan=change.read_plan(), by=None, reason="")
    assert not old or client.get(old)["Location"] == left.get_absolute_url()
    answer(admin_client, undo_url(right))
    assert all_rows() == before
    assert not old or client.get(old).status_code == 200


def test_it_is_previewed(admin_client, skills):
    left, right = skills
    kept = answer(admin_client, merge_url(left, right), _keep="Preview")
    page = admin_client.get(kept.url, follow=True)
    assert "Replaces:" in text_of(page)
    assert Skill.objects.get(pk=right.pk).status == Status.PUBLISHED


def test_a_source_that_is_removed_is_named_in_the_preview(admin_client):
    left, right = make_source(title="Roles", publisher="HR"), make_source(title="Roles again")
    kept = answer(admin_client, merge_url(left, right), _keep="Preview")
    page = text_of(admin_client.get(kept.url, follow=True))
    assert f"Replaces: (end) added: {right} (end)" in page
    assert "merged into it on" not in page
    assert Source.objects.filter(pk=right.pk).exists()


def test_the_form_of_an_entry_leads_there(admin_client, skills):
    left, _ = skills
    page = admin_client.get(reverse("admin:skills_skill_change", args=[left.pk]))
    assert f'href="{merge_url(left)}"' in page.content.decode()


def test_the_other_is_found_exact_names_first(admin_client):
    entry = make_skill(title="Alpha")
    others = [make_skill(title=title) for title in ("Big planning", "Planning well", "Planning")]
    page = admin_client.get(merge_url(entry), {"q": "planning"})
    assert page.context["found"] == [others[2], others[1], others[0]]
    assert f"?with={others[2].pk}" in page.content.decode()
    page = admin_client.get(merge_url(entry), {"q": "alpha"})
    assert "No other skill has these words." in text_of(page)


@pytest.mark.parametrize("sent", ["with=x", "with=" + "9" * 40, "q=%E2%80%8B", "q=%ED%A0%80"])
def test_what_can_be_no_entry_is_asked_for_again(admin_client, skills, sent):
    left, _ = skills
    page = admin_client.get(f"{merge_url(left)}?{sent}")
    assert page.status_code == 200
    assert "Find the other one" in page.content.decode()


def test_an_entry_is_not_merged_with_itself(admin_client, skills):
    left, _ = skills
    assert "Find the other one" in text_of(admin_client.get(merge_url(left, left)))


def test_what_is_gone_leads_away(admin_client, skills):
    left, right = skills
    url = merge_url(left, right)
    left.delete()
    assert admin_client.get(url).status_code == 302


def test_what_would_change_is_shown_first(admin_client, skills):
    left, right = skills
    form = load(admin_client, merge_url(left, right))
    (definition,) = [name for name in form.offered if name.endswith("-definition")]
    page = answer(admin_client, merge_url(left, right), form, look="Look", **{definition: "right"})
    assert page.status_code == 200
    html = page.content.decode()
    assert "in short" in html
    assert "<ins" in html
    assert Skill.objects.get(pk=right.pk).status == Status.PUBLISHED


def test_those_that_ask_for_both_are_to_be_answered(admin_client, skills):
    left, right = skills
    level = make_role_level()
    make_requirement(level, left, 1)
    make_requirement(level, right, 2)
    url = merge_url(left, right)
    form = load(admin_client, url)
    (key,) = [name for name in form.offered if name.startswith("skillrequirement")]
    assert key not in form.sent
    page = answer(admin_client, url, form, reason="Kept")
    assert "Choose what becomes of each" in text_of(page)
    assert 'value="Kept"' in page.content.decode()
    answer(admin_client, url, form, **{key: "right"})
    assert level.skill_requirements.get().level.position == 2


def test_what_was_changed_meanwhile_is_shown_again(admin_client, skills):
    left, right = skills
    form = load(admin_client, merge_url(left, right))
    make_requirement(make_role_level(), right)
    page = answer(admin_client, merge_url(left, right), form)
    assert page.status_code == 409
    assert "Somebody has changed some of this" in text_of(page)
    assert Skill.objects.get(pk=right.pk).status == Status.PUBLISHED


@pytest.mark.parametrize("reason", ["x" * 1000, "a\x07b"])
def test_a_reason_that_cannot_be_kept(admin_client, skills, reason):
    left, right = skills
    page = answer(admin_client, merge_url(left, right), reason=reason)
    assert page.status_code == 200
    assert page.context["errors"]
    assert Skill.objects.get(pk=right.pk).status == Status.PUBLISHED


@pytest.mark.parametrize("sent", [{}, {"digest": "x", "stays": "both"}, {"stays": "\x00"}])
def test_a_form_that_no_page_sends(admin_client, skills, sent):
    left, right = skills
    assert admin_client.post(merge_url(left, right), sent).status_code == 409


def test_a_section_type_is_removed(admin_client):
    left, right = make_section_type("Duties"), make_section_type("Tasks")
    answer(admin_client, merge_url(left, right), stays="right")
    assert list(SectionType.objects.all()) == [right]


def test_a_source_is_removed_and_its_address_leads_on(admin_client, client):
    left, right = make_source(), make_source()
    answer(admin_client, merge_url(left, right))
    assert list(Source.objects.all()) == [left]
    assert client.get(right.get_absolute_url())["Location"] == left.get_absolute_url()


def test_a_family_is_withdrawn(admin_client):
    left, right = make_family(), make_family()
    answer(admin_client, merge_url(left, right))
    right.refresh_from_db()
    assert right.successor == left


@pytest.mark.parametrize(
    ("group", "may"),
    [
        ("Viewer", set()),
        ("Preparer", {"keep"}),
        ("Account manager", set()),
        ("Editor", {"keep", "merge"}),
        ("Publisher of imports", {"keep", "merge"}),
    ],
)
def test_who_may(client, django_user_model, group, may):
    user = django_user_model.objects.create(username="ann", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    for make in (make_skill, make_source):
        left, right = make(), make()
        url = merge_url(left, right)
        page = client.get(url)
        assert page.status_code == (200 if may else 403)
        assert ("Merge the two" in page.text, "Keep unpublished" in page.text) == (
            "merge" in may,
            "keep" in may,
        )
        sent = {"digest": Merging(left, right).digest, "stays": "left"}
        assert client.post(url, sent | KEPT).status_code == (302 if "keep" in may else 403)
        assert client.post(url, sent).status_code == (302 if "merge" in may else 403)


def test_levels_of_another_scale_are_asked_about_first(admin_client):
    left, right = (make_skill(framework=make_framework()) for _ in range(2))
    expert = make_proficiency(left.framework, 1, title="Expert")
    make_proficiency(right.framework, 1, title="Master")
    make_skill_level(left, 1, [("Lead", "")])
    make_skill_level(right, 1, [("Ask", "")])
    url = merge_url(left, right)
    form = load(admin_client, url)
    page = answer(admin_client, url, form)
    assert "Choose what each level becomes" in text_of(page)
    (step,) = Merging(left, right).unmatched
    chosen = {step.key: expert.pk}
    page = answer(admin_client, url, form, **chosen)
    assert "look at what each of them says now" in text_of(page)
    assert Skill.objects.get(pk=right.pk).status == Status.PUBLISHED
    form = BackForm(page.content.decode())
    (texts,) = [name for name in form.offered if name.startswith("indicator-")]
    answer(admin_client, url, form, **chosen, **{texts: "both"})
    assert left.levels.get().indicators.count() == 2
