"""Answers that msgspec decodes straight into models, where it is installed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from .constants import LIST_PIECE, TWIN_FROM
from .fast_json import library, loads, pays
from .json_types import is_list
from .model import Model
from .reading import SHAPE_ERRORS, read_list
from .unset import UNSET

if TYPE_CHECKING:
    from .response import RawResponse
    from .twin import Twin

__all__ = ["read_fast"]

_Decode = Callable[[Any], Any]


def read_fast(response: RawResponse, within: str, parse: Callable[[Any], Any]) -> Any:
    """Return the body with what *parse* makes of its field *within*, or of the whole of it, in the place of that.

    The result is that of the readers in ``response.py``.  Whatever stands in the way gives UNSET, also an error: those
    readers then find it again and report it.
    """
    content = response.content
    if not response.fast or len(content) < TWIN_FROM or not pays(len(content)) or "." in within:
        return UNSET
    twin, listed = _twin(parse)
    if twin is None or twin.off:
        return UNSET
    try:
        if not content.isascii():
            content.decode()  # msgspec does not look into texts that it skips
        if listed:
            return _with_list(content, within, twin, LIST_PIECE)
        return _with_object(content, within, twin) if within else twin.read(content)
    except (*SHAPE_ERRORS, RecursionError):
        return UNSET


def _with_list(content: bytes, within: str, twin: Twin, piece: int) -> Any:
    try:
        return _in_pieces(content, within, twin, piece)
    except (*SHAPE_ERRORS, RecursionError):
        if twin.loosen():
            return _with_list(content, within, twin, piece)
        if piece < len(content):  # perhaps no object is odd, but one was cut
            return _with_list(content, within, twin, len(content))
        return _one_by_one(content, within, twin)


def _in_pieces(content: bytes, within: str, twin: Twin, piece: int) -> Any:
    from .list_pieces import Pieces  # compiles a pattern, which small answers need not wait for

    form, pieces, items = twin.form, Pieces(content, within, piece), list[Model]()
    for each in pieces:
        items += twin.copied(form, form.items(each))
    if not within:
        return items + twin.copied(form, form.items(pieces.rest))
    fields = form.fields(pieces.rest)
    items += twin.copied(form, fields.pop(pieces.name))
    if within in fields or any(is_list(each) and each for each in fields.values()):
        raise ValueError("another list, which was decoded as one of such objects")
    return {**fields, within: items}


def _one_by_one(content: bytes, within: str, twin: Twin) -> Any:
    """As :func:`_with_list`, for a list in which something is odd, so that this does not count for all items."""
    if not within:
        return twin.read_each(_decoders()[0](content))
    fields = _decoders()[1](content)
    if not is_list(fields[within]):
        return UNSET
    items = twin.read_each(fields.pop(within))
    others = {name: [*map(_value, each)] if is_list(each) else each for name, each in fields.items()}
    return {**others, within: items}


def _with_object(content: bytes, within: str, twin: Twin) -> dict[str, Any]:
    fields = _decoders()[2](content)
    read = twin.read(fields.pop(within))
    return {**{name: _value(each) for name, each in fields.items()}, within: read}


def _value(raw: Any) -> Any:
    return loads(bytes(raw))


@cache
def _decoders() -> tuple[_Decode, _Decode, _Decode]:
    """Return functions that decode a list, an object of lists and other values, and an object of any values.

    The items of lists, and the values of the last, stay JSON text.
    """
    msgspec, lists, dicts = cast(Any, (library(), list, dict))
    values = lists[msgspec.Raw] | dicts[str, Any] | str | float | int | bool | None
    types = lists[msgspec.Raw], dicts[str, values], dicts[str, msgspec.Raw]
    listed, mixed, raws = (msgspec.json.Decoder(each).decode for each in types)
    return listed, mixed, raws


def _twin(parse: Any) -> tuple[Twin | None, bool]:
    """Return the twin of the model that *parse* reads, if there is one, and whether it reads a list of them."""
    listed = getattr(parse, "func", None) is read_list  # a partial, made by list_of()
    read = parse.args[0] if listed else parse
    kind: Any = getattr(read, "__self__", None)
    if not isinstance(kind, type) or not issubclass(kind, Model) or library() is None:
        return None, listed
    generated = kind is not Model and {"from_dict", "__fields__"} <= vars(kind).keys()
    if read.__name__ != "from_dict" or not generated:
        return None, listed  # another reader, or a subclass, whose fields may be of other types
    from .twin import twin_of  # with all that knows types

    model: Any = kind
    return twin_of(model), listed
