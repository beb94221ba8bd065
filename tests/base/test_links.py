"""Links in a field are http or https, whoever writes them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from capframe.base.links import LinkField, is_web_address
from capframe.base.models import Source, entry_models
from tests.admin_forms import load, problems, send
from tests.factories import make_source

pytestmark = pytest.mark.django_db

WEB = ["https://example.org/licence", "http://example.org", "HTTPS://EXAMPLE.ORG/"]
OTHERS = [
    *("javascript:alert(1)", "JavaScript://example.org/%0aalert(1)", "data:text/html,x"),
    *("ftp://example.org/a", "file:///etc/passwd", "//example.org", "example.org", " https://a.b"),
]
ADD = "/admin/base/source/add/"


@pytest.mark.parametrize("link", WEB)
def test_it_works(client, link):
    source = make_source(licence="Ours", licence_url=link)
    source.full_clean()
    assert f'href="{link}"' in client.get(source.get_absolute_url()).content.decode()


@pytest.mark.parametrize("link", OTHERS)
def test_no_form_takes_another(link):
    with pytest.raises(ValidationError) as refused:
        Source(slug="a", title="A", publisher="B", licence_url=link).full_clean()
    problem = "Enter a web address that begins with https:// or http://."
    assert refused.value.message_dict == {"licence_url": [problem]}


@pytest.mark.parametrize("link", OTHERS)
def test_the_database_takes_no_other(link):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_source(licence_url=link)
    source = make_source()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(licence_url=link)


@pytest.mark.parametrize("link", ["ftp://example.org/a", "javascript:alert(1)"])
def test_the_admin_takes_no_other_and_loses_nothing(admin_client, link):
    values = {"title": "Pack", "slug": "pack", "publisher": "HO", "licence_url": link}
    response = send(admin_client, ADD, load(admin_client, ADD), **values)
    assert problems(response)
    page = response.content.decode()
    assert f'value="{link}"' in page
    assert f'href="{link}"' not in page
    assert not Source.objects.exists()


@pytest.mark.parametrize("model", entry_models())
def test_every_address_of_every_model_is_held_to_it(model):
    for field in model._meta.concrete_fields:
        if isinstance(field, models.URLField):
            assert isinstance(field, LinkField)
            conditions = [getattr(one, "condition", None) for one in model._meta.constraints]
            assert is_web_address(field.name) in conditions
