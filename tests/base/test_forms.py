from django import forms
from django.http import QueryDict

from capframe.base.forms import DesignForm, error_links


class Form(DesignForm):
    which = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
    one = forms.ChoiceField(choices=[("a", "A")], required=False)


def test_an_error_repeats_what_was_sent_only_in_short():
    form = Form(QueryDict(f"which={'x' * 5000}&one={'y' * 5000}"))
    messages = [message for message, _ in error_links(form)]
    assert "x" * 100 in messages[0]
    assert "y" * 100 in messages[1]
    assert max(map(len, messages)) < 250
