"""Reading one operation: its arguments, its body, its answer, and how it is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from .document import JsonObject, RawOperation, parameter_schema, resolve, schema_at
from .fields import Argument, Field
from .media import JSON, is_json, preferred, read_as
from .names import distinct, identifier
from .operation import PAGER_ARGUMENTS, PLACES, Answer, Body, Operation, Pagination, Reading, Static
from .parser import Signature
from .secret_names import secret_names
from .types import NULL, Type

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
        media = next(iter(raw.content), "")
        if not media:
            return None
        of = signature.get(("body", media))
        if of is None:
            return Body("raw", media, ())
        if of.kind != "model":
            return Body("json", media, ())
        wrapped = (f for f in self.fields[of.name] if f.wire == raw.data.get("x-envelope"))
        models = (of.name, *(field.type.name for field in wrapped))
        return Body("fields" if is_json(media) else "form", media, models)

    def _arguments(self, raw: RawOperation, signature: Signature, body: Body | None) -> tuple[Argument, ...]:
        """Return all arguments: those of the path in its order, the other parameters, what the body is made of."""
        sent = self._sent(raw, signature, body)
        if "x-pagination" in raw.data:
            sent = [replace(a, name=f"{a.name}_body") if a.name in PAGER_ARGUMENTS else a for a in sent]
        names = _parameter_names(raw, {argument.name for argument in sent})
        given = [self._parameter(data, signature, names[data["in"], data["name"]]) for data in raw.parameters]
        order = re.findall(r"{([^}]+)}", raw.path)
        paths = sorted((a for a in given if a.place == "path"), key=lambda a: order.index(a.wire))
        return (*paths, *(argument for argument in given if argument.place != "path"), *sent)

    def _sent(self, raw: RawOperation, signature: Signature, body: Body | None) -> list[Argument]:
        """Return the arguments that are the body: its fields, and instead of an envelope those inside of it."""
        if body is None:
            return []
        if not body.models:
            of = signature.get(("body", body.media))
            schema = raw.content[body.media].get("schema", {}) if of else {}
            text = (Type("plain", "str"),) if body.media.startswith("text/") else ()
            raw_type = Type("union", parts=(*text, Type("plain", "bytes")))
            required = bool(raw.body.get("required"))
            return [Argument("body", "body", of or raw_type, required, raw.body, resolve(self.spec, schema))]
        outer, *inner = body.models
        arguments: list[Argument] = []
        for field in self.fields[outer]:
            if inner and field.wire == raw.data["x-envelope"]:
                arguments += [_argument(value, "inner") for value in self.fields[inner[0]]]
            else:
                arguments.append(_argument(field, "field"))
        return arguments

    def _parameter(self, data: JsonObject, signature: Signature, name: str) -> Argument:
        place, wire = data["in"], data["name"]
        of, schema = signature[place, wire], resolve(self.spec, parameter_schema(data))
        return Argument(name, wire, of, bool(data.get("required")), data, schema, place)

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
        if path and schema_at(self.spec, raw.answers[status]["content"][media]["schema"], path) is None:
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
        """Return the type of the field at a dotted *path*."""
        for name in path.split(".") if path else ():
            models = (option.name for option in of.options if option.kind == "model")
            of = next(field.type for model in models for field in self.fields[model] if field.wire == name)
        return of


def _argument(field: Field, place: str) -> Argument:
    return Argument(**vars(field), place=place)


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
