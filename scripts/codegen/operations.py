"""Operations as the resource template prints them: addresses, readers, static facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from apimodel import Api, Argument, Format, Operation, Type
from apimodel.document import alternatives
from apimodel.media import JSON
from apimodel.operation import Reading
from apimodel.reserved import CLASSES
from apimodel.types import UPLOAD

from .documented import DocumentedValues
from .emit import LATE, LISTS, Emitter


def constant(api: Api, operation: Operation) -> str:
    """Return the name of an operation in its module, where its answers have their names, too."""
    name = operation.name.upper()
    return f"{name}_" if name in CLASSES or name in api.models or name in api.enums else name


class OperationView:
    """One operation, ready to print."""

    def __init__(self, emit: Emitter, values: DocumentedValues, operation: Operation) -> None:
        self.emit, self.values, self.operation, self.answer = emit, values, operation, operation.answer
        self.const = constant(emit.api, operation)
        self.formats = operation.body.formats if operation.body else ()

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
        media = _content_type(self.formats[0]) if len(self.formats) == 1 else ""
        own = f'"Content-Type": {media!r}' if media else ""
        cookies = f'"Cookie": _cookies({self.table("cookie")})' if self.operation.at("cookie") else ""
        given = self.table("header", *filter(None, [cookies]))
        if given == "{}":
            return own and f"{{{own}}}"
        return f"{{{own}, **_headers({given})}}" if own else f"_headers({given})"

    @property
    def body(self) -> tuple[str, str]:
        """The attribute of the request that carries the only format of a body, and an expression for it."""
        return self._sending(self.formats[0]) if len(self.formats) == 1 else ("", "")

    @property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What is set in the request for each of several formats, by media type: attributes and expressions."""
        return {
            each.media: [self._sending(each), *([('headers["Content-Type"]', repr(media))] if media else [])]
            for each in (self.formats if len(self.formats) > 1 else ())
            if (media := _content_type(each)) or True
        }

    @property
    def choice(self) -> dict[str, tuple[list[str], list[str]]]:
        """Names of the arguments that each format needs, and of all that it takes."""
        return {
            each.media: ([a.name for a in each.arguments if a.required], [a.name for a in each.arguments])
            for each in self.formats
        }

    @property
    def sent(self) -> list[str]:
        """Names of the arguments that the body is made of, in one format or another."""
        return list(dict.fromkeys(a.name for each in self.formats for a in each.arguments))

    def _sending(self, form: Format) -> tuple[str, str]:
        """Return the attribute of the request that carries a format of a body, and an expression for it."""
        if form.kind == "raw":
            name = form.arguments[0].name
            return "content", name if self._is_given(
                form.arguments[0]
            ) else f"None if {name} is UNSET else {name}"
        if form.kind == "form" and not form.models:
            return "form", f"_form(_exploded({form.arguments[0].name!r}, {self.value(form.arguments[0])}))"
        if form.kind == "json":
            return "json", f'_body({{"": {self.value(form.arguments[0])}}}).get("", UNSET)'
        if form.kind == "form":
            return "form", f"_form({_merging(map(self.entry, form.arguments))})"
        if form.kind == "multipart":
            return "multipart", f"_multipart({self._parts(form)})"
        return "json", f"_body({self._fields(form)})"

    def _is_given(self, argument: Argument) -> bool:
        return argument.required and len(self.formats) == 1

    def _fields(self, form: Format) -> str:
        """Return a dict display of the fields of a body, required ones first."""
        items: dict[str, list[str]] = {"inner": [], "field": []}
        for argument in sorted(form.arguments, key=lambda a: not a.required):
            items[argument.place].append(f"{argument.wire!r}: {self.value(argument)}")
        if envelope := self.operation.static.envelope:
            items["field"].insert(0, f"{envelope!r}: {{{', '.join(items['inner'])}}}")
        return f"{{{', '.join(items['field'])}}}"

    def _parts(self, form: Format) -> str:
        files = {a.wire: a.name for a in form.arguments if UPLOAD in (a.type, *a.type.parts)}
        types = {
            a.wire: str(a.rule["contentType"]) for a in form.arguments if _only(a.rule.get("contentType", ""))
        }
        named = [f"files={files}"] * bool(files) + [f"types={types}"] * bool(types)
        return ", ".join([self._fields(form), *named])

    def table(self, place: str, *more: str) -> str:
        """Return a dict display of the parameters in *place*, and the objects that are several parameters."""
        return _merging([*map(self.entry, self.operation.at(place)), *more])

    def entry(self, argument: Argument) -> str:
        """Return the item of a dict display for a parameter."""
        value, name, wire = self.value(argument), repr(argument.name), repr(argument.wire)
        holds, style = _holds(argument.type), argument.style
        if style == "json":
            return f"{wire}: _json_text({name}, {value}{', in_ascii=True' if argument.place == 'header' else ''})"
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
        if argument.place == "format":
            return f"{given} = {self.formats[0].media!r}"
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
        reader = f"read_json({reader}, {reading.within!r})" if reading.within else f"read_json({reader})"
        return f"LateReader(lambda: {reader})" if LATE in reader else reader

    @property
    def item_type(self) -> str:
        return "" if self.answer.item is None else self.emit.type(self.answer.item, lists=LISTS)

    @property
    def item_function(self) -> str:
        """What reads one item: a model's own function, or one of the module."""
        own = self.answer.item is None or self.item_expression
        return (
            f"_item_{self.operation.name}" if own else f"LateReader(lambda: {LATE}{self.item_type}.from_dict)"
        )

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


def _merging(entries: Iterable[str]) -> str:
    """Return arguments for what merges parameters: a dict display of single ones, then those that are several."""
    several, single = list[str](), list[str]()
    for entry in entries:
        (several if entry.startswith("**") else single).append(entry.removeprefix("**"))
    return ", ".join([f"{{{', '.join(single)}}}", *several])


def _content_type(form: Format) -> str:
    """Return the Content-Type of a body, if the runtime does not know it; text is always sent as UTF-8."""
    if form.media == JSON or form.kind in ("form", "multipart"):
        return ""
    text = form.media.startswith("text/") and "charset" not in form.media
    return f"{form.media}; charset=utf-8" if text else form.media


def _only(media: str) -> bool:
    """Whether an encoding names one media type, and no list of them."""
    return bool(media) and "," not in media and "*" not in media


def _holds(of: Type) -> set[str]:
    """Return which of "list" and "object" a value of a type may be."""
    kinds = {"list": "list", "map": "object", "model": "object"}
    return {kinds[option.kind] for option in of.options if option.kind in kinds}


def imports(views: Sequence[OperationView]) -> dict[str, list[tuple[str, str]]]:
    """Return what a requests module imports at run time, of that what reads answers; the imports of annotations, and
    what a resource module names."""
    read = {each for view in views for each in view.read_imports}
    enums = {each for view in views for each in read if each[1] in view.emit.api.enums}
    runtime = enums.union(*(view.checked_imports for view in views))
    named = read.union(runtime, *(view.imports for view in views))
    return {
        "read": sorted(enums),
        "runtime": sorted(runtime),
        "typing": sorted(named - runtime),
        "named": sorted(named),
    }
