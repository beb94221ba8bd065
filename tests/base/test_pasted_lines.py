"""Statements that are pasted in the admin, from Word and elsewhere."""

from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.admin.pasted_lines import tidy_lines
from roles.models import Statement
from tests.admin_forms import edit
from tests.factories import make_family, make_family_section, make_role_level, make_section
from tests.pages import squeezed

WORD = "•\tLead\r\n▪\tPlan\r\n\r\no\tCoach man\u00adagers\r\n\uf0b7\tReport\r\n"


def change_url(entry):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


def pasted(client, entry, text):
    """What the next page says, once the text was pasted into the first section of an entry."""
    edit(client, change_url(entry), {"sections-0-statements": text})
    return squeezed(client.get(change_url(entry)).content.decode())


def statements():
    return list(Statement.objects.order_by("position").values_list("text", flat=True))


def test_it_works(db, admin_client):
    page = pasted(admin_client, make_role_level({"Duties": ["Budget"]}), WORD)
    assert statements() == ["Lead", "Plan", "Coach managers", "Report"]
    said = "Marks of lists taken off the lines of “Duties"
    assert said in page
    assert "“•”, “▪”, “o”, U+F0B7." in page
    assert "Taken out of what was typed, because nobody sees it: U+00AD (soft hyphen)." in page


def test_a_family_has_the_same(db, admin_client):
    family = make_family()
    section = make_family_section(family, statements=["Budget"])
    pasted(admin_client, family, "1. Lead\n2. Plan\n3.5 years")
    assert [one.text for one in section.statements.in_order()] == ["Lead", "Plan", "3.5 years"]


def test_bullets_among_paragraphs_keep_one_sign(db, admin_client):
    level = make_role_level()
    make_section(level, statements=["Budget"], layout="prose")
    pasted(admin_client, level, "You will:\n•\tlead\n- plan\n– report\n1. First\n2. Second")
    assert statements() == ["You will:", "- lead", "- plan", "- report", "1. First", "2. Second"]


def test_lines_that_nobody_changed_stay(db, admin_client):
    level = make_role_level({"Duties": ["• Lead"]})
    edit(admin_client, change_url(level), {"sections-0-heading": "Tasks"})
    assert statements() == ["• Lead"]


def test_of_lines_without_marks_nothing_is_said(db, admin_client):
    page = pasted(admin_client, make_role_level({"Duties": ["Budget"]}), "Lead\n- as printed")
    assert statements() == ["Lead", "- as printed"]
    assert "Marks of lists taken off the lines" not in page
    assert "Taken out of what was typed" not in page


words = st.text(alphabet="ab •–-1.", min_size=1, max_size=8).map(lambda text: f"Do {text}x")


@given(st.lists(st.tuples(st.sampled_from(["•\t", "▪ ", ""]), words), max_size=6))
def test_no_word_is_lost(lines):
    text = "\n".join(f"{mark}{words}" for mark, words in lines)
    assert tidy_lines(text, are_paragraphs=False).text.split("\n") == (
        [words for _, words in lines] or [""]
    )
    kept = tidy_lines(text, are_paragraphs=True)
    assert kept.text == "\n".join(f"{'- ' if mark else ''}{words}" for mark, words in lines)
    assert tidy_lines(kept.text, are_paragraphs=True) == (kept.text, ())
