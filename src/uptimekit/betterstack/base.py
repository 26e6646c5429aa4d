"""The base of all objects: attributes as the server names them, and what has changed since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from uptimekit._runtime import mask, segment
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.reading import object_of, part_of, warn_once, wrong_type
from uptimekit._runtime.tracebacks import forget_locals, hides_locals

from ._fields import Constructor, annotations_of, copied, differ, may_change
from ._queries import Queries
from ._response import part_of_answer, resource_in
from ._waiting import wait_until
from .exceptions import ValidationError

if TYPE_CHECKING:
    from ._response import Response
    from .api import PaginatedAPI

__all__ = ["BaseAPIObject"]

_CONTAINERS: Final = frozenset({list, dict})
_NOTHING: Final[Mapping[str, Any]] = {}


@hides_locals
class BaseAPIObject(Queries):
    """A resource of the API, with its attributes as JSON has them.

    An attribute that the server does not send reads as None.  Attributes that no class knows are kept: read
    and set them like the others, or look at ``_extras``.  Change what you like, also lists and dicts in place;
    :meth:`save` sends what differs from what the server said last.

    For a resource that has no class here, make one::

        class Severity(BaseAPIObject):
            _url_endpoint = "urgencies"                    # below base_url; "/api/v3/..." for another version
            _allowed_query_parameters = ("team_name",)     # what the server filters by; default: not checked
            _name_field = "name"                           # what find(name=...) compares; default: "name"
            __sendable__ = frozenset({"name", "sms"})      # what may be sent; default: everything
            __secret__ = frozenset()                       # what repr() never shows; default: nothing

            name: str | None = None
            sms: bool | None = None

    Args:
        id: id of the resource.
        _api: the API that it lives in.
        _extras: attributes that the class does not know.
        _original_values: what the server said last; what is missing in it counts as changed if it is set.
        fields: the class's fields by name; None is as good as not given.

    Raises TypeError for a field that the class does not have.
    """

    __signature__: ClassVar = Constructor()

    _url_endpoint: ClassVar[str]
    _allowed_query_parameters: ClassVar[Collection[str] | None] = None
    _name_field: ClassVar[str] = "name"
    _create_only: ClassVar[frozenset[str]] = frozenset(
        {"team_name"}
    )  # the owner cannot be changed afterwards

    _annotations: ClassVar[Mapping[str, Any]] = _NOTHING
    _fields: ClassVar[frozenset[str]] = frozenset()  # names of the attributes that the class knows
    _containers: ClassVar[tuple[str, ...]] = ()  # of these, those that may be lists or dicts

    id: str
    _api: PaginatedAPI
    _original_values: dict[str, Any]
    _hidden: Mapping[str, Any] = _NOTHING  # attributes whose names would hide a method or a property

    def __init__(
        self,
        id: str,  # noqa: A002  (the documented name)
        _api: PaginatedAPI,
        _extras: Mapping[str, Any] | None = None,
        _original_values: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> None:
        unknown = fields.keys() - self._annotations.keys()
        if unknown:
            names = ", ".join(sorted(unknown))
            raise TypeError(f"{type(self).__name__} has no field {names}; pass others in _extras")
        self._api = _api
        self._original_values = copied(_original_values or {})
        given = {name: value for name, value in fields.items() if value is not None}
        self._take({**(_extras or {}), **{name: value for name, value in given.items() if name[0] != "_"}})
        vars(self).update((name, value) for name, value in given.items() if name[0] == "_")
        self.id = str(id)

    # ------------------------------------------------------------------ fields

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._annotations = annotations_of(cls, BaseAPIObject)
        cls._fields = frozenset(name for name in cls._annotations if not name.startswith("_"))
        cls._containers = tuple(name for name in cls._fields if may_change(cls._annotations[name]))

    @property
    def _extras(self) -> dict[str, Any]:
        """The attributes that the class does not know, by name; a copy."""
        known = self._fields
        return {name: value for name, value in self._values().items() if name not in known} | dict(
            self._hidden
        )

    def _values(self) -> dict[str, Any]:
        values = vars(self).items()
        return {name: value for name, value in values if not name.startswith("_") and name != "id"}

    def _take(self, attributes: Mapping[str, Any]) -> Collection[str]:
        """Set *attributes*, whatever their names are; return the names of those that may be lists or dicts."""
        if self._fields.issuperset(attributes):
            vars(self).update(attributes)
            return self._containers  # a class knows which of its fields can change in place: most cannot
        kept = self._without_traps(attributes)
        vars(self).update(kept)
        return kept

    def _without_traps(self, attributes: Mapping[str, Any]) -> dict[str, Any]:
        """Put aside attributes that would hide what the class offers under their names."""
        known, kept, hidden = self._fields, dict[str, Any](), dict[str, Any]()
        for name, value in attributes.items():
            trap = name == "id" or name.startswith("_") or (name not in known and hasattr(type(self), name))
            (hidden if trap else kept)[name] = value
        if hidden:
            self._hidden = {**self._hidden, **hidden}
        return kept

    # ------------------------------------------------------------------ from the server

    @classmethod
    def _from_api_response(cls, api: PaginatedAPI, data: Mapping[str, Any]) -> Self:
        """Return the object of a resource as the server sends it."""
        made = cls.__new__(cls)
        made._api = api
        made._original_values = {}
        made._absorb(data)
        return made

    def _absorb(self, data: Mapping[str, Any]) -> None:
        """Take over what the server says; it counts as unchanged."""
        if data.__class__ is not dict:
            warn_once(type(self).__name__, wrong_type(data, "an object").problem)
            data = _NOTHING
        attributes = self._attributes_in(data)
        values = vars(self)
        for name in self._take(attributes):
            if type(value := values.get(name)) in _CONTAINERS:
                values[name] = copied(value)  # the original stays as it came
        known = data.get("id")
        values["id"] = values.get("id", "") if known is None else str(known)
        self._original_values = (
            {**self._original_values, **attributes} if self._original_values else attributes
        )

    def _attributes_in(self, data: Mapping[str, Any]) -> dict[str, Any]:
        found: Any = data.get("attributes")
        if found.__class__ is not dict:
            found = part_of(data, "attributes", type(self).__name__)
        attributes: dict[str, Any] = found
        return attributes

    def _absorb_answer(self, response: Response, sent: Mapping[str, Any]) -> None:
        """Take over the answer to a change, and keep what was changed here but not sent."""
        answer = response.json() if response.content else None
        data = answer.get("data", answer) if is_object(answer) else None
        self._absorb_keeping(data if is_object(data) else _NOTHING, sent)

    def _absorb_keeping(self, data: Mapping[str, Any], sent: Mapping[str, Any] = _NOTHING) -> None:
        pending = {name: vars(self)[name] for name in self.get_modified_properties() if name not in sent}
        self._original_values = {**self._original_values, **copied(sent)}
        vars(self).update(sent)
        self._absorb(data)
        vars(self).update(pending)

    # ------------------------------------------------------------------ changes

    def get_modified_properties(self) -> list[str]:
        """Return the names of the attributes that differ from what the server said last."""
        originals = self._original_values
        return [
            name
            for name, value in self._values().items()
            if name not in originals or differ(value, originals[name])
        ]

    def reset_variable_tracking(self) -> None:
        """Let everything count as unchanged."""
        self._original_values = copied(self._values())

    @classmethod
    def _refuse_read_only(cls, names: Collection[str], *, creating: bool) -> None:
        """Raise ValidationError if one of *names* cannot be sent."""
        sendable: frozenset[str] | None = getattr(cls, "__sendable__", None)
        fixed: frozenset[str] = frozenset() if creating else cls._create_only
        refused = [
            name
            for name in names
            if name in fixed or (sendable is not None and name in cls._fields and name not in sendable)
        ]
        if refused:
            listed = ", ".join(refused)
            raise ValidationError(
                f"{listed}: the server takes no such change of a {cls.__name__}; nothing was sent",
                field=refused[0],
            )

    # ------------------------------------------------------------------ addresses

    def generate_url(self) -> str:
        """Return the path of this object, relative to ``base_url`` or absolute."""
        return f"{self.generate_global_url()}/{segment(self.id, 'id')}"

    @classmethod
    def generate_global_url(cls) -> str:
        """Return the path of the list of these objects.  Raises ValueError if there is none."""
        return cls._url_endpoint

    # ------------------------------------------------------------------ one object

    def fetch_data(self, **kwargs: Any) -> None:
        """Get all attributes afresh; what was changed and not saved is lost.

        Args:
            kwargs: query parameters.
        """
        for data in self._api.get(self.generate_url(), parameters=kwargs):
            self._absorb(part_of_answer(data, "", object_of))
            self.reset_variable_tracking()

    def save(self) -> None:
        """Send the changed attributes, and nothing if there are none.

        Raises ValidationError, with nothing sent, if one of them is the server's alone; UnprocessableError
        (422) with the server's messages by field in ``details``.
        """
        modified = self.get_modified_properties()
        if modified:
            self._refuse_read_only(modified, creating=False)
            self._change({name: vars(self)[name] for name in modified})

    def _change(self, attributes: dict[str, Any]) -> None:
        response = self._api.patch(self.generate_url(), body=self._outgoing(attributes))
        self._absorb_answer(response, attributes)

    @classmethod
    def _outgoing(cls, attributes: Mapping[str, Any]) -> dict[str, Any]:
        """Return *attributes* as they are sent."""
        return dict(attributes)

    def delete(self) -> None:
        """Delete this object on the server."""
        self._api.delete(self.generate_url())

    def wait_until(
        self, wanted: str | Callable[[Self], bool], timeout: float = 300.0, poll: float = 15.0
    ) -> Self:
        """Fetch this object again and again until it is as *wanted*; return it.

        Args:
            wanted: a status ("up", "Resolved": letter case does not matter), or a function of the object.
            timeout: seconds after which to give up.
            poll: seconds between two requests.

        Raises WaitTimeoutError, with the attributes that were seen last on this object.
        """
        return wait_until(self, self._api.clock, wanted, timeout, poll)

    @classmethod
    def new(cls, api: PaginatedAPI, **kwargs: Any) -> Self:
        """Create one on the server and return it.

        Args:
            kwargs: its attributes.
        """
        url, attributes, above = cls._locate(kwargs)
        cls._refuse_read_only(attributes, creating=True)
        made = cls._from_api_response(api, resource_in(api.post(url, body=cls._outgoing(attributes))))
        vars(made).update(above)
        return made

    @classmethod
    def filter(cls, api: PaginatedAPI, **kwargs: Any) -> Generator[Self, None, None]:
        """Yield the objects that the server finds, page by page.

        Args:
            kwargs: query parameters; one may end with an underscore that is not sent (``from_``).

        Raises ValidationError for a parameter that the server does not filter by: it would return everything.
        """
        url, parameters, above = cls._locate(kwargs)
        cls._check_filters(parameters)
        return cls._listed(api, url, parameters, above)

    @classmethod
    def get_all_instances(cls, api: PaginatedAPI) -> Generator[Self, None, None]:
        """Yield all objects of this class, page by page."""
        return cls._listed(api, cls.generate_global_url(), {}, {})

    @classmethod
    def _listed(
        cls, api: PaginatedAPI, url: str, parameters: Mapping[str, Any], above: Mapping[str, Any]
    ) -> Generator[Self, None, None]:
        read = cls._from_api_response
        data = made = None
        try:
            for data in api.get(url, parameters=cls._query(parameters)):
                made = read(api, data)
                if above:
                    vars(made).update(above)
                yield made
        except BaseException as error:  # by hand: a decorator would cost a call for each item
            forget_locals(error)
            del url, parameters, above, data, made
            raise

    @classmethod
    def _query(cls, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Return *parameters* as they are sent."""
        return dict(parameters)

    @classmethod
    def _locate(cls, kwargs: Mapping[str, Any]) -> tuple[str, dict[str, Any], dict[str, Any]]:
        """Return the path of the list, the other arguments, and what objects are told of where they lie."""
        return cls.generate_global_url(), dict(kwargs), {}

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
        if not isinstance(other, BaseAPIObject) or type(other) is not type(self):
            return NotImplemented
        return self.id == other.id and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self.id))
