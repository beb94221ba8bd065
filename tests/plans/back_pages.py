"""Pages that take something back, read and answered as a browser does."""

from html import unescape
from html.parser import HTMLParser

from django.urls import reverse


class BackForm(HTMLParser):
    """What a page would send as it stands: what is ticked and chosen, and what may be."""

    def __init__(self, html):
        super().__init__()
        self.sent, self.offered = {"take": []}, {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, value = attrs.get("name"), attrs.get("value", "")
        if tag != "input" or not name or attrs.get("type") == "submit":
            return
        if attrs.get("type") in ("checkbox", "radio"):
            self.offered.setdefault(name, []).append(value)
            if "checked" not in attrs:
                return
        if name == "take":
            self.sent["take"].append(value)
        elif name:
            self.sent[name] = value


def undo_url(entry, row=None):
    """Where the save of a history row of the entry is undone, of its newest by default."""
    row = row or entry.history.latest("history_id")
    return reverse("admin:plans_undo", args=[entry._meta.label_lower, row.pk])


def restore_url(entry, row):
    return reverse("admin:plans_restore", args=[entry._meta.label_lower, row.pk])


def text_of(response):
    """The page in words, without its tags."""
    words = []
    parser = HTMLParser()
    parser.handle_data = words.append
    parser.feed(response.content.decode())
    return unescape(" ".join(" ".join(words).split()))


def load(client, url):
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return BackForm(response.content.decode())


def answer(client, url, form=None, **changes):
    """Send the page's form, as it stands where nothing is changed."""
    return client.post(url, {**(form or load(client, url)).sent, **changes})
