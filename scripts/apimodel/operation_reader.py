"""Reading one operation: its arguments, its body, its answer, and how it is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from .document import JsonObject, RawOperation, parameter_schema, resolve
from .fields import Argument, Field
from .media import JSON, is_json, preferred, read_as
from .names import identifier
from .operation import PAGER_ARGUMENTS, Answer, Body, Operation, Pagination, Static
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
        if signature.body is None:
            return Body("raw", media, ())
        if signature.body.kind != "model":
            return Body("json", media, ())
        outer = signature.body.name
        wrapped = (f for f in self.fields[outer] if f.wire == raw.data.get("x-envelope"))
        models = (outer, *(field.type.name for field in wrapped))
        return Body("fields" if is_json(media) else "form", media, models)

    def _arguments(self, raw: RawOperation, signature: Signature, body: Body | None) -> tuple[Argument, ...]:
        sent = self._sent(raw, signature, body)
        given = [self._parameter(data, signature) for data in raw.parameters]
        order = re.findall(r"{([^}]+)}", raw.path)
        paths = sorted((a for a in given if a.place == "path"), key=lambda a: order.index(a.wire))
        loose = [argument for argument in given if argument.place != "path"]
        taken = {argument.name for argument in (*sent, *paths)} | {*PAGER_ARGUMENTS, "body"}
        for place in ("query", "header", "cookie"):
            for number, argument in enumerate(loose):
                if argument.place == place and argument.name in taken:
                    loose[number] = replace(argument, name=f"{argument.name}_{place}")
                if argument.place == place:
                    taken.add(loose[number].name)
        return (*paths, *loose, *sent)

    def _sent(self, raw: RawOperation, signature: Signature, body: Body | None) -> list[Argument]:
        """Return the arguments that are the body: its fields, and instead of an envelope those inside of it."""
        if body is None:
            return []
        if not body.models:
            schema = raw.content[body.media].get("schema", {}) if signature.body else {}
            text = (Type("plain", "str"),) if body.media.startswith("text/") else ()
            raw_type = Type("union", parts=(*text, Type("plain", "bytes")))
            required = bool(raw.body.get("required"))
            of = signature.body or raw_type
            return [Argument("body", "body", of, required, raw.body, resolve(self.spec, schema))]
        outer, *inner = body.models
        arguments: list[Argument] = []
        for field in self.fields[outer]:
            if inner and field.wire == raw.data["x-envelope"]:
                arguments += [_argument(value, "inner") for value in self.fields[inner[0]]]
            else:
                arguments.append(_argument(field, "field"))
        return arguments

    def _parameter(self, data: JsonObject, signature: Signature) -> Argument:
        field = signature.parameters[data["in"], data["name"]]
        schema = resolve(self.spec, parameter_schema(data))
        return _argument(replace(field, data=data, schema=schema), data["in"])

    # ---------------------------------------------------------------- what it gives

    def _answer(self, raw: RawOperation, signature: Signature) -> Answer:
        contents = [response.get("content", {}) for response in raw.answers.values()]
        accept = next((preferred(content) for content in contents if content), JSON)
        has_body = any(contents) and raw.method != "head"
        whole = signature.answer if raw.answer_schema is not None else None
        if not has_body:
            returned = NULL
        elif whole is None:
            returned = Type("plain", "str" if read_as(accept) == "text" else "bytes")
        else:
            path = raw.data.get("x-unwrap", "")
            returned = self._at(whole, path)
            if path and len(returned.solid.options) == 1:
                returned = returned.solid
        return Answer(accept, has_body, whole is not None, returned, self._item(whole, raw))

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
