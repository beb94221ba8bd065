"""The site's pages in a preview: what they show, where their links lead, and who may see them."""

import re
from html import escape

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from capframe.imports.models import Import
from capframe.plans.keeping import PlanGone
from capframe.plans.models import UnpublishedChange
from capframe.plans.unpublished import keep
from roles.models import JobFamily, RoleLevel
from tests.admin_forms import edit
from tests.crawl import Crawl, Links
from tests.factories import make_family, make_grade, make_role, make_role_level
from tests.pages import squeezed
from tests.previews.conftest import make_import, plan_of_changes
from tests.sample_plans import make_builder

pytestmark = pytest.mark.django_db

NOT_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"


def of_import(imported, path="/"):
    return reverse("previews:page", args=["import", imported.pk, ""]) + path[1:]


def of_draft(entry, path="/"):
    return reverse("previews:page", args=[entry._meta.label_lower, entry.pk, ""]) + path[1:]


@pytest.fixture
def as_publisher(client, publisher):
    client.force_login(publisher)
    return client


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return squeezed(response.content.decode())


def test_a_page_shows_what_it_would_say_below_a_banner(as_publisher, known, imported):
    html = page(as_publisher, of_import(imported, known.level.get_absolute_url()))
    assert "<title>Preview: " in html
    assert "Preview of an import that is not confirmed yet. Readers do not see this." in html
    assert html.index('class="cap-preview ') < html.index("<header")
    assert "“roles.csv”" in html
    assert "by <span" in html
    assert "quizzify" in html
    assert "quizzify" not in page(as_publisher, known.level.get_absolute_url())


def test_a_new_page_is_there_and_says_that_it_is_new(as_publisher, known, imported):
    path = f"{known.role.get_absolute_url()}new/"
    html = page(as_publisher, of_import(imported, path))
    assert "Lead quizzify" in html
    assert "Readers have no page here yet: all of it is new." in html
    assert "As readers see it now" not in html
    assert as_publisher.get(path).status_code == 404


def test_the_words_that_differ_are_marked_and_linked(as_publisher, known, imported):
    address = of_import(imported, known.level.get_absolute_url())
    html = page(as_publisher, address)
    assert re.search(r'<span id="change-\d+">[^<]*<ins class="cap-ins">.{,80}quizzify', html)
    assert re.search(r'<del class="cap-del">.*?Report findings', html)
    duties = re.search(r'href="#(change-\d+)">Duties</a>', html)[1]
    assert f'id="{duties}"' in html[html.index("<main") :]
    assert f'href="{address}?marks=no"' in html
    plain = page(as_publisher, f"{address}?marks=no")
    assert "Audit quizzify accounts" in plain
    assert "Report findings" not in plain
    assert f'href="{address}"> With marks </a>' in plain
    assert "marks" not in plain.replace("With marks", "")


def test_a_page_without_changes_says_so(as_publisher, imported):
    html = page(as_publisher, of_import(imported, reverse("grades:list")))
    assert "Nothing on this page changes." in html
    assert "Without marks" not in html


def test_the_banner_leads_to_what_else_changes(as_publisher, known, imported):
    html = page(as_publisher, of_import(imported)).partition("</aside>")[0]
    assert of_import(imported, known.level.get_absolute_url()) in html
    new = f"{known.role.slug}/new"
    assert of_import(imported, f"/roles/{new}/") in html
    assert of_import(imported, known.family.get_absolute_url()) in html
    assert of_import(imported, f"/roles/?family={known.family.slug}") in html
    compared = f"/compare/?level={known.level.reference}&amp;level={new}"
    assert html.count(f'href="{of_import(imported, compared)}"') == 1
    assert f'href="{reverse("home")}">As readers see it now</a>' in html
    assert reverse("previews:share", args=["import", imported.pk]) in html
    assert f'href="{imported.get_absolute_url()}">Edit</a>' in html
    assert f'href="{reverse("imports:preview", args=[imported.pk])}">Publish…</a>' in html


def test_the_banner_leads_to_the_steps_from_and_to_what_changes(client, admin_user):
    client.force_login(admin_user)
    structure = make_grade().structure
    grades = [make_grade(structure=structure, position=10 + place) for place in range(3)]
    role = make_role()
    low, level, high = (make_role_level(role=role, grade=grade) for grade in grades)
    level.title = "Quizzify"
    _, change = keep(level.save, onto=None, by=None)
    preview = reverse("previews:page", args=["unpublished", change.pk, ""])
    html = page(client, preview).partition("</aside>")[0]
    for start, goal in ((low, level), (level, high)):
        step = f"step-up/?from={start.reference}&amp;to={goal.reference}"
        assert html.count(f'href="{preview}{step}"') == 1
    assert html.count(f'href="{preview}{level.get_absolute_url()[1:]}"') == 1
    step = f"{preview}step-up/?from={low.reference}&to={level.reference}"
    banner = page(client, step).partition("</aside>")[0]
    assert f'href="{escape(step)}"' not in banner


def test_a_comparison_says_at_each_place_what_changes(as_publisher, known, imported):
    other = make_role_level({"Duties": ["Report findings"]}, role=known.role, title="Senior")
    compared = f"/compare/?level={known.level.reference}&level={other.reference}"
    for view in ("", "&view=full", "&view=adds"):
        address = of_import(imported, f"{compared}{view}")
        html = page(as_publisher, address)
        assert "in this preview</strong>" in html
        plain = page(as_publisher, f"{address}&marks=no")
        assert " in this preview" not in plain
    step = f"/step-up/?from={known.level.reference}&to={other.reference}"
    assert "in this preview</strong>" in page(as_publisher, of_import(imported, step))


def test_words_are_those_of_today_and_the_banner_says_so(as_publisher, imported):
    assert "Words find what is published now." in page(
        as_publisher, of_import(imported, f"{reverse('roles:list')}?q=audit")
    )
    assert "Words find" not in page(as_publisher, of_import(imported, reverse("roles:list")))


def test_every_link_of_a_page_stays_in_the_preview_or_is_of_the_banner(
    as_publisher, known, imported
):
    prefix = of_import(imported)
    outside = ("/static/", reverse("previews:share", args=["import", imported.pk]), "/import/")
    asked = [reverse("home"), known.level.get_absolute_url(), known.family.get_absolute_url()]
    asked += [reverse("roles:list"), f"{reverse('step-up')}?from={known.level.reference}"]
    for path in asked:
        html = page(as_publisher, f"{prefix}{path[1:]}")
        html = re.sub(r'<a [^>]*href="[^"]*"[^>]*>As readers see it now</a>', "", html)
        links = Links(html, f"{prefix}{path[1:]}").found
        assert [one for one in links if not one.startswith((prefix, *outside))] == []
        assert 'method="post"' not in html
        assert "download" not in html


def test_no_other_page_leads_into_a_preview(as_publisher, known, imported):
    paths = [reverse("home"), known.level.get_absolute_url(), reverse("roles:list")]
    for path in paths:
        page(as_publisher, of_import(imported, path))
        assert "/preview/" not in page(as_publisher, path)


def test_search_the_admin_and_sign_in_are_as_everywhere(as_publisher, imported):
    for path in ("/search/?q=audit&kind=roles", "/admin/", "/import/", "/accessibility/"):
        response = as_publisher.get(of_import(imported, path))
        assert (response.status_code, response["Location"]) == (302, path)
    response = as_publisher.get(of_import(imported, "//example.org/"))
    assert response.status_code == 404


def test_there_are_no_files_of_a_preview(as_publisher, known, imported):
    compared = f"{reverse('roles:list')}?format=csv"
    response = as_publisher.get(of_import(imported, compared))
    assert response.status_code == 404
    assert "There are no files of a preview." in response.content.decode()


def test_what_a_page_refuses_it_refuses_in_the_preview_too(as_publisher, imported):
    for path, status in (("/nowhere/", 404), ("/roles/nobody/", 404), ("/compare/?level=x", 400)):
        response = as_publisher.get(of_import(imported, path))
        assert response.status_code == status
        html = response.content.decode()
        assert 'class="cap-preview ' in html
        assert f'href="{of_import(imported)}families/"' in html


def test_a_removed_page_is_said_to_be_gone(as_publisher, known, publisher):
    other = plan_of_changes(known.level)
    known.role.status = "withdrawn"
    imported = make_import(publisher, other)
    html = as_publisher.get(of_import(imported, "/families/nowhere/")).content.decode()
    assert "There is no page here in this preview." in html


def test_nothing_of_a_preview_is_kept_listed_or_said_elsewhere(as_publisher, imported):
    response = as_publisher.get(of_import(imported))
    assert response["Cache-Control"] == NOT_KEPT
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert "ETag" not in response


@pytest.mark.parametrize("path", ["/", "/roles/"])
def test_only_reading_is_answered(as_publisher, imported, path):
    assert as_publisher.head(of_import(imported, path)).status_code == 200
    assert as_publisher.post(of_import(imported, path)).status_code == 405


@pytest.mark.parametrize(
    ("group", "status"),
    [
        *(("Viewer", 404), ("Preparer", 404), ("Editor", 404), ("Account manager", 404)),
        ("Publisher of imports", 200),
    ],
)
def test_an_import_is_for_those_who_may_import(client, known, people, group, status):
    imported = make_import(None, plan_of_changes(known.level))
    assert client.get(of_import(imported)).status_code == 404
    user = people(group)
    Import.objects.update(by=user)
    client.force_login(user)
    assert client.get(of_import(imported)).status_code == status
    share = reverse("previews:share", args=["import", imported.pk])
    assert client.get(share).status_code == status


def test_somebody_elses_import_is_not_shown(as_publisher, known, imported, admin_user):
    Import.objects.update(by=admin_user)
    assert as_publisher.get(of_import(imported)).status_code == 404


@pytest.mark.parametrize("state", [one for one in Import.State if one != Import.State.CHECKED])
def test_an_import_is_shown_while_it_waits_to_be_confirmed(client, known, publisher, state):
    values = (
        {"applied_at": "2026-11-01T09:00Z"} if state in ("applied", "undoing", "undone") else {}
    )
    values |= {"undone_at": "2026-11-02T09:00Z"} if state == "undone" else {}
    imported = make_import(publisher, plan_of_changes(known.level), state=state, **values)
    client.force_login(publisher)
    assert client.get(of_import(imported)).status_code == 404


@pytest.mark.parametrize(
    ("group", "status"),
    [
        *(("Viewer", 404), ("Preparer", 200), ("Editor", 200), ("Account manager", 404)),
        ("Publisher of imports", 200),
    ],
)
def test_a_draft_is_for_those_who_may_change_it(client, known, people, group, status):
    path = known.draft.get_absolute_url()
    assert client.get(of_draft(known.draft, path)).status_code == 404
    client.force_login(people(group))
    response = client.get(of_draft(known.draft, path))
    assert response.status_code == status
    assert ("Zyzzyva accounts" in response.content.decode()) == (status == 200)


@pytest.mark.parametrize(
    ("group", "status"),
    [
        *(("Viewer", 404), ("Preparer", 200), ("Editor", 200), ("Account manager", 404)),
        ("Publisher of imports", 200),
    ],
)
def test_an_unpublished_change_is_for_those_who_may_keep_one(client, known, people, group, status):
    section = known.level.sections.get()
    _, change = keep(section.statements.first().delete, onto=None, by=None, title="For 2027")
    address = reverse("previews:page", args=["unpublished", change.pk, ""])
    path = known.level.get_absolute_url()
    assert client.get(f"{address}{path[1:]}").status_code == 404
    client.force_login(people(group))
    response = client.get(f"{address}{path[1:]}")
    assert response.status_code == status
    if status == 200:
        html = squeezed(response.content.decode())
        assert "Preview of an unpublished change. Readers do not see this." in html
        assert "“For 2027”" in html
        assert ("Publish…" in html) == (group != "Preparer")
        opened = client.get(reverse("previews:open", args=["unpublished", change.pk]))
        assert opened["Location"] == f"{address}{path[1:]}"


def test_the_preview_button_keeps_a_form_unpublished_and_opens_it(client, known, admin_user):
    client.force_login(admin_user)
    admin_page = reverse("admin:roles_jobfamily_change", args=[known.family.pk])
    response = edit(client, admin_page, {"title": "Quizzify", "_keep": "Preview"})
    change = UnpublishedChange.objects.get()
    assert response["Location"] == reverse("previews:open", args=["unpublished", change.pk])
    opened = client.get(response["Location"])
    assert "Quizzify" in page(client, opened["Location"])
    # The banner says that it is kept: no message waits for the next page of the admin.
    assert list(get_messages(response.wsgi_request)) == []
    assert "Kept unpublished" not in client.get(reverse("admin:index")).content.decode()
    known.family.refresh_from_db()
    assert known.family.title == "Policy"


def test_a_draft_is_seen_with_the_drafts_around_it(client, known, admin_user):
    client.force_login(admin_user)
    type(known.family).objects.filter(pk=known.family.pk).update(status="draft")
    html = page(client, of_draft(known.draft, known.draft.get_absolute_url()))
    assert "Preview of a draft." in html
    html = page(client, of_draft(known.family, known.draft.get_absolute_url()))
    assert "Zyzzyva accounts" in html
    assert "Publish…" not in html


def test_what_stands_in_a_draft_is_previewed_too(client, known, admin_user):
    client.force_login(admin_user)
    type(known.role).objects.filter(pk=known.role.pk).update(status="draft")
    page(client, of_draft(known.level, known.level.get_absolute_url()))


def test_a_withdrawn_entry_has_no_preview(client, known, admin_user):
    client.force_login(admin_user)
    type(known.role).objects.filter(pk=known.role.pk).update(status="withdrawn")
    assert client.get(of_draft(known.role)).status_code == 404


def test_an_address_taken_meanwhile_is_said_to_be(as_publisher, known, publisher):
    builder = make_builder()
    builder.begin_whole(JobFamily, 0, "Audit")
    shared = {"source_id": known.family.source_id, "place": "Line 2", "status": "published"}
    builder.create(JobFamily, {**shared, "title": "Audit", "slug": "audit"})
    imported = make_import(publisher, builder.plan)
    make_family(title="Other", slug="audit")
    response = as_publisher.get(of_import(imported, "/families/audit/"))
    assert response.status_code == 409
    assert "has changed meanwhile" in response.content.decode()
    assert as_publisher.get(of_import(imported)).status_code == 200
    opened = as_publisher.get(reverse("previews:open", args=["import", imported.pk]))
    assert opened.status_code == 302


def test_what_the_plan_builds_on_may_be_gone(as_publisher, known, imported):
    known.draft.delete()
    known.level.delete()
    known.role.delete()
    for path in ("/", known.role.get_absolute_url(), "/families/", "/roles/"):
        assert as_publisher.get(of_import(imported, path)).status_code in (200, 404)


def test_a_plan_that_changes_while_it_is_read_is_said_to_have(as_publisher, imported, monkeypatch):
    def go(*args):
        raise PlanGone

    monkeypatch.setattr("capframe.previews.pages.find_changed_entries", go)
    response = as_publisher.get(of_import(imported))
    assert response.status_code == 409
    assert "Open the page again" in response.content.decode()


def test_what_is_no_draft_has_no_preview(client, known, admin_user):
    client.force_login(admin_user)
    assert client.get(of_draft(known.level)).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/preview/",
        "/preview/import/",
        "/preview/import/0/",
        f"/preview/import/{'9' * 40}/",
        f"/preview/roles.rolelevel/{'9' * 40}/",
        "/preview/roles.rolelevel/-1/",
        "/preview/roles.rolelevel/0/",
        "/preview/grades.grade/1/",
        "/preview/auth.user/1/",
        "/preview/nothing/1/",
        "/preview/link//",
        "/preview/link/abc/",
        "/preview/link/%00/",
        "/preview/import/%00/",
        "/preview/share/import/%00/",
        "/preview/share/auth.user/1/",
    ],
)
def test_addresses_of_nothing_are_not_found(client, admin_user, address):
    client.force_login(admin_user)
    assert client.get(address).status_code == 404


def test_readers_find_nothing_of_it(known, imported, client):
    crawl = Crawl(client).follow([reverse("home"), "/robots.txt", "/search/?q=quizzify"], most=300)
    told = [one for one in crawl.naming("quizzify") if not one.startswith("/search/")]
    assert told == []
    assert crawl.naming("zyzzyva") == []
    assert crawl.naming("/preview/") == []
    assert RoleLevel.objects.filter(slug="new").count() == 0
