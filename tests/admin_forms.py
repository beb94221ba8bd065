"""The admin's change forms, filled in and sent the way a browser does."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    """The names and values that a browser would send of a page's form, unless changed."""

    def __init__(self, html):
        super().__init__()
        self.values = {}
        self._area = self._select = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, value = attrs.get("name"), attrs.get("value") or ""
        if tag == "textarea":
            self._area, self.values[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and ("selected" in attrs or self._select not in self.values):
            self.values[self._select] = value
        elif tag == "input" and name and is_sent(attrs):
            self.values[name] = value

    def handle_data(self, data):
        if self._area:
            # A browser leaves out the line feed that follows the tag, and sends CR LF for others.
            text = data.removeprefix("\r\n").removeprefix("\n")
            self.values[self._area] += text.replace("\r\n", "\n").replace("\n", "\r\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None


def is_sent(attrs):
    """Whether a browser sends this input's value; boxes to be ticked are left to who ticks them."""
    kind = attrs.get("type")
    return kind not in ("submit", "checkbox") and (kind != "radio" or "checked" in attrs)


def load(client, url):
    """What the form at this address would send as it stands."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return Fields(response.content.decode()).values


def send(client, url, fields, **changes):
    """Save the form with these changes."""
    return client.post(url, fields | changes)


def edit(client, url, changes=None, **more):
    """Load the form and save it with changes. Asserts that it was saved."""
    response = send(client, url, load(client, url), **(changes or {}), **more)
    assert response.status_code == 302, problems(response)
    return response


def problems(response):
    """What the page says is wrong with the form."""
    if response.status_code != 200:
        return response.status_code
    inlines = response.context["inline_admin_formsets"]
    return [response.context["errors"], [inline.formset.errors for inline in inlines]]
