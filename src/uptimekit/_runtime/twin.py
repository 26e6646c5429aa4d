"""Twins of models: classes that msgspec decodes JSON into, and the functions that copy them into models.

A twin has the fields of its model, under names of its own.  It refuses fields that the spec does not document, and what
the model's reader would not take without a second look.  What a twin refuses, that reader reads, which defines the
result.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, cast, get_args

from .enums import OpenStrEnum
from .fast_json import Library, library, loads
from .json_types import is_list
from .lenient_reader import fields_of, is_plain, is_whole, kinds_of, origin_of
from .model import Model, Remainder
from .reading import SHAPE_ERRORS, parse_date, parse_datetime, read_iso

__all__ = ["Twin", "twin_of"]

_SHAPES_KEPT: Final = 64  # sets of absent fields whose Remainder is shared
_MISSES_ALLOWED: Final = 16  # and then one object in four: reading those twice costs what the others save
_Convert = Callable[[Any], Any]
_list: Any = list
_dict: Any = dict  # of types that only msgspec reads


class Form(NamedTuple):
    """What msgspec decodes, and how that becomes models.

    Attributes:
        one: decodes an object into an instance of the twin.
        items: decodes a list of objects.
        fields: decodes an object in which every list is one of such objects.
        copy: makes a model of an instance.
    """

    one: _Convert
    items: _Convert
    fields: _Convert
    copy: _Convert


class Twin:
    """The twin of a model.

    Attributes:
        kind: the model.
        form: takes only objects with all fields, which is faster, until :meth:`loosen` is called.
        off: whether so many objects were odd that the twin does not pay.
    """

    def __init__(self, msgspec: Library, kind: type[Model]) -> None:
        self.kind, self.off, self._msgspec, self._loose = kind, False, msgspec, False
        self._read = self._missed = 0
        self.form = _form(msgspec, kind, loose=False)

    def loosen(self) -> bool:
        """From now on take objects that lack fields, too; return False if that is so already."""
        if self._loose:
            return False
        self.form, self._loose = _form(self._msgspec, self.kind, loose=True), True
        return True

    def read(self, content: Any) -> Model:
        """Read one object; raise one of SHAPE_ERRORS if the model's reader does."""
        form = self.form
        try:
            model: Model = form.copy(form.one(content))
            return model
        except SHAPE_ERRORS:  # a DecodeError of msgspec is a ValueError
            return self.read(content) if self.loosen() else self._read_odd(bytes(content), 0)

    def copied(self, form: Form, items: Any) -> list[Model]:
        """Return the list *items* of what *form* has decoded, in which models have taken the places."""
        if not is_list(items):
            raise TypeError("no list")
        copy = form.copy
        for number, item in enumerate(items):  # in place: each is freed at once
            items[number] = copy(item)
        self._read += len(items)
        return items

    def read_each(self, contents: Iterable[Any]) -> list[Model]:
        """Read objects, each by itself; raise one of SHAPE_ERRORS if the model's reader does, or if too many are odd."""
        self.loosen()
        form, models = self.form, list[Model]()
        for content in contents:
            try:
                models.append(form.copy(form.one(content)))
            except SHAPE_ERRORS:
                models.append(self._read_odd(bytes(content), len(models)))
        self._read += len(models)
        return models

    def _read_odd(self, content: bytes, before: int) -> Model:
        self._missed += 1
        self.off = self._missed > max(_MISSES_ALLOWED, (self._read + before) // 4)
        if self.off:
            raise ValueError("too few objects are as documented")
        try:
            return self.kind.from_dict(loads(content))
        except SHAPE_ERRORS:
            self._missed += before  # which are read again, too
            raise


@cache
def twin_of(kind: Any) -> Twin | None:
    """Return the twin of *kind*; None without msgspec, or if a field may be of several kinds of objects."""
    msgspec = library()
    if msgspec is None:
        return None
    try:
        return Twin(msgspec, kind)
    except (*SHAPE_ERRORS, NameError):  # such as a field whose name msgspec does not take
        return None


def _form(msgspec: Library, kind: type[Model], *, loose: bool) -> Form:
    struct, copy = _Builder(msgspec, loose=loose).build(kind)
    others = dict[str, Any] | str | float | int | bool | None
    types = struct, _list[struct], _dict[str, _list[struct] | others]
    one, items, fields = (msgspec.json.Decoder(each).decode for each in types)
    return Form(one, items, fields, copy)


class _Builder:
    """Makes the class of a twin, and those of the models inside it; only *loose* ones take objects that lack fields."""

    def __init__(self, msgspec: Library, *, loose: bool) -> None:
        self._msgspec, self._loose = msgspec, loose
        self._above, self._made = list[type[Model]](), dict[type[Model], tuple[Any, _Convert]]()

    def build(self, kind: Any) -> tuple[Any, _Convert]:
        """Return the class for *kind* and its copy function; raise ValueError for a field of several kinds of objects."""
        self._above.append(kind)
        fields, copier = list[tuple[Any, ...]](), _Copier(kind, self._msgspec.UNSET)
        for number, (name, (_, hint)) in enumerate(fields_of(kind).items()):
            of, convert = self._type(hint)
            kinds, nullable = kinds_of(hint)
            needed = not nullable and is_whole(kinds[0])
            of = of if needed or of is Any else of | None
            if self._loose and not needed:
                of = of if of is Any else of | self._msgspec.UnsetType
                fields.append((f"f{number}", of, self._msgspec.UNSET))
            else:
                fields.append((f"f{number}", of))
            copier.add(name, convert, needed=needed, may_lack=self._loose and not needed)
        self._above.pop()
        rename = {f"f{number}": wire for number, (wire, _) in enumerate(fields_of(kind).values())}
        struct = self._msgspec.defstruct(
            kind.__name__, fields, rename=rename, forbid_unknown_fields=True, kw_only=True, gc=False
        )
        return struct, copier.function(self._msgspec.structs.astuple)

    def _type(self, hint: Any) -> tuple[Any, _Convert | None]:
        """Return the type of a value for msgspec, and what makes the model's value of it; None for itself."""
        kinds, _ = kinds_of(hint)
        if all(map(is_plain, kinds)):
            return Any, None  # whatever stands there is kept
        kind, *others = kinds
        if others:
            raise ValueError("one of several kinds")
        origin: Any = origin_of(kind)
        if issubclass(origin, OpenStrEnum):
            return origin, None
        if issubclass(origin, Model):
            return self._model(origin)
        if origin is list:
            return self._list((*get_args(kind), Any)[0])
        if origin is dict:
            return self._map((*get_args(kind), Any, Any)[1])
        return Any, parse_datetime if issubclass(origin, datetime.datetime) else parse_date

    def _model(self, kind: type[Model]) -> tuple[Any, _Convert]:
        if kind in self._above:  # it holds one of its own kind
            return Any, kind.from_dict
        if kind not in self._made:  # once, however many fields hold one
            above = [*self._above]
            try:
                self._made[kind] = self.build(kind)
            except ValueError:
                self._above, self._made[kind] = above, (Any, kind.from_dict)
        return self._made[kind]

    def _list(self, hint: Any) -> tuple[Any, _Convert | None]:
        of, read = self._part(hint)
        return _list[of], read and (lambda values: [read(value) for value in values])

    def _map(self, hint: Any) -> tuple[Any, _Convert | None]:
        of, read = self._part(hint)
        return _dict[str, of], read and (lambda values: {key: read(value) for key, value in values.items()})

    def _part(self, hint: Any) -> tuple[Any, _Convert | None]:
        """As :meth:`_type` for a value in a list or map, where null is allowed but for objects, lists and maps."""
        of, convert = self._type(hint)
        kinds, nullable = kinds_of(hint)
        if not nullable and is_whole(kinds[0]):
            return of, convert
        return (of if of is Any else of | None), convert and _unless_none(convert)


def _unless_none(convert: _Convert) -> _Convert:
    return lambda value: None if value is None else convert(value)


# ---------------------------------------------------------------------- copying


class _Copier:
    """Writes the function that makes a model of an instance of its twin, of nothing but attributes of the model."""

    def __init__(self, kind: type[Model], unset: Any) -> None:
        self._kind, self._targets, self._lines = kind, list[str](), list[str]()
        self._names: dict[str, Any] = {"new": kind.__new__, "kind": kind, "UNSET": unset}
        self._names |= {"moment": read_iso, "UTC": datetime.UTC}

    def add(self, name: str, convert: _Convert | None, *, needed: bool, may_lack: bool) -> None:
        """Add a field; *needed* says that it is there and not null, *may_lack* that it may be UNSET."""
        number = len(self._targets)
        if convert is None and not may_lack:
            self._targets.append(f"model.{name}")
            return
        value = f"v{number}"
        self._targets.append(value)
        self._names[f"c{number}"] = convert
        if may_lack:
            self._lines += [f"if {value} is UNSET:", f"    {value} = None; gone += {1 << number}"]
        if convert is not None:
            self._lines += (
                [f"{'elif' if may_lack else 'if'} {value} is not None:"] if not needed else ["if True:"]
            )
        if convert is parse_datetime:  # its usual way, without a call
            self._lines += [f"    {value} = moment({value})", f"    if {value}.tzinfo is None:"]
            self._lines += [f"        {value} = {value}.replace(tzinfo=UTC)"]
        elif convert is not None:
            self._lines += [f"    {value} = c{number}({value})"]
        self._lines += [f"model.{name} = {value}"]

    def function(self, astuple: _Convert) -> _Convert:
        """Return the function."""
        body = [
            "model = new(kind)",
            f"{', '.join(self._targets)}, = astuple(twin)",
            "gone = 0",
            *self._lines,
            "model._remainder = kept[gone]",
            "return model",
        ]
        source = "\n    ".join(("def copy(twin):", *body))
        wires = [wire for wire, _ in fields_of(cast(Any, self._kind)).values()]
        names: dict[str, Any] = {
            **self._names,
            "astuple": astuple,
            "kept": _Remainders(wires),
        }
        exec(compile(source, f"<twin of {self._kind.__name__}>", "exec"), names)  # noqa: S102  # as attrs makes its methods
        copy: _Convert = names["copy"]
        return copy


class _Remainders(dict[int, Remainder]):
    """What is kept of objects that lack fields: bit *n* of a key stands for field *n*."""

    def __init__(self, wires: Sequence[str]) -> None:
        self._wires = wires

    def __missing__(self, gone: int) -> Remainder:
        rest = Remainder(absent=frozenset(wire for bit, wire in enumerate(self._wires) if gone >> bit & 1))
        if len(self) < _SHAPES_KEPT:  # servers leave out the same few
            self[gone] = rest
        return rest
