"""Conversion of Swagger 2.0 to OpenAPI 3.0, where the two say the same in other words.

What OpenAPI 3 has no word for is written as a word that it does not have (``style: tabDelimited``), so that the rules
name the place, and an overlay can say what to send.  Parts of the wrong type stay as they are, for the same reason.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any, Final

from apimodel.document import METHODS, JsonObject, pointer
from apimodel.media import JSON

Keys = tuple[str, ...]
_FORM: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"
_BYTES: Final = "application/octet-stream"
# What a parameter or header says of its value; OpenAPI 3 says it in a schema.
_OF_THE_VALUE: Final = frozenset(
    {"type", "format", "items", "default", "enum", "pattern", "multipleOf", "uniqueItems", "x-nullable"}
    | {"maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"}
    | {"maxLength", "minLength", "maxItems", "minItems"}
)
_DATA: Final = frozenset({"default", "enum", "example"})
_STYLES: Final[dict[str, JsonObject]] = {
    "csv": {"style": "form", "explode": False},
    "multi": {"style": "form", "explode": True},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "tsv": {"style": "tabDelimited", "explode": False},
}
_FLOWS: Final = {"accessCode": "authorizationCode", "application": "clientCredentials"}
_REFERENCES: Final = {
    "#/definitions/": "#/components/schemas/",
    "#/parameters/": "#/components/parameters/",
    "#/responses/": "#/components/responses/",
}
_KEPT: Final = ("info", "tags", "externalDocs", "security")


def is_swagger(document: JsonObject) -> bool:
    """Whether a document says that it is Swagger 2.0."""
    return str(document.get("swagger")) == "2.0" and "openapi" not in document


def converted(document: JsonObject) -> tuple[JsonObject, dict[str, str]]:
    """Return the document as OpenAPI 3.0.3, and where its parts stand in the original, as JSON pointers."""
    conversion = _Conversion(document)
    return conversion.run(), conversion.origins


class _Conversion:
    def __init__(self, document: JsonObject) -> None:
        self.document = document
        self.origins: dict[str, str] = {}
        self.consumes = _texts(document.get("consumes"))
        self.produces = _texts(document.get("produces"))
        self.parameters = _table(document.get("parameters"))
        self.responses = _table(document.get("responses"))
        # Some documents keep schemas among the parameters.
        self.strays = {name for name, value in self.parameters.items() if "in" not in _table(value)}

    def run(self) -> JsonObject:
        kept = {k: v for k, v in self.document.items() if k in _KEPT or k.startswith("x-")}
        paths = self.document.get("paths")
        return {
            "openapi": "3.0.3",
            **kept,
            "servers": self._servers(_texts(self.document.get("schemes"))),
            "paths": {path: self._item(path, item) for path, item in paths.items()}
            if isinstance(paths, dict)
            else paths,
            "components": {name: part for name, part in self._components() if part},
        }

    def _servers(self, schemes: Sequence[str]) -> list[JsonObject]:
        """Return the server, by https where the document offers it or says nothing; without a host it is relative."""
        self.origins[pointer("servers", "0")] = next(
            (pointer(name) for name in ("host", "basePath") if self.document.get(name)), "#"
        )
        host, base = self.document.get("host"), str(self.document.get("basePath") or "/").rstrip("/")
        if not host:
            return [{"url": base or "/"}]
        scheme = "https" if "https" in schemes or not schemes else schemes[0]
        return [{"url": f"{scheme}://{host}{base}"}]

    # ---------------------------------------------------------------- components

    def _components(self) -> Iterator[tuple[str, JsonObject]]:
        yield "schemas", dict(self._schemas())
        named = {
            name: self._resolved(value) for name, value in self.parameters.items() if name not in self.strays
        }
        kept = {
            name: value for name, value in named.items() if value.get("in") in ("query", "header", "path")
        }
        yield "parameters", {name: self._parameter(value) for name, value in kept.items()}
        for name in kept:
            at = pointer("components", "parameters", name)
            self.origins[at] = self.origins[f"{at}/schema"] = pointer("parameters", name)
        yield (
            "responses",
            {
                name: self._response(
                    value, self.produces, ("components", "responses", name), ("responses", name)
                )
                for name, value in self.responses.items()
            },
        )
        schemes = _table(self.document.get("securityDefinitions"))
        self.origins[pointer("components", "securitySchemes")] = pointer("securityDefinitions")
        yield "securitySchemes", {name: _security_scheme(value) for name, value in schemes.items()}

    def _schemas(self) -> Iterator[tuple[str, Any]]:
        for room in ("definitions", "parameters"):
            for name, schema in _table(self.document.get(room)).items():
                if room == "definitions" or name in self.strays:
                    self.origins[pointer("components", "schemas", name)] = pointer(room, name)
                    yield name, self._schema(schema)

    def _schema(self, schema: Any) -> Any:
        if isinstance(schema, list):
            return [self._schema(part) for part in schema]
        if not isinstance(schema, dict):
            return schema
        out: JsonObject = {}
        for key, value in schema.items():
            if key == "$ref":
                out[key] = self._reference(value)
            elif key == "x-nullable":
                out["nullable"] = value
            elif key in _DATA or key.startswith("x-"):
                out[key] = value
            elif key == "properties" and isinstance(value, dict):
                out[key] = {name: self._schema(part) for name, part in value.items()}
            elif key == "discriminator" and isinstance(value, str):
                out[key] = {"propertyName": value}
            elif key == "type":
                out |= _type(value)
            else:
                out[key] = self._schema(value)
        return out

    def _reference(self, target: Any) -> Any:
        if not isinstance(target, str):
            return target
        if target.startswith("#/parameters/") and target.split("/")[2] in self.strays:
            return target.replace("#/parameters/", "#/components/schemas/", 1)
        for old, new in _REFERENCES.items():
            if target.startswith(old):
                return new + target.removeprefix(old)
        return target

    # ---------------------------------------------------------------- operations

    def _item(self, path: str, item: Any) -> Any:
        if not isinstance(item, dict):
            return item
        at = ("paths", path)
        shared = item.get("parameters", [])
        out = {key: value for key, value in item.items() if key == "$ref" or key.startswith("x-")}
        if "parameters" in item and (kept := self._loose(shared, at, at)):
            out["parameters"] = kept
        return out | {
            method: self._operation(item[method], shared, (*at, method))
            for method in METHODS
            if method in item
        }

    def _operation(self, operation: Any, shared: Any, at: Keys) -> Any:
        if not isinstance(operation, dict):
            return operation
        own, responses = operation.get("parameters", []), operation.get("responses")
        moved = ("consumes", "produces", "schemes", "parameters", "responses")
        out = {key: value for key, value in operation.items() if key not in moved}
        if kept := self._loose(own, at, at):
            out["parameters"] = kept
        if body := self._body(
            self._sent(own, shared, at), _texts(operation.get("consumes"), self.consumes), at
        ):
            out["requestBody"] = body
        if "responses" in operation:
            produces = _texts(operation.get("produces"), self.produces)
            out["responses"] = (
                {
                    str(status): self._answer(each, produces, (*at, "responses", str(status)))
                    for status, each in responses.items()
                }
                if isinstance(responses, dict)
                else responses
            )
        if "schemes" in operation and self.document.get("host"):
            servers = self._servers(_texts(operation["schemes"]))
            if servers != self._servers(_texts(self.document.get("schemes"))):
                out["servers"] = servers
        return out

    def _resolved(self, parameter: Any) -> JsonObject:
        seen: set[str] = set()
        while isinstance(parameter, dict) and "$ref" in parameter:
            name = str(parameter["$ref"]).removeprefix("#/parameters/")
            parameter = {} if name in seen else self.parameters.get(name)
            seen.add(name)
        return _table(parameter)

    def _loose(self, parameters: Any, at: Keys, origin: Keys) -> Any:
        """Return the parameters that are no part of the body."""
        if not isinstance(parameters, list):
            return parameters
        out: list[Any] = []
        for number, given in enumerate(parameters):
            if self._resolved(given).get("in") in ("body", "formData"):
                continue
            new, old = pointer(*at, "parameters", str(len(out))), pointer(*origin, "parameters", str(number))
            self.origins[new] = self.origins[f"{new}/schema"] = old
            is_own = isinstance(given, dict) and "$ref" not in given
            out.append(self._parameter(given) if is_own else self._schema(given))
        return out

    def _parameter(self, parameter: JsonObject) -> JsonObject:
        moved = _OF_THE_VALUE | {"collectionFormat"}
        out = {key: value for key, value in parameter.items() if key not in moved}
        out["schema"] = self._value(parameter)
        if parameter.get("type") == "array":
            style = _STYLES.get(
                str(parameter.get("collectionFormat", "csv")), {"style": parameter.get("collectionFormat")}
            )
            simple = parameter.get("in") != "query" and style == _STYLES["csv"]
            out |= {"style": "simple"} if simple else style
        return out

    def _value(self, parameter: JsonObject) -> JsonObject:
        """Return the schema of what a parameter, a header or a field of a form holds."""
        schema: JsonObject = self._schema({key: v for key, v in parameter.items() if key in _OF_THE_VALUE})
        if isinstance(items := parameter.get("items"), dict):
            schema["items"] = self._value(items)
        return schema

    def _sent(self, own: Any, shared: Any, at: Keys) -> list[tuple[JsonObject, str]]:
        """Return the parameters that make the body, each with its place in the original; own ones count first."""
        found: dict[tuple[str, str], tuple[JsonObject, str]] = {}
        for parameters, owner in ((own, at), (shared, at[:-1])):
            for number, given in enumerate(parameters if isinstance(parameters, list) else ()):
                parameter = self._resolved(given)
                if parameter.get("in") in ("body", "formData"):
                    place = pointer(*owner, "parameters", str(number))
                    found.setdefault((str(parameter.get("name")), parameter["in"]), (parameter, place))
        return list(found.values())

    def _body(
        self, sent: list[tuple[JsonObject, str]], consumes: Sequence[str], at: Keys
    ) -> JsonObject | None:
        place = (*at, "requestBody")
        for parameter, origin in sent:
            if parameter["in"] == "body":
                media = [each for each in consumes if each not in (_FORM, _MULTIPART)] or [JSON]
                self.origins[pointer(*place)] = origin
                for each in media:
                    self.origins[pointer(*place, "content", each, "schema")] = f"{origin}/schema"
                texts: JsonObject = {
                    key: parameter[key] for key in ("description", "required") if key in parameter
                }
                schema = parameter.get("schema", {})
                return {**texts, "content": {each: {"schema": self._schema(schema)} for each in media}}
        return self._form(sent, consumes, place) if sent else None

    def _form(self, sent: list[tuple[JsonObject, str]], consumes: Sequence[str], at: Keys) -> JsonObject:
        files = any(field.get("type") == "file" for field, _ in sent)
        media = [each for each in consumes if each in (_FORM, _MULTIPART)] or [_FORM]
        media = [_MULTIPART] if files else media
        fields = {str(field.get("name")): field for field, _ in sent}
        self.origins[pointer(*at)] = sent[0][1]
        for each in media:
            for (name, _), (_, origin) in zip(fields.items(), sent, strict=False):
                self.origins[pointer(*at, "content", each, "schema", "properties", name)] = origin
        texts = {name: {k: f[k] for k in ("description",) if k in f} for name, f in fields.items()}
        required = [name for name, field in fields.items() if field.get("required")]
        schema: JsonObject = {
            "type": "object",
            "properties": {name: {**texts[name], **self._value(field)} for name, field in fields.items()},
            **({"required": required} if required else {}),
        }
        styles = {
            name: _STYLES.get(
                str(field.get("collectionFormat", "csv")), {"style": field.get("collectionFormat")}
            )
            for name, field in fields.items()
            if field.get("type") == "array"
        }
        content: JsonObject = {"schema": schema, **({"encoding": styles} if styles else {})}
        need: JsonObject = {"required": True} if required else {}
        return {**need, "content": {each: copy.deepcopy(content) for each in media}}

    # ---------------------------------------------------------------- answers

    def _answer(self, response: Any, produces: Sequence[str], at: Keys) -> Any:
        """Return the response of an operation; a named one is copied if the operation answers in other formats."""
        name = str(_table(response).get("$ref", "")).removeprefix("#/responses/")
        if name and (produces == self.produces or name not in self.responses):
            return {"$ref": self._reference(response["$ref"])}
        return self._response(
            self.responses[name] if name else response, produces, at, ("responses", name) if name else at
        )

    def _response(self, response: Any, produces: Sequence[str], at: Keys, origin: Keys) -> Any:
        if not isinstance(response, dict):
            return response
        moved = ("schema", "examples", "headers")
        out = {"description": "", **{key: value for key, value in response.items() if key not in moved}}
        self.origins[pointer(*at)] = pointer(*origin)
        if "schema" in response:
            schema, examples = response["schema"], _table(response.get("examples"))
            is_file = _table(schema).get("type") == "file"
            media = produces or [_BYTES if is_file else JSON]
            for each in media:
                self.origins[pointer(*at, "content", each, "schema")] = pointer(*origin, "schema")
            out["content"] = {
                each: {
                    "schema": self._schema(schema),
                    **({"example": examples[each]} if each in examples else {}),
                }
                for each in media
            }
        if isinstance(headers := response.get("headers"), dict):
            out["headers"] = {name: self._header(header) for name, header in headers.items()}
        return out

    def _header(self, header: Any) -> Any:
        if not isinstance(header, dict):
            return header
        texts = {key: value for key, value in header.items() if key == "description" or key.startswith("x-")}
        return {**texts, "schema": self._value(header)}


def _type(kind: Any) -> JsonObject:
    """Return the members that say a type: files are bytes, and null is a member of its own."""
    if kind == "file":
        return {"type": "string", "format": "binary"}
    if isinstance(kind, list) and "null" in kind:
        others = [each for each in kind if each != "null"]
        return {"nullable": True, **({"type": others[0] if len(others) == 1 else others} if others else {})}
    return {"type": kind}


def _security_scheme(scheme: Any) -> Any:
    if not isinstance(scheme, dict):
        return scheme
    if scheme.get("type") == "basic":
        return {**scheme, "type": "http", "scheme": "basic"}
    if scheme.get("type") != "oauth2":
        return scheme
    moved = ("flow", "authorizationUrl", "tokenUrl", "scopes")
    flow = {"scopes": {}, **{key: scheme[key] for key in moved[1:] if key in scheme}}
    name = str(scheme.get("flow"))
    rest = {key: value for key, value in scheme.items() if key not in moved}
    return {**rest, "flows": {_FLOWS.get(name, name): flow}}


def _table(value: Any) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _texts(value: Any, otherwise: Sequence[str] = ()) -> Sequence[str]:
    """Return a list of texts; *otherwise* where there is no list."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else otherwise
