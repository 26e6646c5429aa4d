"""Operations as the resource template prints them: addresses, readers, static facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from apimodel import Argument, Operation, Type
from apimodel.document import alternatives
from apimodel.media import JSON
from apimodel.operation import Reading

from .documented import DocumentedValues
from .emit import LISTS, Emitter


class OperationView:
    """One operation, ready to print."""

    def __init__(self, emit: Emitter, values: DocumentedValues, operation: Operation) -> None:
        self.emit, self.values, self.operation, self.answer = emit, values, operation, operation.answer
        self.const = operation.name.upper()
        self.body_kind = operation.body.kind if operation.body else ""

    @property
    def url(self) -> str:
        """An expression for the path with its parameters filled in."""
        calls = {argument.wire: self._segment(argument) for argument in self.operation.at("path")}
        parts = re.split(r"{([^}]+)}", self.operation.raw.path)  # text and names by turns
        filled = (calls[part] if number % 2 else repr(part) for number, part in enumerate(parts) if part)
        return " + ".join(filled)

    def _segment(self, argument: Argument) -> str:
        """Return the call that checks and encodes one path parameter."""
        given = f"{self.value(argument)}, {argument.name!r}"
        if _holds(argument.type):
            return f"_segments({given}{', explode=True' if argument.exploded else ''})"
        options = alternatives(self.emit.api.document, argument.schema)
        patterns = [option.get("pattern", "") for option in options if option.get("format") != "uuid"]
        if len(patterns) < len(options) and all(patterns):  # text without a pattern may be anything
            other = patterns[0] if len(patterns) == 1 else "|".join(f"(?:{each})" for each in patterns)
            return f"_uuid({', '.join([given, *([repr(other)] if other else [])])})"
        twice = ", encoded_twice=True" if argument.data.get("x-encoded-twice") else ""
        return f"_segment({given}{twice})"

    def value(self, argument: Argument) -> str:
        """Return the expression for an argument's value; one with listed values is checked."""
        by = self.values.expression(argument.type)
        return f"_documented({argument.name!r}, {argument.name}, {by})" if by else argument.name

    @property
    def headers(self) -> str:
        """An expression for the headers of the request; empty without any."""
        own = f'"Content-Type": {self.content_type!r}' if self.content_type else ""
        cookies = f'"Cookie": _cookies({self.table("cookie")})' if self.operation.at("cookie") else ""
        given = self.table("header", *filter(None, [cookies]))
        if given == "{}":
            return own and f"{{{own}}}"
        return f"{{{own}, **_headers({given})}}" if own else f"_headers({given})"

    def table(self, place: str, *more: str) -> str:
        """Return a dict display of the parameters in *place*."""
        return f"{{{', '.join([*map(self.entry, self.operation.at(place)), *more])}}}"

    def entry(self, argument: Argument) -> str:
        """Return the item of a dict display for a parameter."""
        value, name, wire = self.value(argument), repr(argument.name), repr(argument.wire)
        holds, style = _holds(argument.type), argument.style
        if style == "json":
            return f"{wire}: _json_text({name}, {value})"
        if style == "deepObject":
            return f"**_deep_object({name}, {wire}, {value})"
        if not holds or (argument.exploded and "list" in holds and style != "simple"):
            return f"{wire}: {value}"
        if style == "simple":
            return f"{wire}: _simple({name}, {value}{', explode=True' if argument.exploded else ''})"
        if argument.exploded:
            return f"**_exploded({name}, {value})"
        separator = {"spaceDelimited": ", ' '", "pipeDelimited": ", '|'"}.get(style, "")
        return f"{wire}: _joined({name}, {value}{separator})"

    @property
    def content_type(self) -> str:
        """Content-Type of a body, if the runtime does not know it; text is always sent as UTF-8."""
        media = self.operation.body.media if self.operation.body else ""
        if self.body_kind == "form" or media == JSON:
            return ""
        text = media.startswith("text/") and "charset" not in media
        return f"{media}; charset=utf-8" if text else media

    def signature(self, first: str = "", *, pager: bool = False) -> str:
        """Return the parameters of a function; with *pager*, those of a method that pages through the listing."""
        op = self.operation
        named = [self._declaration(argument) for argument in (op.pager_keywords if pager else op.keywords)]
        if pager:
            named += ["start_at: str | None = None", "prefetch: int = 0", "max_pages: int = MAX_PAGES"]
        paths = map(self._declaration, op.at("path"))
        return ", ".join([*([first] if first else []), *paths, *(["*"] if named else []), *named])

    def _declaration(self, argument: Argument) -> str:
        given = f"{argument.name}: {self.emit.type(argument.type, sent=True, lists=LISTS)}"
        return given if argument.required else f"{given} | Unset = UNSET"

    # ---------------------------------------------------------------- the answer

    @property
    def returns(self) -> str:
        """Annotation of the method's result."""
        return self.emit.types((reading.type for reading in self.answer.readings), lists=LISTS)

    @property
    def request_type(self) -> str:
        """Annotation of the request: what its answer is read into, and each item of it."""
        types = [self.returns, *([self.item_type] if self.item_type else [])]
        return f"{'ListRequest' if self.item_type else 'Request'}[{', '.join(types)}]"

    @property
    def reader(self) -> str:
        """An expression for what turns the raw answer into the result."""
        readers = {each.status.upper(): self._reader(each) for each in self.answer.readings}
        if len({*readers.values()}) == 1:
            return next(iter(readers.values()))
        return (
            f"read_by_status({{{', '.join(f'{status!r}: {reader}' for status, reader in readers.items())}}})"
        )

    def _reader(self, reading: Reading) -> str:
        if reading.kind != "json":
            return f"read_{reading.kind}"
        reader = self.emit.reader(reading.type)
        return f"read_json({reader}, {reading.within!r})" if reading.within else f"read_json({reader})"

    @property
    def item_type(self) -> str:
        return "" if self.answer.item is None else self.emit.type(self.answer.item, lists=LISTS)

    @property
    def item_function(self) -> str:
        """What reads one item: a model's own function, or one of the module."""
        own = self.answer.item is None or self.item_expression
        return f"_item_{self.operation.name}" if own else f"{self.item_type}.from_dict"

    @property
    def item_expression(self) -> str:
        """How to read one item where no model does."""
        of = self.answer.item
        if of is None or of.kind == "model":
            return ""
        return self.emit.read(of, "_x", guarded=not of.nullable)

    # ---------------------------------------------------------------- imports

    @property
    def read_imports(self) -> set[tuple[str, str]]:
        """What the readers name at run time."""
        types = [reading.type for reading in self.answer.readings]
        return self.emit.imports(filter(None, (*types, self.answer.item)))

    @property
    def checked_imports(self) -> set[tuple[str, str]]:
        """What the checks of the arguments name."""
        return self.values.enums(argument.type for argument in self.operation.arguments)

    @property
    def imports(self) -> set[tuple[str, str]]:
        """What the annotations of the arguments name."""
        return self.emit.imports((argument.type for argument in self.operation.arguments), sent=True)


def _holds(of: Type) -> set[str]:
    """Return which of "list" and "object" a value of a type may be."""
    kinds = {"list": "list", "map": "object", "model": "object"}
    return {kinds[option.kind] for option in of.options if option.kind in kinds}


def imports(views: Sequence[OperationView]) -> dict[str, list[tuple[str, str]]]:
    """Return what a requests module imports at run time, of that what reads answers; the imports of annotations, and
    what a resource module names."""
    read = {each for view in views for each in view.read_imports}
    runtime = read.union(*(view.checked_imports for view in views))
    arguments = {each for view in views for each in view.imports}
    return {
        "read": sorted(read),
        "runtime": sorted(runtime),
        "typing": sorted(arguments - runtime),
        "named": sorted(arguments | runtime),
    }
