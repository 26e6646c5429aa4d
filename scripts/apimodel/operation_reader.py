"""Reading one operation: its arguments, its body, its answer, and how it is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from .document import JsonObject, RawOperation, alternatives, parameter_schema, resolve, schemas_at
from .fields import Argument, Field
from .media import FORM, JSON, MULTIPART, essence, is_file, is_json, is_typed, preferred, read_as
from .names import distinct, identifier
from .operation import (
    CONTENT_TYPE,
    PAGER_ARGUMENTS,
    PLACES,
    Answer,
    Body,
    Format,
    Operation,
    Pagination,
    Reading,
    Static,
)
from .parser import Signature
from .secret_names import secret_names
from .types import CONTENT, NULL, UPLOAD, Type, union_of

_IDEMPOTENT: Final = frozenset({"get", "head", "put", "delete", "options", "query"})


@dataclass(frozen=True)
class OperationReader:
    """Reads operations of a document whose models have the *fields*; *credentials* names arguments by schemes."""

    spec: JsonObject
    fields: Mapping[str, tuple[Field, ...]]
    credentials: Mapping[str, str]

    def read(self, raw: RawOperation, signature: Signature) -> Operation:
        body = self._body(raw, signature)
        answer = self._answer(raw, signature)
        rules: list[JsonObject] = raw.data.get("security", self.spec.get("security")) or []
        again = raw.data.get("x-idempotent", raw.method in _IDEMPOTENT)
        field, drops = (again["field"], again["drops"]) if isinstance(again, dict) else (again, {})
        static = Static(
            server=identifier(raw.servers[0]["x-name"]) if raw.servers else "base",
            security=tuple(tuple(self.credentials[name] for name in rule) for rule in rules if rule),
            anonymous=not rules or {} in rules,
            idempotent=again is True,
            idempotent_field=field if isinstance(field, str) else None,
            idempotent_drops=tuple(drops.items()),
            envelope=raw.data.get("x-envelope"),
            accept=answer.accept,
            returns_body=answer.has_body,
            deprecated=bool(raw.data.get("deprecated")),
            secrets=secret_names(self.spec, raw),
            pagination=_pagination(raw.data.get("x-pagination")),
        )
        resource = identifier(raw.data["tags"][0])
        return Operation(raw, resource, self._arguments(raw, signature, body), body, answer, static)

    # ---------------------------------------------------------------- what it takes

    def _body(self, raw: RawOperation, signature: Signature) -> Body | None:
        order = sorted(raw.content, key=lambda media: (essence(media) != JSON, not is_json(media)))
        formats = [self._format(raw, media, signature) for media in order]
        if any(a.place == "field" and a.name == "body" for each in formats for a in each.arguments):
            formats = [_renamed(each, "whole_body") for each in formats]
        return Body(tuple(formats)) if formats else None

    def _format(self, raw: RawOperation, media: str, signature: Signature) -> Format:
        of = signature.get(("body", media))
        if of is None:
            return Format("raw", media, (), (self._whole(raw, media, _raw(media)),))
        if of.kind != "model":
            kind = "json" if is_json(media) else "form"
            return Format(kind, media, (), (self._whole(raw, media, of),))
        kind = {FORM: "form", MULTIPART: "multipart"}.get(essence(media), "fields")
        encodings: JsonObject = raw.content[media].get("encoding", {}) if kind != "fields" else {}
        envelope = raw.data.get("x-envelope")
        inner = [field.type.name for field in self.fields[of.name] if field.wire == envelope]
        arguments: list[Argument] = []
        for field in self.fields[of.name]:
            if field.wire == envelope:
                arguments += [_argument(value, "inner") for value in self.fields[inner[0]]]
            else:
                arguments.append(self._field(field, kind, encodings.get(field.wire, {})))
        return Format(kind, media, (of.name, *inner), tuple(arguments))

    def _whole(self, raw: RawOperation, media: str, of: Type) -> Argument:
        schema = raw.content[media].get("schema", {}) if is_typed(media) else {}
        required = bool(raw.body.get("required"))
        return Argument("body", "body", of, required, raw.body, resolve(self.spec, schema))

    def _field(self, field: Field, kind: str, encoding: JsonObject) -> Argument:
        """Return a field of a body; in a multipart body it may be a file, in a form an object is JSON by default."""
        kinds = {option.kind for option in field.type.options}
        if kind == "form" and not encoding.keys() & {"style", "explode"} and kinds & {"model", "map"}:
            encoding = {"content": {JSON: {}}}
        if kind == "multipart":
            media = str(encoding.get("contentType", ""))
            options = alternatives(self.spec, field.schema)
            items = [resolve(self.spec, each.get("items")) for each in options if each.get("type") == "array"]
            if options and all(is_file(each, media) for each in options):
                field = replace(field, type=UPLOAD)
            elif items and len(items) == len(options) and all(is_file(each, media) for each in items):
                field = replace(field, type=Type("list", parts=(UPLOAD,)))
        return _argument(field, "field", encoding)

    def _arguments(self, raw: RawOperation, signature: Signature, body: Body | None) -> tuple[Argument, ...]:
        """Return all arguments: those of the path in its order, the other parameters, what the body is made of."""
        sent = self._sent(body)
        if "x-pagination" in raw.data:
            sent = [replace(a, name=f"{a.name}_body") if a.name in PAGER_ARGUMENTS else a for a in sent]
        names = _parameter_names(raw, {argument.name for argument in sent})
        given = [self._parameter(data, signature, names[data["in"], data["name"]]) for data in raw.parameters]
        order = re.findall(r"{([^}]+)}", raw.path)
        paths = sorted((a for a in given if a.place == "path"), key=lambda a: order.index(a.wire))
        return (*paths, *(argument for argument in given if argument.place != "path"), *sent)

    @staticmethod
    def _sent(body: Body | None) -> list[Argument]:
        """Return the arguments that are the body: those of all its formats, and which format is sent."""
        if body is None or len(body.formats) == 1:
            return [argument for each in body.formats for argument in each.arguments] if body else []
        names = dict.fromkeys(argument.name for each in body.formats for argument in each.arguments)
        choice = Type("plain", f"Literal[{', '.join(repr(each.media) for each in body.formats)}]")
        data = {"description": "Media type of the body."}
        return [
            *(_merged(name, body) for name in names),
            Argument(CONTENT_TYPE, CONTENT_TYPE, choice, False, data, place="format"),
        ]

    def _parameter(self, data: JsonObject, signature: Signature, name: str) -> Argument:
        place, wire = data["in"], data["name"]
        of, schema = signature[place, wire], resolve(self.spec, parameter_schema(data))
        return Argument(name, wire, of, bool(data.get("required")), data, schema, place, data)

    # ---------------------------------------------------------------- what it gives

    def _answer(self, raw: RawOperation, signature: Signature) -> Answer:
        readings = tuple(self._reading(raw, status, signature) for status in raw.answers)
        whole = next((of for key, of in signature.items() if key[0] == "answer"), None)
        asked = (preferred(response.get("content", {})) for response in raw.answers.values())
        accept = ", ".join(dict.fromkeys(filter(None, asked))) or JSON
        return Answer(accept, readings, self._item(whole, raw))

    def _reading(self, raw: RawOperation, status: str, signature: Signature) -> Reading:
        """Return how the answer of one status is read."""
        media = preferred(raw.answers[status].get("content", {}))
        if not media or raw.method == "head":
            return Reading(status, "nothing", NULL)
        whole = signature.get(("answer", status))
        if whole is None:
            kind = read_as(media)
            return Reading(status, kind, Type("plain", "str" if kind == "text" else "bytes"))
        path = raw.data.get("x-unwrap", "")
        if path and None in schemas_at(self.spec, raw.answers[status]["content"][media]["schema"], path):
            path = ""  # of another status
        of = self._at(whole, path)
        return Reading(status, "json", of.solid if path and len(of.solid.options) == 1 else of, path)

    def _item(self, whole: Type | None, raw: RawOperation) -> Type | None:
        rule = raw.data.get("x-pagination")
        if not rule or whole is None:
            return None
        listing = self._at(whole, rule["items"])
        return next((option.part for option in listing.options if option.kind == "list"), None)

    def _at(self, of: Type, path: str) -> Type:
        """Return the type of the field at a dotted *path*, whatever alternative holds it."""
        for name in path.split(".") if path else ():
            models = (option.name for option in of.options if option.kind == "model")
            of = union_of(
                field.type for model in models for field in self.fields[model] if field.wire == name
            )
        return of


def _argument(field: Field, place: str, rule: JsonObject | None = None) -> Argument:
    return Argument(**vars(field), place=place, rule=rule or {})


def _renamed(form: Format, name: str) -> Format:
    """Return a format in which the argument that is all of the body is called *name*."""
    return replace(
        form, arguments=tuple(replace(a, name=name) if a.place == "body" else a for a in form.arguments)
    )


def _raw(media: str) -> Type:
    """Return what is taken for a body that is sent as it is."""
    binary = essence(media) == "application/octet-stream" or essence(media).startswith(
        ("image/", "audio/", "video/")
    )
    return CONTENT if binary else Type("union", parts=(Type("plain", "str"), CONTENT))


def _merged(name: str, body: Body) -> Argument:
    """Return an argument as the formats of a body that have it take it."""
    found = {each.media: a for each in body.formats for a in each.arguments if a.name == name}
    first = next(iter(found.values()))
    types = tuple(dict.fromkeys(option for each in found.values() for option in each.type.options))
    everywhere = len(found) == len(body.formats)
    text = "" if everywhere else f" Sent as {' or '.join(found)} only."
    return replace(
        first,
        type=types[0] if len(types) == 1 else Type("union", parts=types),
        required=everywhere and all(each.required for each in found.values()),
        data={**first.data, "description": f"{first.description}{text}".strip()},
    )


def _parameter_names(raw: RawOperation, taken: set[str]) -> dict[tuple[str, str], str]:
    """Return the names of the parameters by places and names; what would have one that is *taken* also says its place."""
    names: dict[tuple[str, str], str] = {}
    taken |= {*PAGER_ARGUMENTS, "body"}
    for place in PLACES:
        here = distinct(parameter["name"] for parameter in raw.parameters if parameter["in"] == place)
        for wire, name in here.items():
            names[place, wire] = f"{name}_{place}" if name in taken else name
        taken |= {names[place, wire] for wire in here}
    return names


def _pagination(rule: JsonObject | None) -> Pagination | None:
    if not rule:
        return None
    size = {"parameter": "", "maximum": 0, **rule.get("size", {})}
    given = {key.replace("-", "_"): value for key, value in rule.items() if key != "size"}
    given |= {
        "size": size["maximum"],
        "size_parameter": size["parameter"],
        "hosts": tuple(rule.get("hosts", ())),
    }
    return Pagination(**{"first": 0 if rule["style"] == "offset" else 1, **given})
