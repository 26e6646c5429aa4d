"""Trying out all operations of a generated package."""

from __future__ import annotations

import datetime
import functools
import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tryout
from apimodel.document import operations
from codegen.pipeline import Folders
from documents import Document
from uptimekit._runtime import Request

from .conftest import NAMES, Check

Spec = dict[str, Any]


@pytest.mark.parametrize("name", NAMES)
def test_a_client_as_it_was_generated_has_no_faults(
    check: Check, documents: dict[str, Document], name: str
) -> None:
    """Every operation of a document is called several times by both clients, and nothing is wrong."""
    report = check(name=name)
    assert report.wrong == {}
    assert report.operations == len(list(operations(documents[name].written)))
    assert report.calls > 4 * report.operations


def test_everything_is_checked_or_told(check: Check) -> None:
    """Nothing is left unchecked of a document whose values are easy to make up."""
    assert check().unchecked == {}


def _path(spec: Spec) -> None:
    spec["paths"] = {path.replace("/lights/", "/lamps/"): item for path, item in spec["paths"].items()}


def _list(spec: Spec) -> Spec:
    found: Spec = spec["paths"]["/lights"]["get"]
    return found


def _schema(spec: Spec, name: str) -> Spec:
    found: Spec = spec["components"]["schemas"][name]
    return found


def _body(spec: Spec, path: str, method: str) -> Spec:
    found: Spec = spec["paths"][path][method]["requestBody"]["content"]
    return found


def _moved(table: Spec, old: str, new: str) -> None:
    table[new] = table.pop(old)


def _failing(spec: Spec, pointer: str) -> None:
    """Let error answers have their message at another place."""
    spec["x-provider"]["error"]["message"] = [pointer]
    _schema(spec, "Failure")["properties"] = {pointer[1:]: {"type": "string"}}


# fmt: off
OTHER_DOCUMENTS: list[tuple[str, Callable[[Spec], object], str]] = [
    ("getLight", _path, "no such method and path"),
    (
        "listLights",
        lambda s: _list(s)["parameters"][3].update(explode=False),
        "query parameter tag: expected one",
    ),
    (
        "listLights",
        lambda s: _list(s)["parameters"][3].update(style="pipeDelimited", explode=False),
        "query parameter tag",
    ),
    (
        "listLights",
        lambda s: _list(s)["parameters"].append({"name": "b", "in": "query", "schema": {}}),
        "an argument for b",
    ),
    ("listLights", lambda s: _list(s)["parameters"].pop(2), "expected no argument state (query)"),
    (
        "listLights",
        lambda s: _list(s).update(security=[]),
        "expected no credential apiKey, saw it in the header",
    ),
    (
        "listTags",
        lambda s: s["paths"]["/tags"]["get"].update(security=[{"apiKey": []}]),
        "credential apiKey: expected",
    ),
    (
        "listLights",
        lambda s: s["components"]["securitySchemes"]["apiKey"].update(name="X-K"),
        "expected x-k = ",
    ),
    ("touch", lambda s: s["paths"]["/{ping_key}"].pop("servers"), "expected the path /base/{ping_key}"),
    (
        "recentSignals",
        lambda s: s["paths"]["/signals/recent"]["get"]["parameters"][1].update({"in": "query"}),
        "X-Trace",
    ),
    (
        "createLight",
        lambda s: _moved(_body(s, "/lights", "post"), "application/json", "a/b+json"),
        "Content-Type a/b+json",
    ),
    (
        "addTag",
        lambda s: _schema(s, "TagForm")["properties"].update(size={"type": "integer"}),
        "an argument for size",
    ),
    (
        "addTag",
        lambda s: _moved(_body(s, "/tags", "post"), "application/x-www-form-urlencoded", "text/x"),
        "expected an argument for body",
    ),
    (
        "ping",
        lambda s: _moved(
            s["paths"]["/{ping_key}"]["post"]["responses"]["200"]["content"], "text/plain", "text/x"
        ),
        "Accept: text/x",
    ),
    (
        "getLight",
        lambda s: _schema(s, "Lamp")["properties"].update(new={"type": "string"}),
        "result.lamp: expected a field for new",
    ),
    (
        "getLight",
        lambda s: _schema(s, "Thing")["properties"]["id"].update(format="date-time"),
        "result.id: expected datetime",
    ),
    (
        "getLight",
        lambda s: _schema(s, "Thing")["properties"]["id"].update(enum=["a", "b"]),
        "result.id: expected OpenStrEnum",
    ),
    (
        "getLight",
        lambda s: _schema(s, "Light")["allOf"][1]["properties"]["any"].update(properties={"a": {}}),
        "result.any: expected a model",
    ),
    (
        "deleteLight",
        lambda s: s["paths"]["/lights/{light_id}"]["delete"]["responses"].update(
            {"200": {"content": {"application/json": {"schema": {"type": "string"}}}}}
        ),
        "result: expected",
    ),
    (
        "listLights",
        lambda s: _list(s)["x-pagination"].update(parameter="state"),
        "the second one at state = 2",
    ),
    ("listLights", lambda s: _list(s)["x-pagination"].update({"total-pages": "meta.other"}), "pages: "),
    ("listLights", lambda s: _failing(s, "/fault"), "error: expected the message 'tryout failure'"),
]


@pytest.mark.parametrize(("operation", "change", "said"), OTHER_DOCUMENTS, ids=range(len(OTHER_DOCUMENTS)))
def test_a_client_of_another_document_is_wrong(
    check: Check, operation: str, change: Callable[[Spec], object], said: str
) -> None:
    """What the document says otherwise than the client does is told, with what was expected."""
    problems = check(operation, change).wrong[operation]
    assert any(said in problem for problem in problems), problems


def _in_routes(name: str, /, **rules: Any) -> Callable[[Spec], object]:
    """Return a change of one parameter of the routes."""
    path = "/parcels/{parcel_ids}/{corner}/routes"
    return lambda spec: next(p for p in spec["paths"][path]["get"]["parameters"] if p["name"] == name).update(
        rules
    )


def _upload(spec: Spec) -> Spec:
    found: Spec = _body(spec, "/documents", "post")["multipart/form-data"]
    return found


# fmt: off
OTHER_STYLES: list[tuple[str, Callable[[Spec], object], str]] = [
    ("listRoutes", _in_routes("corner", explode=False), "path parameter corner: expected"),
    ("listRoutes", _in_routes("stops", explode=True), "query parameter stops: expected"),
    ("listRoutes", _in_routes("codes", style="spaceDelimited"), "query parameter codes: expected"),
    ("listRoutes", _in_routes("near", explode=True), "query parameter near: x: expected"),
    ("listRoutes", _in_routes("filter", style="form"), "query parameter filter: "),
    ("listRoutes", _in_routes("X-Far-Corner", explode=False), "header parameter X-Far-Corner: expected"),
    ("listRoutes", _in_routes("session", name="sessions"), "an argument for sessions (cookie)"),
    ("listRoutes", _in_routes("marks", explode=True), "cookie parameter marks: expected"),
    ("uploadDocument", lambda s: _upload(s)["encoding"]["photo"].update(contentType="image/gif"), "part photo: expected the Content-Type image/gif"),
    ("uploadDocument", lambda s: _schema(s, "DocumentUpload")["properties"].pop("title"), "expected no argument title (body)"),
]
# fmt: on


@pytest.mark.parametrize(("operation", "change", "said"), OTHER_STYLES, ids=range(len(OTHER_STYLES)))
def test_another_style_is_wrong(
    check: Check, operation: str, change: Callable[[Spec], object], said: str
) -> None:
    """A parameter, a part or a field that is written in another way is told."""
    problems = check(operation, change, "courier").wrong[operation]
    assert any(said in problem for problem in problems), problems


def _with_body(request: Request[Any]) -> Request[Any]:
    return replace(request, json={name: value for name, value in request.json.items() if name != "note"})


def _reading(change: Callable[[Any], Any]) -> Callable[[Request[Any]], Request[Any]]:
    return lambda request: request.reading(lambda response: change(request.read(response)))


def _with(name: str, value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def changed(light: Any) -> Any:
        setattr(light, name, value(getattr(light, name)))
        return light

    return changed


FAULTS: list[tuple[str, str, Callable[[Request[Any]], Request[Any]], str]] = [
    ("get", "getLight", lambda r: replace(r, path=r.path + "/"), "expected the path /base/lights/{light_id}"),
    ("get", "getLight", lambda r: replace(r, path="/lights/other"), "path parameter light_id: expected"),
    ("get", "getLight", lambda r: replace(r, path=r.path.replace("%20", "%2520")), "path parameter light_id: expected"),
    ("get", "getLight", lambda r: replace(r, operation=_post(r)), "expected the method GET, saw POST"),
    ("get", "getLight", lambda r: replace(r, json={"a": 1}), "expected no body"),
    ("get", "getLight", lambda r: replace(r, headers={"Cookie": "a=1"}), "expected no more cookies"),
    ("get", "getLight", _reading(lambda light: light.to_dict()), "expected Light, saw dict"),
    ("get", "getLight", _reading(_with("name", lambda _: None)), "result: expected"),
    ("get", "getLight", _reading(_with("seen_at", lambda seen: seen and seen.isoformat())), "expected datetime"),
    ("get", "getLight", _reading(_with("installed_on", lambda on: on and datetime.date(1, 1, 1))), "/installed_on"),
    ("get", "getLight", _reading(_with("state", lambda state: state and str(state))), "expected LightState, saw str"),
    ("get", "getLight", lambda r: r.reading(lambda response: response.json()["missing"]), "not read: KeyError"),
    ("create", "createLight", _with_body, "body: expected /note"),
    ("create", "createLight", lambda r: replace(r, query={"a": 1}), "expected no more in the query"),
]  # fmt: skip


def _post(request: Request[Any]) -> Any:
    return replace(request.operation, method="POST")


@pytest.mark.parametrize(("name", "operation", "fault", "said"), FAULTS, ids=range(len(FAULTS)))
def test_a_client_with_a_fault_is_wrong(
    check: Check,
    lights: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    operation: str,
    fault: Callable[[Request[Any]], Request[Any]],
    said: str,
) -> None:
    """A request or a result that is not as the document says is told."""
    build = getattr(lights, name)
    monkeypatch.setattr(lights, name, functools.wraps(build)(lambda *a, **k: fault(build(*a, **k))))
    problems = check(operation).wrong[operation]
    assert any(said in problem for problem in problems), problems


def test_an_alternative_that_is_read_as_another_is_wrong(
    check: Check, documents: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What each alternative of an answer holds is tried, and must not be read as what another one holds."""
    boxes = importlib.import_module("uptimekit_clients.prism_tried.requests.boxes")
    circle = importlib.import_module("uptimekit_clients.prism_tried.models").Circle
    whole = boxes.largest
    as_circle = _reading(lambda shape: circle.from_dict(shape.to_dict()) if shape else shape)
    monkeypatch.setattr(boxes, "largest", lambda: as_circle(whole()))
    problems = check("getLargest", name="prism").wrong["getLargest"]
    assert any("result: expected a field for side, saw none" in problem for problem in problems), problems


def test_a_fault_of_one_client_is_told_with_its_name(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only the asynchronous client does wrong is told as its fault."""
    from uptimekit._runtime import AsyncBaseClient

    async def call(self: Any, request: Request[Any]) -> Any:
        return request.read(await self.send(replace(request, path="/lights/other")))

    monkeypatch.setattr(AsyncBaseClient, "call", call)
    problems = check("getLight").wrong["getLight"]
    assert problems
    assert all(problem.startswith("async: ") for problem in problems)


def test_a_pager_that_ends_too_early_is_wrong(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listing must be read to its end."""
    from uptimekit._runtime.paging import Walk

    monkeypatch.setattr(Walk, "_next", lambda *_: None)
    for operation in ("listLights", "listSignals", "recentSignals", "listTags"):
        assert any("pages: " in problem for problem in check(operation).wrong[operation])


def test_an_operation_that_was_lost_is_wrong(check: Check) -> None:
    """What the document has and the package has not is told, unless the overlay leaves it out."""

    def added(spec: Spec) -> None:
        spec["paths"]["/lamps"] = {"get": {"operationId": "listLamps", "responses": {}}}

    assert check("", added).wrong == {"listLamps": ["expected an operation, the package has none"]}


def test_secrets_of_the_environment_stay_there(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """A credential that is set for the real API is not sent, even to this machine."""
    monkeypatch.setenv("BEACON_KEY", "real")
    assert check("getLight").wrong == {}


def test_the_command_says_how_many_are_wrong(
    folders: Folders, generated: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line sums up; the exit status is 0."""
    monkeypatch.syspath_prepend(str(generated))
    given = ["beacon_tried", "--specs", str(folders.specs), "--generated", str(generated)]
    assert tryout.main([*given, "--operation", "getLight"]) == 0
    assert capsys.readouterr().out == "beacon_tried: 1 operations, 8 calls, 0 wrong\n"


@pytest.mark.parametrize(
    ("cases", "said"), [({"a": "x"}, "1 operation"), ({"a": "x", "b": ""}, "2 operations")]
)
def test_what_was_not_checked_is_counted(cases: dict[str, str], said: str) -> None:
    """A reason why something was not checked says in how many operations, with the first."""
    report = tryout.Report(unchecked={"a reason": cases})
    assert tryout._summary("beacon", report).splitlines()[1] == f"  in {said}: a reason; first a: x"


def test_the_command_ends_with_1_if_an_operation_is_wrong(
    folders: Folders,
    generated: Path,
    lights: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An operation has one line, or with its name all of them."""
    build = lights.delete
    monkeypatch.setattr(
        lights, "delete", lambda light_id: replace(build(light_id), query={"a": 1}, content=b"1")
    )
    given = ["beacon_tried", "--specs", str(folders.specs), "--generated", str(generated)]
    assert tryout.main(given) == 1
    line, summary = capsys.readouterr().out.splitlines()
    assert line.startswith("deleteLight: expected no more in the query, saw ")
    assert line.endswith(" (and 1 more; see --operation)")
    assert summary.endswith(" calls, 1 wrong")
    assert tryout.main([*given, "--operation", "deleteLight"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nobody"], "nobody: there is no spec nobody.yaml in "),
        (["beacon_tried", "--operation", "getLamp"], "beacon_tried: there is no operation getLamp"),
    ],
)
def test_the_command_ends_with_2_if_nothing_was_tried(
    folders: Folders,
    generated: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    """A wrong name is told in one line."""
    monkeypatch.syspath_prepend(str(generated))
    given = [*arguments, "--specs", str(folders.specs), "--generated", str(generated)]
    assert tryout.main(given) == 2
    assert capsys.readouterr().err.startswith(said)
