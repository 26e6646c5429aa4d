"""Python types, and the expressions that read a JSON value into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from apimodel import Api, Field, Type
from apimodel.types import NULL, UPLOAD

LATE: Final = "_models."
LISTS: Final = "builtins.list"  # a method called list would shadow the type in its class
_SOLID: Final = ("model", "map", "list")  # kinds whose values in a list or map are never None
_JSON: Final = {
    "bool": ("bool",),
    "int": ("int",),
    "float": ("float", "int"),
    "list": ("list",),
    "map": ("dict",),
    "model": ("dict",),
}  # types of values as JSON has them; of all others they are text
_TIMES: Final = {"datetime.datetime": "parse_datetime", "datetime.date": "parse_date"}


class Emitter:
    """Answers what the templates ask about a type: its annotation, how to read it, what to import for it.

    Models in answers become classes.  Objects that are only sent become TypedDicts (``params.py``).
    """

    def __init__(self, api: Api, models: str = "") -> None:
        self.api = api
        self.models = models  # what stands before a model's name: LATE, where models load on first use

    # ---------------------------------------------------------------- annotations

    def type(self, of: Type, *, sent: bool = False, lists: str = "list") -> str:
        """Return the annotation of a type; with *sent*, that of an argument, which is wider."""
        return " | ".join(self._parts(of, sent, lists))

    def types(self, each: Iterable[Type], *, lists: str = "list") -> str:
        """Return the annotation of what is of one of several types, known from elsewhere which."""
        parts = dict.fromkeys(part for of in each for part in self._parts(of, False, lists))
        return "Any" if "Any" in parts else " | ".join(sorted(parts, key=lambda part: part == "None"))

    def _parts(self, of: Type, sent: bool, lists: str) -> list[str]:
        if of.kind == "union":
            parts = {part: None for option in of.options for part in self._parts(option, sent, lists)}
            if not sent and _told_apart(of):
                parts["dict[str, Any]"] = None  # an object that is none of them stays as it came
            return sorted(parts, key=lambda part: part == "None")  # stable: null comes last
        if of.kind == "list":
            return [self._list(of.part, sent, lists)]
        if of.kind == "map":
            return [f"{'Mapping' if sent else 'dict'}[str, {self.type(of.part, sent=sent, lists=lists)}]"]
        if of.kind == "model" and sent:
            own = [of.name] if self.api.models[of.name].answered else []
            return [*own, f"{of.name}Params"]
        return [of.name, *(["str"] if of.kind == "enum" and sent else [])]

    def _list(self, item: Type, sent: bool, lists: str) -> str:
        inner = self.type(item, sent=sent, lists=lists)
        # An argument of list[A | B] would not take a list[A]; a Sequence does.  Not for text: a str is a
        # Sequence[str], and tags="prod" must stay a type error.
        wide = sent and (item.kind in ("model", "map", "enum", "union") or item == UPLOAD)
        return f"Sequence[{inner}]" if wide else f"{lists}[{inner}]"

    def json_type(self, of: Type) -> str:
        """Return the annotation of a type as JSON has it: times and enums are text, objects are dicts."""
        if of.kind == "union":
            parts = dict.fromkeys(map(self.json_type, of.options))
            return " | ".join(sorted(parts, key=lambda part: part == "None"))
        if of.kind == "list":
            return f"list[{self.json_type(of.part)}]"
        if of.kind in ("model", "map"):
            return "dict[str, Any]"
        return "str" if of.kind == "enum" or of.name in _TIMES else of.name

    def imports(self, types: Iterable[Type], *, sent: bool = False) -> set[tuple[str, str]]:
        """Return (module, class) of what *types* name."""
        return {each for of in types for each in self._imports(of, sent)}

    def _imports(self, of: Type, sent: bool) -> set[tuple[str, str]]:
        if of.kind == "enum":
            return {(f"models.{self.api.enums[of.name].module}", of.name)}
        if of.kind != "model":
            return self.imports(of.parts, sent=sent)
        model = self.api.models[of.name]
        own = {(f"models.{model.module}", of.name)}
        if not sent:
            return own
        return {("params", f"{of.name}Params"), *(own if model.answered else ())}

    def enums_of(self, types: Iterable[Type]) -> list[str]:
        """Return the enum classes that values of *types* are read into."""
        return sorted({name for _, name in self.imports(types) if name in self.api.enums})

    # ---------------------------------------------------------------- reading

    def plain(self, of: Type) -> bool:
        """Whether a value is kept as JSON gave it."""
        if of.kind == "union":
            return all(map(self.plain, of.options))
        return of.kind == "plain" and of.name not in _TIMES

    def read(self, of: Type, source: str, guarded: bool = False) -> str:
        """Return an expression that reads the name *source*; ``guarded`` says that it is not None."""
        if self.plain(of):
            return source
        if of.kind == "union":
            return self._read_union(of, source, guarded)
        if of.kind == "plain":
            expression = f"{_TIMES[of.name]}({source})"
        elif of.kind == "enum":  # a look-up for what is known; what is not (or is falsy) goes the slow way
            expression = f"_{of.name}.get({source}) or {of.name}.of({source})"
        elif of.kind == "list":
            expression = self.read_list(of.part, f"items_of({source})")
        elif of.kind == "map":
            expression = self._read_map(of.part, source)
        else:
            expression = f"{self.models}{of.name}.from_dict({source})"
        return expression if guarded else f"None if {source} is None else {expression}"

    def read_list(self, item: Type, items: str) -> str:
        # items_of refuses anything but a list: text would be read letter by letter
        if self.plain(item):
            return items
        return f"[{self.read(item, '_i', guarded=_never_null(item))} for _i in {items}]"

    def _read_map(self, value: Type, source: str) -> str:
        if self.plain(value):
            return f"{{**{source}}}"  # refuses anything but an object
        return f"{{_k: {self.read(value, '_i', guarded=_never_null(value))} for _k, _i in {source}.items()}}"

    def read_field(self, field: Field, source: str) -> str:
        """As :meth:`read` for the value of a field: only an object, list or map that must be there is not None."""
        needed = field.required and field.type.kind in _SOLID
        if field.type.solid.kind != "list":
            return self.read(field.type, source, guarded=needed)
        # a list as it should be takes no call, anything else is refused (type() would narrow to list[Unknown])
        items = f"({source} if {source}.__class__ is list else items_of({source}))"
        expression = self.read_list(field.type.solid.part, items)
        return expression if needed else f"None if {source} is None else {expression}"

    def _read_union(self, of: Type, source: str, guarded: bool) -> str:
        members = [option for option in of.options if not self.plain(option)]
        models = [option.name for option in members if option.kind == "model"]
        if len(members) == 1 and len(of.solid.options) == 1:
            return self.read(members[0], source, guarded)
        if len(models) == len(of.solid.options) and (tag := self.tag(models)):
            return self._read_tagged(tag, models, source)
        readers = [f"lambda _u: {self.read(member, '_u', guarded=True)}" for member in members]
        if _told_apart(of):
            others = [
                (r, m.kind == "map") for r, m in zip(readers, members, strict=True) if m.kind != "model"
            ]
            readers = [r for r, is_map in others if not is_map]
            readers += [*self._object_readers(models), *(r for r, is_map in others if is_map)]
        read = f"union({source}, {', '.join(readers)})"
        return read if guarded else f"None if {source} is None else {read}"

    def _read_tagged(self, tag: tuple[str, Mapping[str, str]], models: Sequence[str], source: str) -> str:
        field, classes = tag
        table = ", ".join(f"{value!r}: {self.models}{name}" for value, name in classes.items())
        without = {
            name for name in models if field not in (each.wire for each in self.api.models[name].fields)
        }
        others = [name for name in models if name in without or name not in classes.values()]
        return f"tagged({', '.join([source, repr(field), f'{{{table}}}', *self._object_readers(others)])})"

    def _object_readers(self, models: Sequence[str]) -> list[str]:
        """Return functions that read one of *models* each, and refuse an object that is none of them."""
        if tag := self.tag(models):
            return [f"lambda _u: {self._read_tagged(tag, models, '_u')}"]
        return [self._fitting(model, models) for model in models]

    def _fitting(self, model: str, models: Sequence[str]) -> str:
        """Return a function that reads *model*, and refuses what is another one of *models*."""
        fields = self.api.models[model].fields
        required = tuple(field.wire for field in fields if field.required)
        constants = tuple((field.wire, field.constant) for field in fields if field.constant is not None)
        facts: list[tuple[object, ...]] = [required, constants, tuple(self._differing(fields, models))]
        while facts and not facts[-1]:
            facts.pop()
        return f"fitting({', '.join([self.models + model, *map(repr, facts)])})"

    def _differing(
        self, fields: Sequence[Field], models: Sequence[str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the fields that are of other kinds in others of *models*, with the names of their Python types."""
        for field in fields:
            same = (
                each for name in models for each in self.api.models[name].fields if each.wire == field.wire
            )
            kinds = {_json_types(each.type) for each in same}
            if len(kinds) > 1 and () not in kinds:
                yield field.wire, _json_types(field.type)

    def tagged_of(self, fields: Sequence[Field]) -> list[tuple[Field, str]]:
        """Return those of *fields* that hold one of several kinds of objects, and a reader of one object."""
        unions = [(field, of) for field in fields for of in self._leaves(field.type) if of.kind == "union"]
        return [
            (field, f"lambda _i: {self._read_union(of, '_i', True)}")
            for field, of in unions
            if _told_apart(of)
        ]

    def _leaves(self, of: Type) -> list[Type]:
        """Return what the lists and maps of a type hold, or the type itself."""
        if of.kind == "union" and of.solid.kind != "union":
            return self._leaves(of.solid)
        if of.kind in ("list", "map"):
            return self._leaves(of.part)
        return [of]

    def reader(self, of: Type) -> str:
        """Return an expression for a function that reads one value of a type, which is there."""
        if of.kind == "list":
            return f"list_of({self.reader(of.part)})"
        if of.kind == "map":
            return f"map_of({self.reader(of.part)})"
        if of.kind == "model":
            return f"{self.models}{of.name}.from_dict"
        return "unchanged" if self.plain(of) else f"lambda _x: {self.read(of, '_x', guarded=not of.nullable)}"

    def tag(self, models: Sequence[str]) -> tuple[str, Mapping[str, str]] | None:
        """Return a field that tells some of *models* apart, and the class of each of its values; None without one."""
        known = self.api.tags
        inner = sorted((names for names in known if names <= {*models}), key=len, reverse=True)
        return known[inner[0]] if inner else self._constant_tag(models)

    def _constant_tag(self, names: Sequence[str]) -> tuple[str, Mapping[str, str]] | None:
        tables: dict[str, dict[str, str]] = {}
        for name in names:
            for field in self.api.models[name].fields:
                if field.constant is not None:
                    tables.setdefault(field.wire, {})[str(field.constant)] = name
        tags = ((field, table) for field, table in tables.items() if len(table) == len(names))
        return next(tags, None) if len(names) > 1 else None


def _never_null(item: Type) -> bool:
    """Whether a null in a list or map needs no look: its reader takes or refuses it."""
    return item.kind in _SOLID or (_told_apart(item) and not item.nullable)


def _json_types(of: Type) -> tuple[str, ...]:
    """Return the names of the Python types that a value has before it is read; none if it may be anything."""
    names = [
        option.name if option.kind == "plain" else option.kind for option in of.options if option != NULL
    ]
    return (
        ()
        if "Any" in names
        else tuple(sorted({each for name in names for each in _JSON.get(name, ("str",))}))
    )


def _told_apart(of: Type) -> bool:
    """Whether a type has several kinds of objects, a class for one of them at least."""
    kinds = [option.kind for option in of.options]
    return "model" in kinds and kinds.count("model") + kinds.count("map") > 1
