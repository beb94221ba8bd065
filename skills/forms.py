"""What skills are found by."""

from django import forms

from capframe.base.forms import WORDS_VALIDATORS, DesignForm


class FindSkillsForm(DesignForm):
    """Words of their names."""

    q = forms.CharField(label="Find a skill", required=False, validators=WORDS_VALIDATORS)
