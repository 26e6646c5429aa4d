"""Which fields a class of objects has, read from its annotations; and values that can be compared later."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ClassVar, Final, get_origin

if TYPE_CHECKING:
    from .base import BaseAPIObject

__all__ = ["Constructor", "annotations_of", "copied", "differ", "may_change"]

_OWN: Final = (
    "id",
    "_api",
    "_extras",
    "_original_values",
)  # of every object, in the order of the constructor


def annotations_of(cls: type, base: type) -> dict[str, Any]:
    """Return name -> annotation of the instance fields of *cls*, without those of *base* and above."""
    found: dict[str, Any] = {}
    for each in reversed([kind for kind in cls.__mro__ if kind not in base.__mro__]):
        for name, annotation in inspect.get_annotations(each).items():
            if name not in _OWN and not _belongs_to_class(annotation):
                found[name] = annotation
    return found


def _belongs_to_class(annotation: Any) -> bool:
    text = annotation if isinstance(annotation, str) else ""
    return text.removeprefix("typing.").startswith("ClassVar") or get_origin(annotation) is ClassVar


class Constructor:
    """The signature of a class's constructor, built from its fields when it is asked for."""

    def __get__(self, instance: object, owner: type[BaseAPIObject]) -> inspect.Signature:
        keyword, none = inspect.Parameter.KEYWORD_ONLY, None
        own = inspect.signature(owner.__init__).parameters
        parameters = [own[name] for name in _OWN]
        for name, annotation in owner._annotations.items():  # pyright: ignore[reportPrivateUsage]  (a part of that class)
            parameters.append(inspect.Parameter(name, keyword, default=none, annotation=annotation))
        return inspect.Signature(parameters)


def may_change(annotation: Any) -> bool:
    """Whether a field of this type may hold a list or dict, which can change in place."""
    text = annotation if isinstance(annotation, str) else repr(annotation)
    return any(word in text.lower() for word in ("list", "dict", "mapping", "sequence", "any"))


def copied(value: Any) -> Any:
    """Return *value* with lists and dicts copied to the bottom: JSON has nothing else that can change."""
    kind: Any = value.__class__  # not isinstance: this runs for every object of a listing
    if kind is list:
        return [copied(item) for item in value]
    if kind is dict:
        return {name: copied(item) for name, item in value.items()}
    return value


def differ(one: Any, other: Any) -> bool:
    """Whether two values are not the same JSON: ``True`` and ``1`` are not."""
    return one != other or isinstance(one, bool) is not isinstance(other, bool)
