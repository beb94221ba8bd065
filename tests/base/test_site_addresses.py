"""``{% url %}`` of every template."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch

from capframe.base.templatetags.site_addresses import AddressNode


def render(text, **values):
    return Template(text).render(Context(values))


def test_it_works():
    assert render("{% url 'roles:level' role 'b' %}", role="a") == "/roles/a/b/"
    assert isinstance(Template("{% url 'home' %}").nodelist[0], AddressNode)


def test_a_number_is_an_argument_like_a_text():
    assert render("{% url 'admin:roles_role_change' 7 %}") == "/admin/roles/role/7/change/"


def test_names_and_variables_are_those_of_django():
    assert render("{% url 'source' slug='a' %}") == "/sources/a/"
    assert render("{% url 'home' as here %}[{{ here }}]") == "[/]"
    assert render("{% url 'nowhere' as there %}[{{ there }}]") == "[]"


def test_an_address_is_escaped():
    assert render("{% url 'admin:roles_role_change' key %}", key="a&b") == (
        "/admin/roles/role/a&amp;b/change/"
    )


def test_an_unknown_name_is_an_error():
    with pytest.raises(NoReverseMatch):
        render("{% url 'nowhere' %}")
