"""Templates on the short way render what Django’s own do."""

from collections import namedtuple
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import SimpleNamespace

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Engine, TemplateDoesNotExist
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

DJANGO, QUICK = "django.template.loaders.cached.Loader", "capframe.base.quick_templates.Loader"
PARTS = {
    "part": "[{{ title }}{{ more }}{% cycle 'a' 'b' %}]",
    "base": "<{% block head %}{{ title }}{% endblock %}|{% block content %}{% endblock %}>",
    "nested": "{% include 'part' with title=title|upper %}",
}
Point = namedtuple("Point", "x y")  # as rows of queries are


class Colour(Enum):
    RED = "red"


class Thing:
    def __init__(self):
        self.calls = 0

    def __str__(self):
        return "<thing>"

    def method(self, wanted="b&b"):
        return wanted

    def takes(self, needed):
        return needed

    def counted(self):
        self.calls += 1
        return self.calls

    def destroy(self):
        raise AssertionError("no template may call it")

    destroy.alters_data = True

    @property
    def gone(self):
        raise ObjectDoesNotExist

    @property
    def faulty(self):
        raise AttributeError("of the code, not of the template")


def values():
    return {
        "title": "Tom & Jerry’s <b>",
        "safe": mark_safe("<i>&amp;</i>"),
        "lazy": lazystr("a & b"),
        "number": 1234567,
        "amount": Decimal("1234.50"),
        "day": date(2026, 11, 27),
        "none": None,
        "yes": True,
        "empty": [],
        "words": ["a", "<b>", "c"],
        "pairs": [("a", 1), ("b", 2)],
        "points": (Point(1, "<"), Point(2, ">")),
        "table": {"key": "<value>", "items": "of its own", "rows": [["a"], ["b", "c"]]},
        "some": {"one": {"two": 2}},
        "thing": Thing(),
        "kind": Thing,
        "colour": Colour,
        "plain": SimpleNamespace(text="x<y", inner=SimpleNamespace(text=mark_safe("<u>"))),
        "one_by_one": (n for n in range(3)),
    }


SAME = [
    "{{ title }}{{ safe }}{{ lazy }}{{ number }}{{ amount }}{{ day }}{{ none }}{{ yes }}"
    "{{ words }}",
    "{% autoescape off %}{{ title }}{{ safe }}{{ number }}{{ thing }}{% endautoescape %}"
    "{{ thing }}",
    "{{ plain.text }}{{ plain.inner.text }}{{ plain.none }}{{ plain.text.none }}"
    "{{ nothing.at.all }}",
    "{{ plain.none.text }}{% if plain.none.text %}1{% endif %}{{ plain.0 }}{{ plain.none|add:1 }}",
    "{{ table.key }}{{ table.items }}{{ some.items }}{{ table.none }}{{ table.rows.1.0 }}",
    "{{ words.1 }}{{ words.7 }}{{ points.0.y }}{{ points.1.x }}{{ points.0.0 }}{{ title.0 }}",
    "{{ thing.method }}{{ thing.takes }}{{ thing.destroy }}{{ thing.gone }}{{ kind.method }}",
    "{{ thing.counted }}{{ thing.counted }}{{ colour.RED.value }}{{ colour.BLUE }}"
    "{{ title.upper }}",
    "{{ title|upper }}{{ nothing|default:'-' }}{{ words|join:title }}{{ words|length }}"
    "{{ 'a<'|safe }}",
    "{{ 12 }}{{ 1.5 }}{{ 'text' }}{{ _('Yes') }}{{ dicts }}{{ autoescape }}{{ True }}{{ nothing }}",
    "{% if title %}1{% endif %}{% if none %}2{% elif empty %}3{% else %}4{% endif %}",
    "{% if nothing %}1{% elif words|length == 3 and not none %}2{% endif %}"
    "{% if a|add:b %}3{% endif %}",
    "{% if number > 3 or thing.gone %}1{% endif %}{% if 'a' in words %}2{% endif %}"
    "{% if x.y %}3{% endif %}",
    "{% for word in words %}{{ forloop.counter }}/{{ forloop.revcounter0 }}{{ word }}"
    "{% if not forloop.last %}, {% endif %}{% endfor %}{{ word }}{{ forloop }}",
    "{% for row in table.rows %}{% for cell in row %}{{ forloop.parentloop.counter0 }}{{ cell }}"
    "{% cycle 'x' 'y' %}{% endfor %}{% empty %}none{% endfor %}",
    "{% for a in nothing %}1{% empty %}{{ title }}{% endfor %}{% for n in one_by_one %}{{ n }}"
    "{% endfor %}",
    "{% for a, b in pairs %}{{ a }}{{ b }}{% endfor %}{% for w in words reversed %}{{ w }}"
    "{% endfor %}",
    "{% for key in some %}{{ key }}{% endfor %}{% for k, v in some.items %}{{ k }}{{ v.two }}"
    "{% endfor %}",
    "{% for w in words %}{% ifchanged %}{{ w }}{% endifchanged %}{% include 'part' %}{% endfor %}",
    "{% include 'part' %}{% include 'part' with more=number %}"
    "{% include 'part' with more=1 only %}",
    "{% include 'nested' %}{% with part='part' %}{% include part %}{% endwith %}{{ more }}",
    "{% extends 'base' %}{% block content %}{{ block.super }}{% include 'part' %}{% endblock %}",
    "{% extends 'base' %}{% block head %}{{ block.super }}{{ plain.text }}{% endblock %}",
    "{% with a=plain.text b=thing.method %}{{ a }}{{ b }}{% endwith %}{{ a }}"
    "{% firstof none title %}",
]


@cache
def engine_of(loader, invalid=""):
    kept = ("django.template.loaders.locmem.Loader", PARTS | dict(zip(SAME, SAME, strict=True)))
    return Engine(loaders=[(loader, [kept])], string_if_invalid=invalid)


def render(engine, name):
    context = Context(values())
    rendered = engine.get_template(name).render(context)
    assert len(context.dicts) == 2  # every scope is left again
    return rendered


@pytest.mark.parametrize("invalid", ["", "(no %s)"])
@pytest.mark.parametrize("name", SAME, ids=range(len(SAME)))
def test_it_renders_the_same(name, invalid):
    django, quick = engine_of(DJANGO, invalid), engine_of(QUICK, invalid)
    assert render(quick, name) == render(django, name)
    assert render(quick, name) == render(django, name)  # whatever it kept of the first time


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("{{ thing.faulty }}", AttributeError),
        ("{% if thing.faulty %}{% endif %}", AttributeError),
        ("{% for a in words %}{{ thing.faulty }}{% endfor %}", AttributeError),
        ("{% include 'nowhere' %}", TemplateDoesNotExist),
        ("{% for word in number %}{% endfor %}", TypeError),
    ],
)
def test_it_fails_the_same(name, error):
    kept = ("django.template.loaders.locmem.Loader", {"page": name})
    for loader in (DJANGO, QUICK):
        template = Engine(loaders=[(loader, [kept])]).get_template("page")
        context = Context(values())
        with pytest.raises(error):
            template.render(context)
        assert len(context.dicts) == 2


def test_the_site_takes_it(settings):
    (template,) = settings.TEMPLATES
    assert template["OPTIONS"]["loaders"][0][0] == QUICK


def test_an_error_still_names_its_line():
    kept = ("django.template.loaders.locmem.Loader", {"page": "a\n{{ thing.faulty }}"})
    engine = Engine(loaders=[(QUICK, [kept])], debug=True)
    with pytest.raises(AttributeError) as caught:
        engine.get_template("page").render(Context(values()))
    assert caught.value.template_debug["line"] == 2
