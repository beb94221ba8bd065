"""What pages take of families and workstreams says what their models do."""

import pytest

from roles.loading_families import load_family_sections, load_routes, load_workstreams_of
from roles.models import JobFamily, Workstream
from tests.factories import make_family, make_family_section, make_workstream

pytestmark = pytest.mark.django_db


def test_sections_say_what_their_models_do(catalogue):
    for family in JobFamily.objects.all():
        plain, sections = load_family_sections(family.pk), list(family.sections.in_order())
        assert [one.heading for one in plain] == [one.heading for one in sections]
        assert [one.blocks for one in plain] == [one.blocks for one in sections]
        assert [one.source.slug for one in plain] == [one.source.slug for one in sections]
        assert [one.place for one in plain] == [one.place for one in sections]


def test_a_heading_without_statements_stays():
    family = make_family()
    make_family_section(family, "Empty", [])
    (section,) = load_family_sections(family.pk)
    assert (section.heading, section.statements) == ("Empty", ())


def test_workstreams_say_what_their_models_do(catalogue):
    routes = list(Workstream.objects.published().exclude(route="").with_family())
    assert routes
    for plain, entry in zip(load_routes(), routes, strict=True):
        assert (plain.title, plain.url) == (entry.title, entry.get_absolute_url())
        assert plain.route == entry.get_route_display().lower()
        assert plain.family.title == entry.seen_family.title
    for family in JobFamily.objects.all():
        of_family = family.workstreams.published()
        assert [one.title for one in load_workstreams_of(family.pk)] == [w.title for w in of_family]


def test_a_route_of_a_hidden_family_stands_alone():
    make_workstream(route="entry", family=make_family(status="draft"))
    (route,) = load_routes()
    assert route.family is None
