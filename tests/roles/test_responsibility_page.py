"""One responsibility changed at several levels at once, from a row of the comparison."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from capframe.plans.models import UnpublishedChange
from roles.models import Statement
from tests.admin_forms import Fields, load, send
from tests.factories import make_grade, make_role, make_role_level
from tests.pages import squeezed

pytestmark = pytest.mark.django_db
LEAD, MANAGE = "Lead a team of analysts", "Manage the money of the team"
LARGE = "Lead a large team of analysts"
SAID = [[LEAD, MANAGE], [LEAD, MANAGE], [LARGE, MANAGE], [MANAGE]]


def signed_in(group, django_user_model):
    user = django_user_model.objects.create(username=group.lower(), first_name=group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(django_user_model):
    return signed_in("Editor", django_user_model)


@pytest.fixture
def levels():
    """Four grades: the first two say the same, the third says it in other words, the last not."""
    role = make_role(title="Analyst", slug="analyst")
    return [
        make_role_level(
            {"Responsibilities": said}, role=role, title=f"L{n}", slug=f"l{n}", grade=make_grade()
        )
        for n, said in enumerate(SAID, start=1)
    ]


def page(row=1, **asked):
    named = "&".join(f"level=analyst/l{n}" for n in range(1, 5))
    more = "".join(f"&{name}={value}" for name, value in asked.items())
    return (
        f"{reverse('admin:roles_responsibility')}?{named}&section=responsibilities&row={row}{more}"
    )


def said_by(level):
    return list(
        Statement.objects.filter(section__role_level=level)
        .order_by("position")
        .values_list("text", flat=True)
    )


def first(level):
    return Statement.objects.filter(section__role_level=level).order_by("position").first()


def test_neighbours_that_say_the_same_share_a_field(editor, levels):
    fields = load(editor, page())
    texts = {name: value for name, value in fields.items() if name.startswith("text-")}
    assert texts == {
        f"text-{first(levels[0]).pk}": LEAD,
        f"text-{first(levels[2]).pk}": LARGE,
    }
    assert f"add-{levels[3].pk}" in fields


def test_the_page_says_that_the_row_is_inferred(editor, levels):
    text = squeezed(editor.get(page()).content.decode())
    assert "Stated at 3 of 4 levels." in text
    assert "because of their words; no document says so" in text


def test_one_save_changes_all_levels(editor, levels):
    fields = load(editor, page())
    changes = {f"text-{first(levels[0]).pk}": "Lead a team", "reason": "Plainer"}
    changes |= {f"add-{levels[3].pk}": "Lead a department", f"behind-{levels[3].pk}": "0"}
    response = send(editor, page(), fields, **changes)
    assert response.status_code == 302
    assert [said_by(level) for level in levels] == [
        ["Lead a team", MANAGE],
        ["Lead a team", MANAGE],
        [LARGE, MANAGE],
        ["Lead a department", MANAGE],
    ]
    rows = Statement.history.filter(history_change_reason="Plainer")
    assert {row.history_user_name for row in rows} == {"Editor"}
    assert len({row.history_save for row in rows}) == 1
    # The three, and the one that moved down.
    assert rows.count() == 4
    assert editor.get(response["Location"]).status_code == 200


def test_what_did_not_change_has_no_history_row(editor, levels):
    before = Statement.history.count()
    assert send(editor, page(), load(editor, page()), reason="Nothing").status_code == 302
    assert Statement.history.count() == before


def test_a_new_statement_comes_last_unless_it_is_said(editor, levels):
    changes = {f"add-{levels[3].pk}": "Lead a department"}
    assert send(editor, page(), load(editor, page()), **changes).status_code == 302
    assert said_by(levels[3]) == [MANAGE, "Lead a department"]


def test_an_emptied_field_is_asked_about_first(editor, levels):
    fields, pk = load(editor, page()), first(levels[2]).pk
    asked = send(editor, page(), fields, **{f"text-{pk}": ""})
    assert "Nothing is left of it here." in asked.content.decode()
    assert said_by(levels[2])[0] == LARGE
    assert send(editor, page(), fields, **{f"text-{pk}": "", f"remove-{pk}": "on"}).status_code
    assert said_by(levels[2]) == [MANAGE]


def test_levels_that_share_a_field_can_be_made_to_differ(editor, levels):
    fields, (one, two) = load(editor, page()), map(first, levels[:2])
    typed = {f"text-{one.pk}": "Lead a small team"}
    shown = send(editor, page(), fields, **typed, **{"apart-now": str(one.pk)})
    assert "Nothing is saved yet." in shown.content.decode()
    assert said_by(levels[0])[0] == LEAD
    apart = Fields(shown.content.decode()).values
    assert apart[f"text-{one.pk}"] == apart[f"text-{two.pk}"] == "Lead a small team"


def test_a_statement_can_be_taken_out_of_the_row(editor, levels):
    fields, pk = load(editor, page()), first(levels[2]).pk
    shown = send(editor, page(), fields, **{"out-now": str(pk)})
    text = squeezed(shown.content.decode())
    assert "Taken out of this row, and left as it is" in text
    assert f'name="text-{pk}"' not in text


def test_several_lines_are_refused_and_kept(editor, levels):
    fields, pk = load(editor, page()), first(levels[2]).pk
    shown = send(editor, page(), fields, **{f"text-{pk}": "Lead\nManage"})
    assert "One statement has one line" in shown.content.decode()
    assert said_by(levels[2])[0] == LARGE


def test_what_somebody_changed_meanwhile_is_shown_first(editor, levels):
    fields, statement = load(editor, page()), first(levels[2])
    statement.text = "Lead a very large team of analysts"
    statement.save()
    changes = {f"text-{statement.pk}": "Lead a big team of analysts"}
    shown = send(editor, page(), fields, **changes)
    assert 'There stands now: <span dir="auto">Lead a very large team' in shown.content.decode()
    assert said_by(levels[2])[0] == "Lead a very large team of analysts"


def test_what_comes_to_differ_meanwhile_keeps_a_field_of_its_own(editor, levels):
    fields, other = load(editor, page()), first(levels[1])
    other.text = "Lead two teams"
    other.save()
    shown = send(editor, page(), fields, **{f"text-{first(levels[0]).pk}": "Lead a team"})
    again = Fields(shown.content.decode()).values
    assert again[f"text-{first(levels[0]).pk}"] == "Lead a team"
    assert again[f"text-{other.pk}"] == "Lead two teams"
    assert "Nothing is left of it here." not in shown.content.decode()


def test_it_is_kept_unpublished_by_who_may_save_nothing(django_user_model, levels):
    preparer = signed_in("Preparer", django_user_model)
    fields = load(preparer, page())
    changes = {f"text-{first(levels[0]).pk}": "Lead a team", "reason": "Plainer"}
    assert send(preparer, page(), fields, **changes).status_code == 403
    assert send(preparer, page(), fields, **changes, _keep="Keep").status_code == 302
    assert said_by(levels[0])[0] == LEAD
    assert UnpublishedChange.objects.get().title == "Plainer"


@pytest.mark.parametrize("group", ["Viewer", "Account manager"])
def test_nobody_else_sees_it(django_user_model, levels, group):
    assert signed_in(group, django_user_model).get(page()).status_code == 403


@pytest.mark.parametrize("row", ["0", "99", "x", "9" * 40, "-1"])
def test_a_row_that_is_not_there_is_not_found(editor, levels, row):
    assert editor.get(page(row)).status_code == 404


def test_a_statement_says_which_row_is_meant(editor, levels):
    pk = Statement.objects.get(section__role_level=levels[3]).pk
    assert f"text-{first(levels[0]).pk}" not in load(editor, page(statement=pk))
    assert editor.get(page(statement="9" * 40)).status_code in (200, 404)


def test_editors_are_led_there_from_the_comparison(editor, levels, client):
    named = "&".join(f"level=analyst/l{n}" for n in range(1, 5))
    address = f"{reverse('compare')}?{named}&view=full"
    assert "section=responsibilities&amp;row=1" in editor.get(address).content.decode()
    assert "responsibility/" not in client.get(address).content.decode()


def test_the_page_asks_as_much_for_any_number_of_rows(editor, levels, django_assert_num_queries):
    editor.get(page())
    with django_assert_num_queries(11):
        editor.get(page())
