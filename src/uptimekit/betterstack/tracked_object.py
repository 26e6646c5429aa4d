"""Attributes as the server names them, and what has changed since it sent them."""

from __future__ import annotations

import dataclasses
import inspect
import marshal
from collections.abc import Collection, Iterable, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from uptimekit._runtime import ListedFields, OpenStrEnum, mask
from uptimekit._runtime.reading import part_of, warn_once, wrong_type
from uptimekit._runtime.spelling import did_you_mean, nearest, with_article
from uptimekit._runtime.tracebacks import hides_locals

from .exceptions import ValidationError

__all__ = ["TrackedObject", "copied", "differ"]

_NOTHING: Final[Mapping[str, Any]] = {}
_HEAD: Final = ("id", "_api", "_extras", "_original_values")


@hides_locals
class TrackedObject:
    """A resource with its attributes as JSON has them; its fields are those of a dataclass."""

    _name_field: ClassVar[str] = "name"
    _create_only: ClassVar[frozenset[str]] = frozenset({"team_name"})  # the owner cannot be changed
    _sets: ClassVar[frozenset[str]] = frozenset()  # lists whose order means nothing to the server
    _arguments: ClassVar[frozenset[str]] = frozenset()  # fields that the constructor takes
    _fields: ClassVar[frozenset[str]] = frozenset()  # those that are attributes of the server
    _containers: ClassVar[tuple[str, ...]] = ()  # those that are documented as lists or dicts

    _hidden: ClassVar[Mapping[str, Any]] = (
        _NOTHING  # attributes whose names would hide a method or a property
    )

    if TYPE_CHECKING:
        id: str
        _original_values: Any
    else:

        def __init__(self, id, _api, _extras=None, _original_values=None, **fields):  # noqa: A002
            kind = type(self)
            if isinstance(_api, (str, int)):
                raise TypeError(
                    f"{kind.__name__} takes an id and then the API, such as {kind.__name__}('1', api)"
                )
            if unknown := fields.keys() - kind._arguments:
                hint = did_you_mean(min(unknown), kind._arguments)
                names = ", ".join(sorted(unknown))
                raise TypeError(f"{kind.__name__} has no field {names}{hint or '; pass others in _extras'}")
            vars(self).update(_api=_api, _said=copied(_original_values or {}))
            given = {name: value for name, value in fields.items() if value is not None}
            self._take({**(_extras or {}), **{n: value for n, value in given.items() if n[0] != "_"}})
            vars(self).update((name, value) for name, value in given.items() if name[0] == "_")
            vars(self)["id"] = str(id)

        def __setattr__(self, name, value):
            kind, free = type(self), name[0] == "_" or name == "id"
            if free or not kind._fields or name in kind._fields or name in vars(self) or hasattr(kind, name):
                if not free or name == "__class__":  # another class may have other lists and dicts
                    self._unpack()
                return super().__setattr__(name, value)
            del value
            hint = did_you_mean(name, kind._fields)
            raise AttributeError(f"{kind.__name__} has no attribute {name}{hint}")

        def __delattr__(self, name):
            if name[0] != "_":
                self._unpack()
            super().__delattr__(name)

        def __getstate__(self):  # a pickle may be read where the class has other lists and dicts
            self._unpack()
            return super().__getstate__()

        @property
        def _original_values(self):
            """What the server said last, by name."""
            self._unpack()
            return self._said

        @_original_values.setter
        def _original_values(self, said):
            self._said = said

        @property
        def _extras(self):
            """The attributes that the class does not know, by name; a copy."""
            values, known = self._values().items(), self._fields
            return {name: value for name, value in values if name not in known} | dict(self._hidden)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=True)(cls)
        own: Any = cls
        fields = [field for field in dataclasses.fields(own) if field.name not in _HEAD]
        cls._arguments = frozenset(field.name for field in fields)
        cls._fields = frozenset(name for name in cls._arguments if not name.startswith("_"))
        cls._containers = tuple(field.name for field in fields if _is_container(str(field.type)))
        head = list(inspect.signature(TrackedObject.__init__).parameters.values())[1 : len(_HEAD) + 1]
        keyword = inspect.Parameter.KEYWORD_ONLY
        more = [inspect.Parameter(f.name, keyword, default=None, annotation=f.type) for f in fields]
        own.__signature__ = inspect.Signature([*head, *more])

    def _unpack(self) -> None:
        """Keep by name what the server said, before an attribute is set or deleted."""
        if vars(self).get("_said").__class__ is bytes:
            # At once: another thread, which has unpacked it, may be about to set an attribute.
            before = vars(self).copy()
            if before["_said"].__class__ is bytes:
                packed = _unpacked(before["_said"], self._containers)
                vars(self)["_said"] = {**self._values_in(before), **self._hidden, **packed}

    def _values(self) -> dict[str, Any]:
        return self._values_in(vars(self))

    def _values_in(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the attributes in *state*, without what a ``cached_property`` keeps there."""
        kind, known = type(self), self._fields
        return {
            name: value
            for name, value in state.items()
            if not name.startswith("_")
            and name != "id"
            and (name in known or not isinstance(getattr(kind, name, None), cached_property))
        }

    # ------------------------------------------------------------------ from the server

    def _take(self, attributes: dict[str, Any]) -> None:
        """Set *attributes*, but put aside those that would hide what the class offers under their names."""
        known = self._fields
        if known.issuperset(attributes):
            if vars(self):
                vars(self).update(attributes)
            else:  # new: a dict more for each object would take most of the time of a listing
                object.__setattr__(self, "__dict__", attributes)
            return
        kept, hidden = dict[str, Any](), dict[str, Any]()
        for name, value in attributes.items():
            trap = name == "id" or name.startswith("_") or (name not in known and hasattr(type(self), name))
            (hidden if trap else kept)[name] = value
        vars(self).update(kept)
        if hidden:
            vars(self)["_hidden"] = {**self._hidden, **hidden}

    def _absorb(self, data: Mapping[str, Any]) -> None:
        """Take over what the server says; it counts as unchanged."""
        if data.__class__ is not dict:
            warn_once(type(self).__name__, wrong_type(data, "an object").problem)
            data = _NOTHING
        attributes = self._attributes_in(data)
        kind: Any = type(self)
        if unknown := _listed(kind).unknown(attributes):
            attributes = {**attributes, **unknown}  # which can be sent again
        if "_said" in vars(self):
            said: Any = {**self._original_values, **copied(attributes)}
        else:
            said = _packed(attributes, kind._containers)
        self._take(attributes)
        values, known = vars(self), data.get("id")
        values["_said"] = said
        values["id"] = values.get("id", "") if known is None else str(known)

    def _attributes_in(self, data: Mapping[str, Any]) -> dict[str, Any]:
        found: Any = data.get("attributes")
        attributes: dict[str, Any] = (
            found if found.__class__ is dict else part_of(data, "attributes", type(self).__name__)
        )
        return attributes

    def _absorb_answer(self, data: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        """Take over the answer to a change, and keep what was changed here but not *sent*."""
        pending = {name: vars(self)[name] for name in self.get_modified_properties() if name not in sent}
        self._original_values = {**self._original_values, **copied(sent)}
        vars(self).update(sent)
        self._absorb(data)
        vars(self).update(pending)

    # ------------------------------------------------------------------ changes

    def get_modified_properties(self) -> list[str]:
        """Return the names of the attributes that differ from what the server said last."""
        originals, values = self._original_values, self._values().items()
        return [n for n, value in values if n not in originals or differ(value, originals[n])]

    def reset_variable_tracking(self) -> None:
        """Let everything count as unchanged."""
        self._original_values = copied(self._values())

    def _changes(self) -> dict[str, Any]:
        """Return the modified attributes, without those that mean the same to the server."""
        originals, values = self._original_values, vars(self)
        return {
            name: values[name]
            for name in self.get_modified_properties()
            if name not in originals or not self._mean_the_same(name, values[name], originals[name])
        }

    def _mean_the_same(self, name: str, one: Any, other: Any) -> bool:
        kinds: set[type[Any]] = {type(one), type(other)}
        if kinds == {list}:
            return name in self._sets and set(map(repr, one)) == set(map(repr, other))
        return kinds in ({int, str}, {float, str}) and str(one) == str(other)

    @classmethod
    def _refuse_read_only(cls, names: Collection[str], *, creating: bool) -> None:
        """Raise ValidationError if one of *names* cannot be sent."""
        sendable: frozenset[str] = getattr(cls, "__sendable__", cls._fields)
        fixed: frozenset[str] = frozenset() if creating else cls._create_only
        refused = [n for n in names if n in fixed or (n in cls._fields and n not in sendable)]
        if refused:
            raise ValidationError(
                f"{', '.join(refused)} of {with_article(cls.__name__)} cannot be {'set' if creating else 'changed'}; nothing was sent",
                field=refused[0],
            )

    @classmethod
    def _refuse_no_status(cls, wanted: object) -> None:
        """Raise ValidationError for a text that is no documented status, whatever its letter case."""
        known = [each.value for each in cls._statuses()]
        if not isinstance(wanted, str) or not known or wanted.casefold() in map(str.casefold, known):
            return
        near = nearest(wanted, known)
        hint = f"did you mean {near!r}?" if near else "for another one pass a function"
        text = f"wanted must be one of {', '.join(map(repr, known))}, or a function of the object; {hint}"
        raise ValidationError(text, field="wanted")

    @classmethod
    def _statuses(cls) -> Iterable[OpenStrEnum]:
        """Return the documented statuses of these objects; none if they have no status, or any."""
        return ()

    # ------------------------------------------------------------------ as a value

    def __repr__(self) -> str:
        secret: frozenset[str] = getattr(type(self), "__secret__", frozenset())
        shown = [f"id={self.id!r}"]
        for name in dict.fromkeys((self._name_field, "status")):
            value = vars(self).get(name)
            if value is not None:
                shown.append(f"{name}={mask(value) if name in secret else repr(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TrackedObject) or type(other) is not type(self):
            return NotImplemented
        return self.id == other.id and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self.id))


@cache
def _listed(kind: type[TrackedObject]) -> ListedFields:
    """Return the fields with listed values that can be sent, with their enums."""
    from uptimekit_clients.betterstack import models  # importing the facade loads no model

    named: Mapping[str, str] = getattr(kind, "__enums__", _NOTHING)
    sendable: frozenset[str] = getattr(kind, "__sendable__", frozenset())
    return ListedFields({field: getattr(models, enum) for field, enum in named.items() if field in sendable})


def _packed(attributes: dict[str, Any], containers: tuple[str, ...]) -> Any:
    """Return a copy of the lists and dicts in *attributes* in one piece: few objects of a listing need it.

    Those under the names of *containers* come first, then all others by name.  Everything else cannot change before it
    is set, so that it need not be kept twice.
    """
    rest = attributes.copy()
    found: list[Any] = [rest.pop(name, ...) for name in containers]
    try:
        # Lists and dicts have no hash: to ask for it is faster than to look at each type.
        hash((*rest.values(),))
    except TypeError:
        found.append({name: value for name, value in rest.items() if value.__class__ in (list, dict)})
    try:
        # A pickle of the object may be read by another Python.
        return marshal.dumps(found, 4)
    except ValueError:  # one has an unknown value of an enum, or is nested too deeply
        return copied(attributes)


def _unpacked(packed: bytes, containers: tuple[str, ...]) -> dict[str, Any]:
    found: list[Any] = marshal.loads(packed)  # noqa: S302  (from here, see _packed)
    others: dict[str, Any] = found.pop() if len(found) > len(containers) else {}
    values = zip(containers, found, strict=True)
    return {name: value for name, value in values if value is not ...} | others


def _is_container(annotation: str) -> bool:
    return any(kind in annotation for kind in ("list", "dict", "Any"))


def copied(value: Any) -> Any:
    """Return *value* with lists and dicts copied to the bottom: JSON has nothing else that can change."""
    kind: Any = value.__class__
    if kind is list:
        return [copied(item) for item in value]
    if kind is dict:
        return {name: copied(item) for name, item in value.items()}
    return value


def differ(one: Any, other: Any) -> bool:
    """Whether two values are not the same JSON: ``True`` and ``1`` are not."""
    return one != other or isinstance(one, bool) is not isinstance(other, bool)
