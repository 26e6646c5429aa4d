"""Trials: the arguments of a call, and what its request must then hold."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from apimodel import Argument, Operation
from apimodel.document import JsonObject

from .bodies import FORM, is_json, plain
from .comparing import moment
from .samples import BYTES, UNFIT, Sampler
from .schemas import Schemas
from .written import Written

TEXTS: Final = {"path": "a b&c=dé+", "header": "a b&c=d", "cookie": "a-b", "query": "a b&c/d=é+%20"}
_NOT_SENT: Final = frozenset(
    {"accept", "content-type", "authorization"}
)  # headers that OpenAPI keeps for itself


_FIELDS: Final = ("field", "inner")
_LOOSE: Final = ("query", "header", "cookie", "body")


@dataclass
class Trial:
    """One call.

    Attributes:
        arguments: what the method is called with: those of the path in their order, the others by name.
        parameters: the document's parameters with their values.
        media: media type of the body; empty for none.
        body: its value.
        encoding: how its fields are written.
        problems: why the call cannot be made as the document says.
    """

    positional: list[Any] = field(default_factory=list)
    named: dict[str, Any] = field(default_factory=dict)
    parameters: list[tuple[JsonObject, Any]] = field(default_factory=list)
    media: str = ""
    body: Any = None
    encoding: JsonObject = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Asking:
    """Makes trials of one operation up, from the document as it is written and the model's arguments."""

    schemas: Schemas
    operation: Operation
    written: Written
    notes: list[str]

    def trial(self, *, whole: bool, taken: dict[int, int], media: str = "") -> tuple[Trial, bool]:
        """Return a trial of everything or of what is required, and whether an alternative in it is new.

        Its body is of the type *media*, or of the one that counts unless another is chosen.
        """
        sampler = Sampler(self.schemas, True, whole, examples=not whole, taken=taken, notes=self.notes)
        trial = Trial()
        for parameter in self.written.parameters:
            self._parameter(trial, parameter, sampler)
        self._in_path_order(trial)
        trial.problems += self._unknown()
        if self.formats and (whole or self.written.body.get("required") or self._needs_body):
            self._body(trial, media or self.formats[0], sampler)
        return trial, sampler.fresh

    @property
    def formats(self) -> list[str]:
        """The media types of the body; the first is sent unless another is chosen: JSON, if there is any."""
        media = self.written.body.get("content") or {}
        return sorted(media, key=lambda each: (plain(each) != "application/json", not is_json(plain(each))))

    @property
    def _needs_body(self) -> bool:
        """Whether the method does: a body that may be left out can have fields that may not."""
        return any(argument.required for argument in self.operation.arguments if argument.location == "body")

    def _parameter(self, trial: Trial, parameter: JsonObject, sampler: Sampler) -> None:
        place, name = parameter["in"], parameter["name"]
        if not (sampler.whole or parameter.get("required") or place == "path"):
            return
        if place == "header" and name.lower() in _NOT_SENT:
            return
        content: JsonObject = next(iter(parameter.get("content", {}).values()), {})
        schema = parameter.get("schema", content.get("schema", {}))
        spaced = parameter.get("style") == "spaceDelimited"
        sampler.text = "a&b" if spaced else TEXTS.get(place, "text")
        value = self._given(parameter, schema, sampler)
        if value is None or value in ([], {}):
            return
        if problem := self.schemas.problem(schema, value):
            self.notes.append(f"{UNFIT}: {place} parameter {name} {problem}")
        trial.parameters.append((parameter, value))
        if place != "path":
            self._give(trial, name, (place,), value)

    def _given(self, parameter: JsonObject, schema: Any, sampler: Sampler) -> Any:
        """Return the parameter's example, which belongs to it and not to its schema, or a value made up."""
        example = parameter.get("example")
        fits = example is not None and not isinstance(example, (dict, list))
        if sampler.examples and fits and not self.schemas.problem(schema, example):
            return example
        if parameter["in"] == "path":  # it may not be empty
            return replace(sampler, whole=True).value(schema)
        return sampler.value(schema)

    def _in_path_order(self, trial: Trial) -> None:
        values = {p["name"]: value for p, value in trial.parameters if p["in"] == "path"}
        for name, argument in zip(self.written.names_in_path, self.operation.at("path"), strict=False):
            if name not in values:  # which the document does not describe
                values[name] = TEXTS["path"]
                trial.parameters.append(({"name": name, "in": "path"}, values[name]))
            trial.positional.append(_python(argument, values[name]))

    def _unknown(self) -> Iterator[str]:
        """Say which arguments the document knows nothing of."""
        documented = {(parameter["in"], parameter["name"]) for parameter in self.written.parameters}
        documented |= {("body", name) for name in self._fields_of_bodies()}
        for argument in self.operation.arguments:
            place = "body" if argument.place in _FIELDS else argument.place
            if place in _LOOSE and (place, argument.wire) not in documented:
                yield f"expected no argument {argument.wire} ({place}), the method has one"

    def _fields_of_bodies(self) -> Iterator[str]:
        """Yield the fields of all formats of the body, those inside an envelope included; and ``body`` itself."""
        yield "body"
        for media in self.formats:
            schema = (self.written.body["content"][media] or {}).get("schema", {})
            yield from self.schemas.names(schema)
            if envelope := self.written.data.get("x-envelope"):
                yield from self.schemas.names(self.schemas.at(schema, envelope))

    def _body(self, trial: Trial, media: str, sampler: Sampler) -> None:
        trial.media = plain(media)
        if media != self.formats[0]:
            self._give(trial, "content_type", ("format",), media)
        sampler.text, sampler.binary = "tryout é ✓", trial.media.startswith("multipart/")
        content = self.written.body["content"][media] or {}
        trial.encoding, schema = content.get("encoding", {}), content.get("schema", {})
        if is_json(trial.media) or trial.media == FORM or sampler.binary:
            trial.body = sampler.value(schema)
            if not sampler.binary and (problem := self.schemas.problem(schema, trial.body)):
                self.notes.append(f"{UNFIT}: body {problem}")
        else:
            trial.body = sampler.text if trial.media.startswith("text/") else BYTES
        if isinstance(trial.body, dict) and any(a.place in _FIELDS for a in self.operation.arguments):
            self._fields(trial)
        else:
            self._give(trial, "body", ("body",), trial.body)

    def _fields(self, trial: Trial) -> None:
        envelope = self.written.data.get("x-envelope")
        for name, value in trial.body.items():
            if name == envelope:
                for inner, each in value.items():
                    self._give(trial, inner, ("inner",), each)
            else:
                self._give(trial, name, ("field",), value)

    def _give(self, trial: Trial, wire: str, places: tuple[str, ...], value: Any) -> None:
        found = (a for a in self.operation.arguments if a.wire == wire and a.place in places)
        if (argument := next(found, None)) is None:
            trial.problems.append(f"expected an argument for {wire} ({places[0]}), the method has none")
        else:
            trial.named[argument.name] = _python(argument, value)


def _python(argument: Argument, value: Any) -> Any:
    """Return a value as programs give it: a time where the method wants one."""
    names = {option.name for option in argument.type.options}
    if isinstance(value, str) and "datetime.datetime" in names:
        return moment(value) or value
    if isinstance(value, str) and "datetime.date" in names:
        return datetime.date.fromisoformat(value)
    return value
