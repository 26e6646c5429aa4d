"""Ids, tags, method names and parameters of operations."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import JSON, answer, document, normalised, operation, what

LAMPS = {"type": "array", "items": {"type": "object"}}


def only(paths: dict[str, Any], **root: Any) -> dict[str, Any]:
    """Return the one operation that comes out of a document."""
    spec, _ = normalised(document(paths, **root))
    ((_, item),) = spec["paths"].items()
    found: dict[str, Any] = next(
        item[method] for method in ("get", "put", "post", "patch", "delete") if method in item
    )
    return found


@pytest.mark.parametrize(
    ("written", "path", "read"),
    [
        ("listLamps", "/lamps", "listLamps"),
        ("List all lamps!", "/lamps", "List all lamps!"),
        (None, "/lamps/{lamp-id}/bulbs", "get_lamps_lamp_id_bulbs"),
        ("", "/", "get_root"),
        ("1", "/lamps", "get_1"),
    ],
)
def test_an_operation_has_an_id_that_names_a_function(written: Any, path: str, read: str) -> None:
    """An id that makes a function's name stays; another one is made of the method and the path."""
    assert only({path: {"get": operation(operationId=written)}})["operationId"] == read


def test_ids_that_are_one_name_in_python_are_kept_apart() -> None:
    """The first of two ids that are alike in Python stays."""
    paths = {
        "/a": {"get": operation(operationId="list-it")},
        "/b": {"get": operation(operationId="listIt", **{"x-method-name": "b"})},
    }
    spec, notes = normalised(document(paths))
    assert [item["get"]["operationId"] for item in spec["paths"].values()] == ["list-it", "get_listIt"]
    assert what(notes) == [("operationId: changed", "#/paths/~1b/get")]


@pytest.mark.parametrize(
    ("written", "path", "read"),
    [
        (["Lamps"], "/lamps", "Lamps"),
        (["Lamps", "Lights"], "/lights", "Lamps"),
        (None, "/api/v2/lamps/{id}", "lamps"),
        ([], "/{id}", "root"),
        (["close"], "/lamps", "close api"),
        (["Async jobs"], "/jobs", "jobs"),
        (["[OLD] Lamps"], "/lamps", "[OLD] Lamps"),
    ],
)
def test_an_operation_has_one_tag_that_names_a_resource(written: Any, path: str, read: str) -> None:
    """The first tag counts; without one, the first segment of the path that is no version."""
    assert only({path: {"get": operation(tags=written)}})["tags"] == [read]


def test_tags_that_are_one_name_in_python_are_one() -> None:
    """The first spelling of a tag counts."""
    paths = {
        "/a": {"get": operation(tags=["Old Lamps"], operationId="a")},
        "/b": {"get": operation(tags=["old-lamps"], operationId="b", **{"x-method-name": "b"})},
    }
    spec, _ = normalised(document(paths))
    assert [item["get"]["tags"] for item in spec["paths"].values()] == [["Old Lamps"]] * 2


@pytest.mark.parametrize(
    ("method", "path", "id_", "read"),
    [
        ("get", "/lamps", "listLamps", "list"),
        ("get", "/lamps", "getLamps", "list"),
        ("get", "/lamps", "Lamps_GetAll", "list"),
        ("get", "/lamps", "getLampsList", "list"),
        ("get", "/lamps/{id}", "getLampById", "get"),
        ("get", "/lamps/{id}", "fetch_lamp", "get"),
        ("get", "/lamps/{id}/bulbs", "getLampBulbs", "list_bulbs"),
        ("get", "/lamps/{id}/bulbs", "get_lamps_id_bulbs", "list_bulbs"),
        ("get", "/lamps/{id}/bulbs", "get_bulbs_of_lamp_lamps__id__bulbs_get", "list_bulbs"),
        ("get", "/lamps/{id}/bulbs/{bulb_id}", "getLampsIdBulbsBulbId", "get_bulb"),
        ("post", "/lamps", "createLamp", "create"),
        ("post", "/lamps", "postLamps", "create"),
        ("post", "/lamps/{id}/snooze", "postLampsIdSnooze", "snooze"),
        ("patch", "/lamps/{id}", "modifyLamp", "update"),
        ("put", "/lamps/{id}", None, "update"),
        ("put", "/lamps/{id}", "lamps", "update"),  # the id is the tag alone
        ("patch", "/lamps/{id}", "lamp", "update"),
        ("delete", "/lamps/{id}", None, "delete"),
        ("post", "/lamps/import", None, "import_"),
        ("get", "/lamps/iter", "iter", "do_iter"),
        ("get", "/search", "lampsSearch", "search"),
        ("get", "/lamps", "lampsByRoom", "lamps_by_room"),
        ("delete", "/lamps", "deleteLamps", "delete_many"),
        ("put", "/lamps", None, "update_many"),
        ("post", "/lamps/{id}/bulbs", None, "create_bulbs"),
    ],
)
def test_a_method_is_named_by_its_id_without_the_words_of_its_tag(
    method: str, path: str, id_: str | None, read: str
) -> None:
    """The verb and what the tag does not say are left; ids that repeat method and path are read as those."""
    written = operation(operationId=id_, responses=answer(LAMPS), **{"x-method-name": None})
    assert only({path: {method: written}})["x-method-name"] == read


def test_a_get_of_one_object_is_no_list() -> None:
    """Only a get of a list is called so: of an array, or of an object with one that the path or habit names."""
    found = {"type": "object", "properties": {"lamps": LAMPS, "more": {"type": "boolean"}}}
    other = {"type": "object", "properties": {"bulbs": LAMPS}}
    names = [
        only(
            {
                "/lamps": {
                    "get": operation(
                        operationId="getLamps", responses=answer(each), **{"x-method-name": None}
                    )
                }
            }
        )
        for each in (found, other)
    ]
    assert [each["x-method-name"] for each in names] == ["list", "get"]


def test_put_and_patch_of_one_object_are_kept_apart() -> None:
    """The second verb that changes an object has a name of its own."""
    unnamed = {"operationId": None, "x-method-name": None}
    spec, _ = normalised(
        document({"/lamps/{id}": {"put": operation(**unnamed), "patch": operation(**unnamed)}})
    )
    item = spec["paths"]["/lamps/{id}"]
    assert [item["put"]["x-method-name"], item["patch"]["x-method-name"]] == ["update", "modify"]


def test_methods_of_a_tag_with_one_name_are_kept_apart() -> None:
    """The shorter path keeps the name whatever the order; a name that is written is never given again."""
    unnamed = {"x-method-name": None, "responses": answer(LAMPS)}
    paths = {
        "/rooms/{room}/lamps": {"get": operation(operationId="listRoomLamps", **unnamed)},
        "/lamps": {"get": operation(operationId="getLamps", **unnamed)},
        "/lamps/all": {"get": operation(operationId="listLamps", **unnamed)},
        "/x": {"post": operation(operationId="createLamp", **{"x-method-name": "list_room"})},
    }
    spec, _ = normalised(document(paths))
    names = [each["x-method-name"] for item in spec["paths"].values() for each in item.values()]
    assert names == ["list_room_lamps", "list", "list_lamps", "list_room"]


@pytest.mark.parametrize(
    ("path", "parameters", "read"),
    [
        ("/lamps/{lampId}", ["lampId"], "/lamps/{lamp_id}"),
        ("/lamps/{lamp-id}.json", ["lamp-id"], "/lamps/{lamp_id}.json"),
        ("/lamps/{id}/bulbs/{Id}", ["id", "Id"], "/lamps/{id}/bulbs/{bulb_id}"),
        ("/lamps/{1}", ["1"], "/lamps/{lamp_1}"),
        ("/lamps/{id}#old", ["id"], "/lamps/{id}"),
    ],
)
def test_path_parameters_become_arguments(path: str, parameters: list[str], read: str) -> None:
    """The parameters of a path are named as arguments, in the path and where they are declared."""
    declared = [{"name": name, "in": "path", "required": True, "schema": {}} for name in parameters]
    spec, notes = normalised(document({path: {"parameters": declared, "get": operation()}}))
    ((found, item),) = spec["paths"].items()
    assert found == read
    assert [f"{{{each['name']}}}" in found for each in item["parameters"]] == [True] * len(declared)
    assert notes.origin(notes.origin("#/paths/" + read.replace("/", "~1") + "/get")) == (
        "#/paths/" + path.replace("/", "~1") + "/get"
    )


def test_a_path_parameter_of_a_components_name_is_not_renamed_elsewhere() -> None:
    """A parameter of the components is renamed only for the path that needs it."""
    reference = {"$ref": "#/components/parameters/Id"}
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"id": {}}}}}}
    paths = {
        "/lamps/{id}": {"put": operation(operationId="a", parameters=[reference], requestBody=body)},
        "/bulbs/{id}": {"get": operation(operationId="b", parameters=[reference], **{"x-method-name": "b"})},
    }
    shared = {"parameters": {"Id": {"name": "id", "in": "path", "required": True, "schema": {}}}}
    spec, _ = normalised(document(paths, components=shared))
    assert list(spec["paths"]) == ["/lamps/{lamp_id}", "/bulbs/{id}"]
    assert spec["paths"]["/lamps/{lamp_id}"]["put"]["parameters"][0]["name"] == "lamp_id"
    assert spec["paths"]["/bulbs/{id}"]["get"]["parameters"] == [reference]


def test_the_query_in_a_path_becomes_parameters() -> None:
    """What a path says behind its question mark is sent as query parameters."""
    declared = [{"name": "q", "in": "path", "required": True, "schema": {"type": "string"}}]
    spec, _ = normalised(document({"/lamps?state=on&search={q}": {"get": operation(parameters=declared)}}))
    item = spec["paths"]["/lamps"]
    assert [(each["name"], each["in"]) for each in item["get"]["parameters"]] == [("search", "query")]
    assert item["parameters"] == [
        {"name": "state", "in": "query", "required": True, "schema": {"type": "string", "const": "on"}}
    ]


def test_parameters_of_a_path_are_brought_in_line_with_it() -> None:
    """A parameter is declared if only the path has it, and is the one that only the list has by another name."""
    declared = [{"name": "lamp", "in": "path", "required": True, "schema": {"type": "integer"}}]
    found = only({"/lamps/{id}": {"get": operation(parameters=declared)}})
    assert found["parameters"] == [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    ]
    assert only({"/lamps/{id}": {"get": operation()}})["parameters"] == [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    ]


def test_parameters_that_are_declared_twice_and_not_in_the_path() -> None:
    """None of them is left, whether it stands in the operation or in the item of its path."""
    lamp = {"name": "lamp", "in": "path", "required": True, "schema": {"type": "string"}}
    item = {"parameters": [lamp], "get": operation(parameters=[lamp])}
    spec, _ = normalised(document({"/lamps": item}))
    assert (spec["paths"]["/lamps"]["parameters"], spec["paths"]["/lamps"]["get"]["parameters"]) == ([], [])


def test_paths_that_differ_in_names_of_parameters_only() -> None:
    """Two paths that become one are joined; where both have a method, one of the two has to go."""
    paths: dict[str, Any] = {
        "/lamps/{lamp_id}": {"get": operation()},
        "/lamps/{lamp-id}": {"delete": operation(operationId="d", **{"x-method-name": "delete"})},
    }
    spec, notes = normalised(document(paths))
    assert list(spec["paths"]["/lamps/{lamp_id}"]) == ["get", "delete"]
    assert notes.problems == []
    paths["/lamps/{lamp-id}"]["get"] = operation(operationId="g", **{"x-method-name": "get"})
    _, notes = normalised(document(paths))
    assert notes.problems == [
        (
            "#/paths/~1lamps~1{lamp-id}",
            "another path differs from it in names of parameters only",
            "write one path, or leave one out by x-skip",
        )
    ]


def test_header_parameters_of_no_meaning_are_left_out() -> None:
    """Content-Type, Accept and Authorization are no arguments, as OpenAPI says."""
    declared = [{"name": name, "in": "header", "schema": {}} for name in ("Accept", "content-type", "X-Key")]
    found = only({"/lamps": {"get": operation(parameters=declared)}})
    assert [each["name"] for each in found["parameters"]] == ["X-Key"]


def test_a_body_with_required_fields_is_required() -> None:
    """A body is required where an object in it requires fields; one that holds nothing is left out."""
    schema = {"type": "object", "required": ["on"], "properties": {"on": {"type": "boolean"}}}
    body = {"content": {"application/json": {"schema": schema}}}
    assert only({"/lamps": {"post": operation(requestBody=body)}})["requestBody"]["required"] is True
    body["content"]["application/json"]["schema"] = {"oneOf": [schema]}
    assert only({"/lamps": {"post": operation(requestBody=body)}})["requestBody"]["required"] is True
    assert "requestBody" not in only({"/lamps": {"post": operation(requestBody={"content": {}})}})


def test_an_answer_to_head_has_no_body() -> None:
    """It has none whatever is written, there or behind a reference, which other methods may follow."""
    head = operation(operationId="h", responses={"200": {"$ref": "#/components/responses/Found"}})
    item = {"head": head, "get": operation(responses=head["responses"], **{"x-method-name": "get"})}
    found = {"Found": answer({"type": "string"})["200"]}
    spec, _ = normalised(document({"/lamps": item}, components={"responses": found}))
    assert spec["paths"]["/lamps"]["head"]["responses"] == {"200": {"description": "OK"}}
    assert spec["components"]["responses"] == found


def test_a_json_answer_without_a_schema_is_any_value() -> None:
    """What is JSON and says nothing more is read as any value."""
    content = {"application/json": {}, "text/plain": {}}
    responses = {"200": {"description": "", "content": content}}
    found = only({"/lamps": {"get": operation(responses=responses)}})["responses"]["200"]["content"]
    assert found == {"application/json": {"schema": {}}, "text/plain": {}}


def test_answers_to_failed_requests_are_nobodys_problem() -> None:
    """Of the answers, those of success are left: without one, the default is one."""
    failed = {"404": {"$ref": "#/components/responses/None"}, "default": {"description": "Failed."}}
    assert list(only({"/lamps": {"get": operation(responses={**answer(), **failed})}})["responses"]) == [
        "200"
    ]
    default = {"default": {"description": "Fine."}}
    assert only({"/lamps": {"get": operation(responses=default)}})["responses"] == {"200": default["default"]}


@pytest.mark.parametrize(
    ("skip", "left"),
    [
        (["list*"], ["/b"]),
        (["/a*"], ["/b"]),
        (["GET /b"], ["/a"]),
        (["POST /a"], ["/a", "/b"]),
    ],
)
def test_x_skip_leaves_operations_out(skip: list[str], left: list[str]) -> None:
    """Operations are left out by ids and addresses; what matches none is told."""
    paths = {
        "/a": {"get": operation()},
        "/b": {"get": operation(operationId="getB", **{"x-method-name": "b"})},
    }
    written = document(paths, **{"x-skip": skip})
    spec, notes = normalised(written)
    assert list(spec["paths"]) == left
    unused = [("#/x-skip", "'POST /a' matches no operation", "correct the pattern, or remove it")]
    assert notes.problems == (unused if len(left) == 2 else [])


def test_x_skip_of_one_operation() -> None:
    """``x-skip: true`` in an operation leaves it out."""
    paths = {"/a": {"get": operation(), "post": operation(operationId="b", **{"x-skip": True})}}
    assert list(normalised(document(paths))[0]["paths"]["/a"]) == ["get"]
    notes = normalised(document({"/a": {"get": operation(**{"x-skip": "yes"})}}))[1]
    assert notes.problems == [("#/paths/~1a/get/x-skip", "'yes' is neither true nor false", "write true")]


@pytest.mark.parametrize(
    ("media", "schema", "read"),
    [
        ("*/*", {"type": "object"}, JSON),
        ("application/*", {"type": "array", "items": {"type": "integer"}}, JSON),
        ("*/*", {"oneOf": [{"type": "integer"}, {"type": "boolean"}]}, JSON),
        ("*/*", {"type": "string", "format": "binary"}, "*/*"),
        ("*/*", {"type": ["string", "null"]}, "*/*"),
        ("text/*", {"type": "object"}, "text/*"),
    ],
)
def test_what_has_values_and_any_media_type_is_json(media: str, schema: Any, read: str) -> None:
    """Frameworks write ``*/*`` for what they send as JSON; text and bytes stay what they are."""
    responses = answer(schema, media)
    found = only(
        {
            "/lamps": {
                "post": operation(responses=responses, requestBody={"content": responses["200"]["content"]})
            }
        }
    )
    assert [*found["responses"]["200"]["content"]] == [*found["requestBody"]["content"]] == [read]


def test_what_the_client_sends_itself_is_no_argument() -> None:
    """A parameter that is also a credential of the operation is one, and the transport sets its own headers."""
    text = {"schema": {"type": "string"}}
    key = {"name": "api_key", "in": "query", **text}
    written = [
        key,
        {"name": "x-token", "in": "header", **text},
        {"name": "Content-Length", "in": "header", **text},
    ]
    schemes = {
        "key": {"type": "apiKey", "in": "query", "name": "api_key"},
        "token": {"type": "apiKey", "in": "header", "name": "X-Token"},
    }
    paths = {
        "/lamps": {"get": operation(parameters=written, security=[{"key": [], "token": []}])},
        "/bulbs": {"parameters": [key], "get": operation(operationId="listBulbs", tags=["bulbs"])},
    }
    root = {"components": {"securitySchemes": schemes}, "security": [{"token": []}]}
    spec, notes = normalised(document(paths, **root))
    assert spec["paths"]["/lamps"]["get"]["parameters"] == []
    assert spec["paths"]["/bulbs"]["parameters"] == [key]
    assert [said for said, _ in what(notes)] == [
        "query parameter api_key: left out, it is a credential",
        "header parameter x-token: left out, it is a credential",
        "header parameter Content-Length: left out, the transport sets it",
    ]
