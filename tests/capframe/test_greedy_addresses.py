"""No page does more, or says more, because its address asks for much.

``python -m tests.benchmarks.greedy`` asks every address at length, and measures time.
"""

import pytest
from django.db import connection

from capframe.base.http import LONGEST_ADDRESS
from capframe.base.stamp import move_stamp
from roles.models import RoleLevel
from tests.addresses import public_addresses
from tests.greed import OF_LISTS, endless_queries, full_queries, known_values

pytestmark = pytest.mark.usefixtures("shared_catalogue")

# A search asks for each of at most twelve words by itself, in titles and texts of six kinds.
MOST_VALUES = 400
MOST_ECHO = 64 * 1024


class Statements:
    """Counts the statements of a request, and keeps the most values that one of them had."""

    def __init__(self):
        self.number = self.most_values = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        self.most_values = max(self.most_values, len(params or ()))
        return execute(sql, params, many, context)


def asked(client, address):
    """The answer, and its statements. What is led on with is part of what is said."""
    statements = Statements()
    move_stamp(connection)  # nothing that was kept of the catalogue is used
    with connection.execute_wrapper(statements):
        answer = client.get(address)
    return answer, statements, len(answer.content) + len(answer.get("Location", ""))


def faults_of(client, address, queries):
    """What is worse than without a query, in words."""
    _, plain, size = asked(client, address)
    mark = "&" if "?" in address else "?"
    for kind, query in queries:
        answer, statements, length = asked(client, f"{address}{mark}{query}")
        found = {
            f"status {answer.status_code}": answer.status_code >= 500,
            f"{length} characters": length > size + MOST_ECHO,
            f"{statements.number} statements": statements.number > plain.number + 3,
            f"{statements.most_values} values": statements.most_values > MOST_VALUES,
        }
        yield from (f"{address} {kind} {query[:40]}: {what}" for what in found if found[what])


@pytest.mark.parametrize("part", ["reader", "imports"])
def test_every_address_with_parameters_without_end(client, admin_user, part):
    if part == "imports":
        client.force_login(admin_user)
    queries = endless_queries(known_values()).items()
    addresses = [
        address
        for name, address in public_addresses().items()
        if name.startswith("imports:") == (part == "imports")
    ]
    assert [fault for each in addresses for fault in faults_of(client, each, queries)] == []


def busy_pages():
    """The pages that read most of what an address says, with the parameters that they read."""
    one, other = (level.reference for level in RoleLevel.objects.published()[:2])
    return {
        "list": ("/roles/", OF_LISTS),
        "search": ("/search/?q=manage", ("q", "kind", "page")),
        "compare": (
            f"/compare/?level={one}&level={other}",
            ("level", "view", "step", "section", "format"),
        ),
        "step up": (f"/step-up/?from={one}&to={other}", ("from", "to", "format")),
    }


@pytest.mark.parametrize("page", ["list", "search", "compare", "step up"])
def test_as_much_of_each_parameter_as_there_is_room_for(client, page):
    address, names = busy_pages()[page]
    room = LONGEST_ADDRESS - len(address)
    queries = list(full_queries(known_values(), names, room))
    assert list(faults_of(client, address, queries)) == []
    assert max(len(query) for _, query in queries) == room
