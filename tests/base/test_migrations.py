"""The migrations that change entries, run on a database that holds some from before."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localdate

from capframe.base.history.rows import find_gaps
from capframe.base.models import Source, entry_models
from grades.models import Grade, GradeStructure
from roles.models import JobFamily
from skills.models import Skill
from tests.databases import EARLIER
from tests.own_database import OwnDatabase

LINKS = {
    "web": "https://example.org/licence",
    "upper": "HTTP://EXAMPLE.ORG",
    "none": "",
    "script": "javascript:alert(1)",
    "ftp": "ftp://example.org/licence",
    "data": "data:text/html,x",
}


@pytest.fixture(scope="module")
def migrated(django_db_setup, empty_database, django_db_blocker, tmp_path_factory):
    """What was made before the migrations, which have been run since."""
    own = OwnDatabase(tmp_path_factory.mktemp("own"))
    with django_db_blocker.unblock(), own.in_use_at("first", empty_database) as executor:
        made = Before(executor.loader.project_state(EARLIER["first"]).apps.get_model).made()
        executor.migrate(executor.loader.graph.leaf_nodes())
        yield made


class Before:
    """Makes entries as they were before, each with a history row by Edith Moss."""

    def __init__(self, model):
        self.model = model
        users = model("auth", "User").objects
        self.edith = users.create(username="ed", first_name="Edith", last_name="Moss")
        self.nameless = users.create(username="m.long")

    def make(self, label, by=None, **values):
        app, name = label.split(".")
        entry = self.model(app, name).objects.create(**values)
        self.record(label, entry, "+", by or self.edith)
        return entry

    def record(self, label, entry, row_type, by):
        app, name = label.split(".")
        values = {field.attname: getattr(entry, field.attname) for field in entry._meta.fields}
        self.model(app, f"historical{name}").objects.create(
            **values, history_type=row_type, history_date=timezone.now(), history_user=by
        )

    def keep_a_removed_source(self, licence):
        removed = self.make("base.source", slug="removed", title="Removed", **licence)
        self.record("base.source", removed, "-", self.edith)
        removed.delete()

    def made(self):
        source = self.make("base.source", self.nameless, slug="a", title="A", publisher="B")
        licence = {"publisher": "B", "licence": "Ours", "editors_note": "Torn."}
        linked = [
            self.make("base.source", slug=slug, title=slug, licence_url=link, **licence).pk
            for slug, link in LINKS.items()
        ]
        given = {"source": source, "slug": "a", "title": "Civil Service"}
        blank = self.make("grades.gradestructure", **given, place="", organisation="")
        family = self.make("roles.jobfamily", self.nameless, **given, place="")
        framework = self.make("skills.skillframework", **given, place="Page 1")
        skills = [
            self.make(
                "skills.skill",
                **{**given, "slug": kind, "title": kind},
                framework=framework,
                kind=kind,
                place="Page 1",
            )
            for kind in ("competency", "leadership", "odd")
        ]
        withdrawn = self.model("skills", "skill").objects.get(pk=skills[1].pk)
        for withdrawn.status in ("published", "withdrawn"):
            self.record("skills.skill", withdrawn, "~", self.edith)
        withdrawn.save()
        stays, goes = (
            self.make(
                "grades.grade",
                **{**given, "slug": title, "title": title},
                structure=blank,
                position=number,
                place="Page 1",
            )
            for number, title in enumerate(("SEO", "Grade 7"), start=1)
        )
        self.record("grades.grade", goes, "-", self.edith)
        gone = goes.pk
        goes.delete()
        self.nameless.delete()
        self.keep_a_removed_source(licence)
        pks = {
            "linked": linked,
            "structure": blank.pk,
            "family": family.pk,
            "grade": stays.pk,
            "gone": gone,
        }
        return SimpleNamespace(**pks, skills=[skill.pk for skill in skills])


@pytest.fixture(autouse=True)
def undone(migrated):
    """What a test does is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def newest(entry):
    return entry.history.latest()


def test_rows_take_the_name_that_their_account_gives(migrated):
    rows = Grade.history.filter(id=migrated.grade)
    assert {row.history_user_name for row in rows} == {"Edith Moss"}


def test_nobody_knows_any_more_whose_account_was_deleted():
    assert Source.history.get(slug="a").history_user_name == ""


def test_an_organisation_left_blank_is_the_structures_title(migrated):
    structure = GradeStructure.objects.get(pk=migrated.structure)
    assert structure.organisation == "Civil Service"
    assert [row.organisation for row in structure.history.order_by("history_id")] == [
        "",
        "Civil Service",
        "Civil Service",
    ]
    assert {row.history_type for row in structure.history.all()} == {"+", "~"}
    reasons = [row.history_change_reason for row in structure.history.all()]
    assert "The organisation was left blank: it is the structure’s title" in reasons


def test_a_place_left_blank_says_that_it_is_not_stated(migrated):
    assert GradeStructure.objects.get(pk=migrated.structure).place == "Not stated"
    family = JobFamily.objects.get(pk=migrated.family)
    assert (family.place, newest(family).place) == ("Not stated", "Not stated")


def test_what_is_no_web_address_is_no_link_and_is_not_lost(migrated):
    sources = [Source.objects.get(pk=pk) for pk in migrated.linked]
    kept = [source.licence_url for source in sources]
    assert kept == ["https://example.org/licence", "HTTP://EXAMPLE.ORG", "", "", "", ""]
    assert [source.editors_note for source in sources[:3]] == ["Torn."] * 3
    for source, link in zip(sources[3:], list(LINKS.values())[3:], strict=True):
        words = f"Torn.\n\nAs the address of its licence was given: “{link}”."
        assert source.editors_note == newest(source).editors_note == words
        assert source.history.earliest("history_id").licence_url == link
        assert "none on the web" in newest(source).history_change_reason


def test_a_skill_keeps_its_kind_if_it_is_one(migrated):
    kinds = [Skill.objects.get(pk=pk).kind for pk in migrated.skills]
    assert kinds == ["competency", "leadership", ""]


def test_a_skill_is_withdrawn_since_its_history_says_so(migrated):
    days = [Skill.objects.get(pk=pk).withdrawn_on for pk in migrated.skills]
    assert days == [None, localdate(), None]


def test_what_needed_no_change_got_no_history_row(migrated):
    assert Skill.history.filter(id=migrated.skills[0]).count() == 1


def test_the_history_is_whole():
    assert not [gap for model in entry_models() for gap in find_gaps(model)]


def test_no_key_is_given_twice(migrated):
    structure = GradeStructure.objects.get()
    given = {"source": structure.source, "place": "Page 1", "structure": structure}
    grade = Grade.objects.create(**given, slug="g", title="Grade 6", position=2)
    assert grade.pk > migrated.gone
    removed = Source.history.filter(history_type="-").latest("history_id").id
    assert Source.objects.create(slug="s", title="S", publisher="P").pk > removed


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Source, {"licence_url": "javascript:alert(1)"}),
        (Source, {"licence_url": "ftp://example.org/"}),
        (GradeStructure, {"organisation": ""}),
        (GradeStructure, {"place": ""}),
        (JobFamily, {"place": ""}),
        (Skill, {"place": ""}),
        (Skill, {"kind": "odd"}),
    ],
)
def test_the_database_refuses_it_from_now_on(model, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)
