"""The operations of the Statuspage specification against a table typed from the reference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apimodel.document import RawOperation, name_of, operations, resolve
from documents import load

from ._described import alternatives
from ._documents import SPECS, problems_of
from ._statuspage import OPERATIONS, PAGING, Row

JSON = "application/json"
SPEC: dict[str, Any] = load(next(path for path in SPECS if path.stem == "statuspage"))
SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]
FOUND: dict[tuple[str, str], RawOperation] = {(o.method, o.path): o for o in operations(SPEC)}
PAGED = [row for row in OPERATIONS if row.paging]

LIMITS = {"420", "429"}
BELOW = {"401", "403", "404"}


def found(row: Row) -> RawOperation:
    return FOUND[row.method, row.path]


def response(operation: RawOperation, status: str) -> dict[str, Any]:
    return resolve(SPEC, operation.data["responses"][status])


def every(check: Callable[[Row], None]) -> Callable[[], None]:
    """Make one test of a check of all operations; a failure names its operation."""

    def test() -> None:
        for row in OPERATIONS:
            try:
                check(row)
            except AssertionError as error:
                error.add_note(row.call)
                raise

    test.__doc__ = check.__doc__
    return test


# ---------------------------------------------------------------- operations


def test_the_table_is_the_specification() -> None:
    """All 112 operations of the Manage API, the 8 of the public one and the one of 2016, and nothing else."""
    assert set(FOUND) == {(row.method, row.path) for row in OPERATIONS}
    assert [
        sum(row.method == m for row in OPERATIONS[:112]) for m in ("get", "post", "patch", "put", "delete")
    ] == [*(38, 23, 14, 17, 20)]
    assert len(OPERATIONS) == len(FOUND) == 121


@every
def test_method(row: Row) -> None:
    """An operation is a method of its resource."""
    data = found(row).data

    assert f"{data['tags'][0]}.{data['x-method-name']}" == row.call


@every
def test_answer(row: Row) -> None:
    """An operation answers with the status and the schema of the reference, and with nothing else that is good."""
    operation = found(row)
    (status,) = (status for status in operation.data["responses"] if status < "400")
    content = response(operation, status).get("content", {})

    assert status == row.status
    if row.answer == "-":
        assert content == {}
        return
    (answer,) = alternatives(content[JSON]["schema"])
    if unwrapped := operation.data.get("x-unwrap"):
        (answer,) = alternatives(SCHEMAS[answer]["properties"][unwrapped])
    assert answer == row.answer


@every
def test_errors(row: Row) -> None:
    """Every error that the vendor declares is there, and those that it forgot."""
    statuses = {status for status in found(row).data["responses"] if status >= "400"}
    below = BELOW if row.path != "/pages" else {"401"}

    assert statuses >= {*row.errors, *below, *LIMITS, "500"}
    assert (statuses >= {"400", "422"}) or row.body == "-"
    assert ("405" in statuses) is (row.call in ("metrics.submit", "metrics.submit_many"))
    assert ("409" in statuses) is (row.call == "page_access_users.create")


@every
def test_error_bodies(row: Row) -> None:
    """Every error has the one error body, and the two of the rate limit say how long to wait."""
    for status in found(row).data["responses"].keys() - {row.status, "500"}:
        answer = response(found(row), status)
        assert name_of(answer["content"][JSON]["schema"]["$ref"]) == "Error"
        assert ("Retry-After" in answer.get("headers", {})) is (status in LIMITS)


@pytest.mark.parametrize(
    ("body", "good"),
    [
        ({"error": "no"}, True),
        ({"error": ["no", "never"]}, True),
        ({"error": {"name": ["is missing"], "status": "is odd"}}, True),
        ({"message": "no"}, True),
        ({"error": "no", "more": 1}, True),
        ({"error": 5}, False),
        ({"error": {"name": [5]}}, False),
    ],
)
def test_error_shapes(body: object, good: bool) -> None:
    """An error is a sentence, several, or sentences by field; it may be called message, and more may be there."""
    assert (problems_of(SPEC, "/components/schemas/Error", body) == []) is good


def test_tags_are_described() -> None:
    """Each tag in use is declared with a description, and none is left over."""
    assert [tag["name"] for tag in SPEC["tags"]] == list(
        dict.fromkeys(o.data["tags"][0] for o in operations(SPEC))
    )
    assert all(tag["description"] for tag in SPEC["tags"])


def test_only_the_operation_of_2016_is_deprecated() -> None:
    """What newer documentation does not have is marked."""
    assert [o.id for o in FOUND.values() if o.data.get("deprecated")] == ["listAvailableMetricsProviders"]


def test_servers_and_keys() -> None:
    """The Manage API takes its own key; a page on another host never gets it."""
    public = [o for o in FOUND.values() if o.item.get("servers")]

    assert len(public) == 8
    assert {o.data["tags"][0] for o in public} == {"public_page"}
    assert {server["x-name"] for o in public for server in o.item["servers"]} == {"public"}
    assert all(o.data["security"] == [{"publicKey": []}, {}] for o in public)
    assert SPEC["security"] == [{"apiKey": []}]
    assert all("security" not in o.data for o in FOUND.values() if o not in public)
    assert SPEC["servers"][0]["url"] == "https://api.statuspage.io/v1"
    for scheme in SPEC["components"]["securitySchemes"].values():
        assert (scheme["in"], scheme["name"], scheme["x-prefix"]) == ("header", "Authorization", "OAuth ")


def test_rate_limit() -> None:
    """One request a second over a minute; both statuses mean it."""
    assert SPEC["x-provider"]["rate-limit"] == {"requests": 60, "period": 60}
    assert SPEC["x-provider"]["rate-limit-statuses"] == [420, 429]


# ---------------------------------------------------------------- parameters


@every
def test_parameters(row: Row) -> None:
    """An operation takes the query parameters of the reference, and nothing in headers."""
    given = [p["name"] for p in found(row).parameters if p["in"] == "query"]

    assert set(given) == {*row.queries, *PAGING.get(row.paging, ())[:2]}
    assert {p["in"] for p in found(row).parameters} <= {"path", "query"}


@every
def test_ids_are_text(row: Row) -> None:
    """An id in a path is text, the page's or the organization's first."""
    paths = [p for p in found(row).parameters if p["in"] == "path"]

    assert all(p["schema"]["type"] == "string" and p["required"] for p in paths)
    assert [p["name"] for p in paths][:1] == [
        part for part in ("page_id", "organization_id") if f"{{{part}}}" in row.path
    ]


@pytest.mark.parametrize("row", PAGED, ids=lambda row: row.call)
def test_paging(row: Row) -> None:
    """A listing is a bare list whose short page is the last one, of 100 items, from the first page on."""
    parameter, size, first = PAGING[row.paging]

    assert row.answer.endswith("[]")
    assert found(row).data["x-pagination"] == {
        "style": "page",
        "parameter": parameter,
        "first": first,
        "size": {"parameter": size, "maximum": 100},
        "items": "",
        "short-page-ends": True,
    }
    limits = {p["name"]: p["schema"] for p in found(row).parameters}
    assert limits[parameter]["minimum"] == first
    assert limits[size]["maximum"] == (1100 if row.paging == "A*" else 100)


def test_first_pages() -> None:
    """Subscribers alone are counted from page 0; everything paged in the reference is, and nothing else."""
    paged = {o.id: o.data["x-pagination"]["first"] for o in FOUND.values() if "x-pagination" in o.data}

    assert paged.keys() == {found(row).id for row in PAGED}
    assert [name for name, first in paged.items() if first == 0] == ["listSubscribers"]
