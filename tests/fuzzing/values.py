"""Values that no page expects, and the names of parameters that pages know."""

from random import Random

from django.contrib import admin
from django.db.models import Model

# Pages' own, the admin's, and some that nobody knows.
PUBLIC = (
    *("q", "family", "grade", "organisation", "skill", "qualification", "sort", "page"),
    *("kind", "level", "from", "to", "format", "view", "undo", "refresh", "next"),
)
ADMIN = (
    *("q", "p", "o", "all", "e", "_facets", "_popup", "_to_field", "_changelist_filters"),
    *("term", "page", "app_label", "model_name", "field_name", "next", "source", "nothing"),
    *("format", "resource", "export_items"),
)
POSTED = (
    *("action", "_selected_action", "select_across", "index", "reason", "agreed_to", "post"),
    *("_save", "_continue", "_addanother", "_saveasnew", "_popup", "_to_field", "format"),
    *("resource", "export_items", "history_version", "choice-title", "up", "down", "sort"),
    *("level", "remove", "remove_all", "back", "ticked_on", "added", "next", "do", "all", "new"),
    *("plan", "digest", "edited", "column-0", "source", "status", "username", "password"),
)
LOOKUPS = (
    *("exact", "iexact", "in", "range", "isnull", "gt", "gte", "lt", "lte", "contains"),
    *("icontains", "startswith", "endswith", "regex", "iregex", "year", "month", "date"),
    *("id", "id__exact", "title", "isempty", "nothing", "week_day__gte", "year__in"),
)
NUMBERS = (
    *("0", "-1", "1", "2", "007", "1.5", "1e9", "1e999", "NaN", "inf", "-0", "+1", "1_000"),
    *("2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809"),
    *("9" * 30, "9" * 400, "9" * 5000, "٣", "²", "１２", "0x10", "1,2,3", "1,x", ",", "1,,2"),
)
TEXTS = (
    *("", " ", "\x00", "a\x00b", "\x01\x02", "\x7f", "\t\r\n", "\x1b[31m", "a\r\nSet-Cookie: b=c"),
    *("\u202eabc", "\ufffe", "\ufeff", "\udcff", "🙂", "é", "ﬀ", "İ", "日本", "\u0000\u0301"),
    *("'", '"', "';--", "' OR 1=1 --", "%", "%s", "%(x)s", "\\", "_", "{}", "{{ 7 }}", "${7}"),
    *("(", "[", "*", "(a+)+$", "?", "&", "=", "#", "/", "//evil.example", "../../etc/passwd"),
    *("<script>alert(1)</script>", "None", "null", "true", "True", "False", "undefined", "[]"),
    *("2026-02-30", "0000-00-00", "99999-01-01", "25:61", "id", "pk", "title", "source", "-title"),
    *("csv", "xlsx", "docx", "pdf", "published", "withdrawn", "draft", "delete_selected"),
    *("publish", "withdraw", "back_to_draft", "https://evil.example/", "javascript:alert(1)"),
    *("a" * 300, "é" * 5000, "a," * 300, "policy-and-performance/pap12", "civil-service/grade-7"),
    *("00000000-0000-0000-0000-000000000000", "_5F", "_2F", "a=b&c=d", "source__id__exact=x"),
)


def nasty(rng: Random) -> str:
    """A value that a page may not expect."""
    if rng.random() < 0.1:
        return "".join(chr(rng.choice((rng.randrange(32), rng.randrange(0x3000)))) for _ in "abc")
    return rng.choice(NUMBERS if rng.random() < 0.4 else TEXTS)


def parameter(rng: Random, model: type[Model] | None, is_admin: bool) -> str:
    """The name of a parameter: mostly one that the page knows, perhaps with a lookup."""
    if model and rng.random() < 0.6:
        path = rng.choice(paths_of(model))
        return f"{path}__{rng.choice(LOOKUPS)}" if rng.random() < 0.7 else path
    if rng.random() < 0.05:
        return nasty(rng)
    return rng.choice(ADMIN if is_admin else PUBLIC)


def paths_of(model: type[Model]) -> list[str]:
    """The fields of a model, those that its list filters by, and relations to it."""
    filters = [
        one if isinstance(one, str) else one[0]
        for one in admin.site._registry[model].list_filter
        if isinstance(one, str | tuple)
    ]
    return ["pk", *(field.name for field in model._meta.get_fields()), *filters]


def posted(rng: Random, names: list[str]) -> str:
    """The name of a field of a form."""
    return rng.choice(names if names and rng.random() < 0.6 else POSTED)
