"""Whether each field of a page that has an error names it."""

from html.parser import HTMLParser

SINGLE = {"select", "input"}
OF_A_GROUP = {"radio", "checkbox"}


class FormGroups(HTMLParser):
    """The tags of each form group that has an error, and where the error summary leads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.wrong: list[list[tuple[str, dict[str, str | None]]]] = []
        self.links: set[str] = set()
        self.is_wrong = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        classes = (values.get("class") or "").split()
        if "govuk-form-group" in classes:
            self.is_wrong = "govuk-form-group--error" in classes
            self.wrong += [[]] if self.is_wrong else []
        elif self.is_wrong:
            self.wrong[-1].append((tag, values))
        elif tag == "a" and (values.get("href") or "").startswith("#"):
            self.links.add(values["href"].removeprefix("#"))


def control_of(group):
    """The tag of a group’s control: its fieldset, where it has several."""
    for tag, values in group:
        if tag == "fieldset" or (tag in SINGLE and values.get("type") not in OF_A_GROUP):
            return tag, values
    raise AssertionError(f"no control in {group}")


def assert_errors_are_tied(page: str, number: int) -> None:
    """So many fields have an error; each names it, and the error summary leads to each."""
    groups = FormGroups(page)
    assert len(groups.wrong) == number
    for group in groups.wrong:
        tag, control = control_of(group)
        ids = {values["id"] for _, values in group if values.get("id")}
        (error,) = (each for each in ids if each.endswith("_error"))
        assert error in (control["aria-describedby"] or "").split()
        assert tag == "fieldset" or control["aria-invalid"] == "true"
        assert groups.links & ids
