from django import forms
from django.http import QueryDict

from capframe.base.forms import DesignForm, TickBoxes, error_links


class Form(DesignForm):
    which = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=TickBoxes)
    one = forms.ChoiceField(choices=[("a", "A")], required=False)


def test_what_is_ticked_again_and_again_is_ticked_once_in_its_order():
    form = Form(QueryDict("which=b&which=a&which=b" + "&which=a" * 1000))
    assert form.is_valid()
    assert form.cleaned_data["which"] == ["b", "a"]
    assert str(form["which"]).count(" checked") == 2


def test_nothing_ticked_is_nothing():
    for query in ("one=a", "which=&which="):
        assert Form(QueryDict(query)).errors["which"] == ["This field is required."]


def test_an_error_repeats_what_was_sent_only_in_short():
    form = Form(QueryDict(f"which={'x' * 5000}&one={'y' * 5000}"))
    messages = [message for message, _ in error_links(form)]
    assert "x" * 100 in messages[0]
    assert "y" * 100 in messages[1]
    assert max(map(len, messages)) < 250
