"""What ``{% load families %}`` writes."""

from roles.careers.family_overviews import OverviewGroup, OverviewLink
from roles.templatetags.families import overview_groups


def test_roles_stand_under_their_grades_and_say_how_many_levels_they_lead_to():
    links = (OverviewLink("Planner", "/roles/planner/", "2 levels"), OverviewLink("<b>", "/?a&b"))
    html = overview_groups([OverviewGroup("SEO & up", links)])
    assert html.replace("\n", "") == (
        '<div class="cap-family__group"><dt dir="auto">SEO &amp; up</dt>'
        '<dd><a class="govuk-link" href="/roles/planner/" dir="auto">Planner</a>'
        ' <span class="cap-family__note">2 levels</span></dd>'
        '<dd><a class="govuk-link" href="/?a&amp;b" dir="auto">&lt;b&gt;</a></dd></div>'
    )
