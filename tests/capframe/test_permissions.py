"""Every address, asked for by everyone: nobody gets more than is theirs."""

from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils.timezone import now

from capframe.base.actions import delete
from capframe.base.models import Entry
from capframe.base.saves import one_save
from capframe.imports.kept_files import keep_file
from capframe.imports.models import Import
from capframe.imports.packing import pack_faults
from capframe.imports.reading import read_once
from capframe.plans.files.questions import Question, pack_questions
from capframe.plans.models import UnpublishedChange
from capframe.plans.recording import record
from capframe.previews.links import sign_link
from capframe.spreadsheets.faults import Fault, Remark
from roles.models import JobFamily, RoleLevel
from skills.models import Skill
from tests.factories import make_role_level, make_skill, sourced

GROUPS = {
    "viewer": "Viewer",
    "editor": "Editor",
    "publisher": "Publisher of imports",
    "manager": "Account manager",
    "preparer": "Preparer",
}
PEOPLE = ("anonymous", *GROUPS, "superuser")

PAP12 = ["policy-and-performance", "pap12"]
# What each public address is asked for with. Everybody gets 200.
PUBLIC = {
    "home": [],
    "families:list": [],
    "families:family": ["policy-and-performance"],
    "roles:list": [],
    "roles:role": PAP12[:1],
    "roles:level": PAP12,
    "compare": [],
    "step-up": [],
    "skills:list": [],
    "skills:framework": ["civil-service-competency-framework"],
    "skills:skill": ["civil-service-competency-framework", "delivering-at-pace"],
    "grades:list": [],
    "grades:structure": ["civil-service"],
    "grades:grade": ["civil-service", "grade-7"],
    "workstreams:list": [],
    "workstreams:workstream": ["it-apprentices"],
    "sources": [],
    "source": ["derbyshire-policy-and-performance"],
    "search": [],
    "accessibility": [],
    "healthz": [],
    "robots-txt": [],
    "admin_password_reset": [],
    "password_reset_done": [],
    "password_reset_confirm": ["MQ", "no-token"],
    "password_reset_complete": [],
}
# Nobody is named to be told of a weakness, unless CAPFRAME_CONTACT is set: nobody gets it.
NOWHERE = {"security-txt": []}
# They take forms from everybody. Asked for without one, each leads to this address.
FORMS = {"tray": "compare"}
QUERIES = {
    "compare": {"level": ["policy-and-performance/pap12", "policy-and-performance/pap13"]},
    "step-up": {"from": "policy-and-performance/pap12"},
    "search": {"q": "planning"},
    "admin:autocomplete": {"app_label": "roles", "model_name": "rolelevel", "field_name": "grade"},
}
# Bulk import: what each address is asked for with. Those who may import get 200, other users 403.
IMPORTS = {
    "imports:list": [],
    "imports:new": ["roles"],
    "imports:file": ["skills", "example", "csv"],
    "imports:import": ["checked"],
    "imports:columns": ["checked"],
    "imports:questions": ["checked", "skill-framework"],
    "imports:values": ["checked", "grade-names", "csv"],
    "imports:upload-values": ["checked", "grade-names"],
    "imports:remembered": [],
    "imports:notes": ["checked", "text-is-struck-through"],
    "imports:preview": ["checked"],
    "imports:messages": ["checked", "csv"],
    "imports:left-open": ["applied"],
    "imports:differences": ["checked"],
    "imports:undo": ["applied"],
    "imports:undo-edited": ["applied"],
}
IMPORTERS = {"publisher", "superuser"}
# Of a draft: for those who may change it, and by a link for everybody.
PREVIEWS = {"previews:page": 200, "previews:share": 200, "previews:open": 302}
LINKED_PREVIEW = "previews:link"
# Pages of the admin for those who may change roles and role levels, or keep that unpublished; of
# the first job family.
ORDER_PAGES = ("admin:roles_jobfamily_order", "admin:roles_jobfamily_order_file")
# A row of a comparison, for those who may change statements or keep that unpublished.
RESPONSIBILITY = "admin:roles_responsibility"
# Of an unpublished change: what each address is asked for with. Those who may keep one get 200.
UNPUBLISHED = {
    "admin:plans_unpublished": [],
    "admin:plans_unpublished_change": ["kept"],
    "admin:plans_unpublished_choices": ["kept"],
    "admin:plans_unpublished_publish": ["kept"],
    "admin:plans_unpublished_discard": ["kept"],
    "admin:plans_unpublished_take_out": ["kept", 0],
}
KEEPERS = {"editor", "publisher", "preparer", "superuser"}
# Of these, what somebody gets who may keep but not publish what somebody else has prepared.
OF_PUBLISHERS = dict.fromkeys(list(UNPUBLISHED)[3:], 403)
# Pages that take a change back: the type of the history row that each is asked for with.
TAKING_BACK = {
    "admin:plans_undo": "+",
    "admin:plans_restore": "+",
    "admin:plans_put_back": "-",
    "admin:plans_deleted": "",
    "admin:plans_put_back_many": "",
}
# Of a page of a model, what somebody may see to send it unpublished.
KEPT_PAGES = {"add", "change", "delete", "merge"}
# What a page of a model needs: the permission to do this to the model.
PAGES = {
    "changelist": "view",
    "add": "add",
    "change": "view",
    "delete": "delete",
    "history": "view",
    "export": "view",
    "copy": "add",
    "merge": "change",
    "password_change": "change",
}
MAY = {
    "anonymous": set(),
    "viewer": {"view"},
    "editor": {"view", "add", "change", "delete"},
    "publisher": {"view", "add", "change", "delete"},
    "manager": set(),
    "preparer": {"view"},
    "superuser": {"view", "add", "change", "delete"},
}
# Of accounts and groups, which are no entries.
OF_MANAGERS = {User: {"view", "add", "change"}, Group: {"view"}}
# The rest of the admin: arguments, what an anonymous visitor gets, and what anybody signed in.
STAFF = {
    "admin:index": ([], 302, 200),
    "admin:login": ([], 200, 302),
    "admin:logout": ([], 302, 405),
    "admin:password_change": ([], 302, 200),
    "admin:password_change_done": ([], 302, 200),
    "admin:autocomplete": ([], 302, 200),
    "admin:jsi18n": ([], 302, 200),
    "admin:app_list": (["roles"], 302, 200),
    "admin:base_changes": ([], 302, 200),
}
# Of these, what somebody gets who sees no entries.
OF_ENTRIES = {"admin:autocomplete": 403, "admin:app_list": 404, "admin:base_changes": 403}


def addresses(patterns=None, namespace=""):
    """The name of every address of the site, with its namespace; of one without, its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, namespace + inner)
        else:
            yield namespace + (pattern.name or f"nameless {pattern.pattern}")


def model_pages():
    """Every page of every model of the admin: its name, the model and the kind of page."""
    for model in admin.site._registry:
        for page in PAGES:
            yield f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", model, page


# Both only lead to other addresses: to the change form, and to the same with a slash at the end.
NAMELESS = {"admin:nameless <path:object_id>/", "admin:nameless (?P<url>.*)$"}
KNOWN = {*PUBLIC, *NOWHERE, *FORMS, *STAFF, *IMPORTS, *(name for name, _, _ in model_pages())}
KNOWN |= {*ORDER_PAGES, *UNPUBLISHED, *TAKING_BACK, *NAMELESS, "admin:view_on_site"}
KNOWN |= {*PREVIEWS, LINKED_PREVIEW, RESPONSIBILITY}


def test_every_address_is_known_here():
    unknown = sorted(set(addresses()) - KNOWN)
    assert not unknown, f"Say in {__file__} what these are asked for with and who gets what."


@pytest.fixture
def everything(shared_catalogue):
    """The seeded catalogue, with at least one entry of every model."""
    make_skill().leadership_examples.create(text="An example", **sourced({}))
    Redirect.objects.create(site=Site.objects.get(), old_path="/old/", new_path="/new/")
    User.objects.create(username="somebody")


@pytest.fixture(params=PEOPLE)
def person(request, db):
    """The name of a kind of person, and their browser."""
    client = Client()
    if request.param != "anonymous":
        user = User.objects.create(username=request.param, is_staff=True)
        if request.param == "superuser":
            user.is_superuser = True
            user.save()
        else:
            user.groups.add(Group.objects.get(name=GROUPS[request.param]))
        client.force_login(user)
    return request.param, client


def ask(client, name, args):
    query = urlencode(QUERIES.get(name, {}), doseq=True)
    return client.get(reverse(name, args=args) + (f"?{query}" if query else ""))


def test_everybody_reads_the_public_pages(everything, person):
    _, client = person
    answers = {name: ask(client, name, args).status_code for name, args in PUBLIC.items()}
    assert answers == dict.fromkeys(PUBLIC, 200)


def test_nobody_gets_what_is_not_there(everything, person):
    _, client = person
    answers = {name: ask(client, name, args).status_code for name, args in NOWHERE.items()}
    assert answers == dict.fromkeys(NOWHERE, 404)


def test_where_forms_are_taken_everybody_is_led_to_a_page(everything, person):
    _, client = person
    answers = {name: ask(client, name, [])["Location"] for name in FORMS}
    assert answers == {name: reverse(page) for name, page in FORMS.items()}


def test_the_admin_is_for_those_who_sign_in(everything, person):
    who, client = person
    answers = {name: ask(client, name, args).status_code for name, (args, _, _) in STAFF.items()}
    column = 1 if who == "anonymous" else 2
    expected = {name: row[column] for name, row in STAFF.items()}
    assert answers == (expected | OF_ENTRIES if who == "manager" else expected)


def test_each_group_gets_its_pages_of_each_model(everything, person):
    who, client = person
    served = set(addresses())
    wrong = {}
    for name, model, page in model_pages():
        if name in served:
            of_one = page in ("change", "copy", "delete", "history", "merge", "password_change")
            answer = ask(client, name, [model._default_manager.first().pk] if of_one else [])
            if answer.status_code != expected(who, model, page):
                wrong[name] = answer.status_code
    assert wrong == {}


# What may be done with what is ticked in the list of role levels, beside exports for imports.
CHANGING = {
    *("publish", "withdraw", "back_to_draft"),
    *("change_grade", "change_employer", "change_source"),
}
EXPORTING = {"export_as_csv", "export_as_xlsx"}


@pytest.mark.parametrize("sent", [{}, {"confirmed": "yes"}], ids=["asked", "sent"])
def test_each_group_gets_its_actions(sent, everything, person):
    who, client = person
    address = reverse("admin:roles_rolelevel_changelist")
    chosen = {"_selected_action": [RoleLevel.objects.first().pk], **sent}
    answers = {
        action: client.post(address, chosen | {"action": action}).status_code
        for action in CHANGING | EXPORTING
    }
    refused = 302 if who == "anonymous" else 403
    no_action = 302 if "view" in MAY[who] else refused
    may_ask = "change" in MAY[who] or (who == "preparer" and not sent)
    asked = 200 if may_ask else 403 if who == "preparer" else no_action
    expected = dict.fromkeys(CHANGING, asked)
    expected |= dict.fromkeys(EXPORTING, 200 if "view" in MAY[who] else refused)
    assert answers == expected


def test_the_order_of_levels_is_for_those_who_may_change_them(everything, person):
    who, client = person
    family = [JobFamily.objects.first().pk]
    answers = {ask(client, name, family).status_code for name in ORDER_PAGES}
    assert answers == {302 if who == "anonymous" else 200 if who in KEEPERS else 403}


def test_a_responsibility_is_for_those_who_may_change_or_keep_it(everything, person):
    who, client = person
    levels = RoleLevel.objects.published().filter(sections__isnull=False).distinct()[:2]
    query = "&".join(f"level={level.role.slug}/{level.slug}" for level in levels)
    section = levels[0].sections.first().section_type.slug
    answer = client.get(f"{reverse(RESPONSIBILITY)}?{query}&section={section}")
    assert answer.status_code == (302 if who == "anonymous" else 200 if who in KEEPERS else 403)


def expected(who, model, page):
    """The status: a model that is no entry belongs to superusers, and redirects are read only."""
    if who == "anonymous":
        return 302
    if who == "manager":
        return 200 if PAGES[page] in OF_MANAGERS.get(model, ()) else 403
    theirs = issubclass(model, Entry) or who == "superuser"
    if who == "preparer" and issubclass(model, Entry) and page in KEPT_PAGES:
        return 200
    may = MAY[who] & {"view"} if model is Redirect else MAY[who]
    return 200 if theirs and PAGES[page] in may else 403


def test_anonymous_visitors_are_led_to_sign_in(everything):
    answer = Client().get("/admin/roles/rolelevel/")
    assert answer["Location"] == "/admin/login/?next=/admin/roles/rolelevel/"


def test_only_those_who_may_can_send(everything, person):
    who, client = person
    skill = Skill.objects.first()
    answers = [
        client.post(reverse(f"admin:skills_skill_{page}", args=args)).status_code
        for page, args in (("add", []), ("change", [skill.pk]), ("delete", [skill.pk]))
    ]
    refused = {"anonymous": 302, "viewer": 403, "manager": 403}
    assert answers == [refused.get(who, 200)] * 3


def test_only_those_who_may_can_keep_changes_unpublished(everything, person):
    who, client = person
    unused = make_skill()
    plan = record(lambda: delete(entry=unused, by=None, reason=""))[1]
    kept = UnpublishedChange(title="Somebody's")
    kept.keep(plan, by=User.objects.get(username="somebody"))
    refused = 302 if who == "anonymous" else 403
    expected = dict.fromkeys(UNPUBLISHED, 200 if who in KEEPERS else refused)
    expected |= OF_PUBLISHERS if who == "preparer" else {}
    for method in ("get", "post"):
        answers = {}
        for name, args in UNPUBLISHED.items():
            address = reverse(name, args=[kept.pk if one == "kept" else one for one in args])
            query = f"?{urlencode(QUERIES['admin:autocomplete'])}"
            answers[name] = getattr(client, method)(address + query).status_code
        # A form that says nothing is late, and what is only looked up takes none.
        late = dict.fromkeys(list(UNPUBLISHED)[4:], 409) | {list(UNPUBLISHED)[2]: 405}
        late = late if method == "post" else {}
        assert answers == {
            name: late.get(name, status) if status == 200 else status
            for name, status in expected.items()
        }


def test_who_may_see_entries_sees_what_could_be_taken_back_and_editors_do_it(everything, person):
    who, client = person
    with one_save():
        skill = make_skill()
    pk = skill.pk
    with one_save():
        delete(entry=skill, by=None, reason="")
    rows = {row.history_type: row.pk for row in Skill.history.filter(id=pk)}
    answers = {}
    for name, kind in TAKING_BACK.items():
        address = reverse(name, args=[Skill._meta.label_lower, rows[kind]] if kind else [])
        ticked = {"row": f"{Skill._meta.label_lower}:{rows['-']}"}
        answers[name] = client.get(address, {} if kind else ticked).status_code
    sent = client.post(reverse("admin:plans_put_back", args=[Skill._meta.label_lower, rows["-"]]))
    if who == "anonymous":
        expected, of_sending = 302, 302
    else:
        # What is sent without having been looked at is shown first.
        expected, of_sending = (
            200 if "view" in MAY[who] else 403,
            409 if "add" in MAY[who] else 403,
        )
    assert answers == dict.fromkeys(TAKING_BACK, expected)
    assert sent.status_code == of_sending


def test_the_shortcut_to_an_entrys_page_is_for_those_who_sign_in(everything, person):
    who, client = person
    level = RoleLevel.objects.first()
    kind = ContentType.objects.get_for_model(RoleLevel)
    answer = client.get(reverse("admin:view_on_site", args=[kind.pk, level.pk]))
    end = "/admin/login/" if who == "anonymous" else level.get_absolute_url()
    assert end in answer["Location"]


@pytest.fixture
def imports(everything, person):
    """A checked import of the person's own, and an applied one; their numbers by their states."""
    by = User.objects.filter(username=person[0]).first()
    values = {"kind": "roles", "file_name": "roles.csv", "digest": "0" * 64, "size": 20}
    values |= {"by": by}
    order = Question("order", "skill-framework", "Why?", is_required=False)
    asked = pack_questions(
        [order, Question("grade-names||g7", "grade-names", "G7", is_required=False)]
    )
    struck = Fault(2, "", "", "Struck.", remark=Remark.NOTE, about="Text is struck through")
    found = {"questions": asked, "warnings": pack_faults([struck])}
    checked = Import.objects.create(state="checked", **found, **values)
    keep_file(imported=checked, pieces=[b"job_family,role,level\na,b,c\n"])
    read_once(checked, lambda *done: None)
    return {
        "checked": checked.pk,
        "applied": Import.objects.create(state="applied", applied_at=now(), **values).pk,
    }


def test_imports_are_for_those_who_may_import(imports, person):
    who, client = person
    refused = 302 if who == "anonymous" else 403
    expected = 200 if who in IMPORTERS else refused
    answers = {
        name: ask(client, name, [imports.get(arg, arg) for arg in args]).status_code
        for name, args in IMPORTS.items()
    }
    assert answers == dict.fromkeys(IMPORTS, expected)


def test_a_draft_is_previewed_by_those_who_may_change_it_and_by_a_link(everything, person):
    who, client = person
    role = RoleLevel.objects.published().first().role
    draft = make_role_level(role=role, status="draft")
    entry = ["roles.rolelevel", draft.pk]
    answers = {
        name: ask(client, name, [*entry, ""] if name == "previews:page" else entry).status_code
        for name in PREVIEWS
    }
    assert answers == (PREVIEWS if who in KEEPERS else dict.fromkeys(PREVIEWS, 404))
    token, _ = sign_link("roles.rolelevel", str(draft.pk))
    assert ask(client, LINKED_PREVIEW, [token, ""]).status_code == 200


@pytest.mark.parametrize("permission", ["add_statement", "change_section", "add_source"])
def test_who_lacks_one_permission_cannot_import_roles(everything, permission):
    client = Client()
    user = User.objects.create(username="nearly", is_staff=True)
    group = Group.objects.get(name=GROUPS["publisher"])
    user.user_permissions.set(group.permissions.exclude(codename=permission))
    client.force_login(user)
    assert ask(client, "imports:new", ["roles"]).status_code == 403


def test_who_has_no_group_gets_no_model(everything):
    client = Client()
    client.force_login(User.objects.create(username="nobody", is_staff=True))
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/roles/rolelevel/").status_code == 403
    assert client.get("/admin/roles/rolelevel/export/").status_code == 403


def test_who_is_no_member_of_staff_gets_no_admin(everything):
    client = Client()
    user = User.objects.create(username="reader")
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    assert client.get("/admin/").status_code == 302
