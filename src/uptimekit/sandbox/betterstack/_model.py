"""The state of the sandbox: teams, kinds of resource, and records of those kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, cast

from uptimekit.sandbox.betterstack._fields import Field, Mode
from uptimekit.sandbox.betterstack._times import stamp

if TYPE_CHECKING:
    from uptimekit.sandbox.betterstack._behavior import Behavior

__all__ = ["CRUD", "Kind", "Record", "Team"]

CRUD = ("list", "create", "get", "update", "delete")


@dataclass(frozen=True, slots=True)
class Team:
    """A team of the organisation, and the two tokens that are good for it alone."""

    id: str
    name: str
    token: str = field(repr=False)
    readonly_token: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """A kind of resource, as data.

    name: singular; "list_" + plural, "create_" + name and so on are the names of its operations.
    path: of the collection below `/api/`, with `{}` where the ids of parents stand.
    fields: what bodies and attributes hold.
    type: the JSON:API type, if it is not the name.
    plural: if it is not the name and an "s".
    legacy: an older path and what it still offers; these operations are named with the suffix "_v2".
    parent: the kind of resource that each of these belongs to.
    relationships: name and type by attribute, for those that hold the id of another resource.
    links: attributes that hold a path of this server, shown with its origin.
    filters: query parameters of the list that must equal the attribute of that name.
    stamped: whether there are `created_at` and `updated_at`.
    team_attribute, team_filter, team_body: whether `team_name` is shown, narrows the list, and must be sent
        on create with a global token; without the last, the first team becomes the owner.
    shared: belongs to the whole organisation rather than to a team.
    page_size: the default and the largest `per_page`.
    cached: whether its JSON depends on the record alone.
    empty_403: whether a read-only token gets a 403 without a body.
    """

    name: str
    path: str
    fields: tuple[Field, ...]
    behavior: Behavior
    type: str = ""
    plural: str = ""
    operations: tuple[str, ...] = CRUD
    legacy: tuple[str, tuple[str, ...]] | None = None
    parent: Kind | None = None
    relationships: Mapping[str, tuple[str, str]] = field(default_factory=lambda: dict[str, tuple[str, str]]())
    links: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    stamped: bool = False
    team_attribute: bool = True
    team_filter: bool = True
    team_body: bool = True
    shared: bool = False
    page_size: tuple[int, int] = (50, 250)
    cached: bool = True
    empty_403: bool = False

    @property
    def wire_type(self) -> str:
        """The `type` of its resources."""
        return self.type or self.name

    @property
    def collective(self) -> str:
        """The plural of its name."""
        return self.plural or f"{self.name}s"

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Names of the fields that are accepted and never shown."""
        return frozenset(item.name for item in self.fields if item.mode is Mode.WRITE)

    @cached_property
    def sparse(self) -> frozenset[str]:
        """Names of the attributes that are left out while they are null."""
        return frozenset(item.name for item in self.fields if item.sparse)

    @cached_property
    def defaults(self) -> Mapping[str, object]:
        """The attributes of one that was created from nothing; never change them in place."""
        left_out = self.hidden | self.sparse
        return {item.name: item.default for item in self.fields if item.name not in left_out}


@dataclass(slots=True, eq=False)
class Record:
    """One resource. Change it through `change` only, or its written form goes stale.

    owner: what brought it about: the monitor or heartbeat of an incident.
    shared_with: other teams that may look at it.
    written: the origin in its links, and its JSON, if that was made since the last change.
    """

    id: str
    kind: Kind
    team: Team | None
    parent: Record | None
    attributes: dict[str, object]
    created: datetime
    owner: Record | None = None
    shared_with: frozenset[Team] = frozenset()
    written: tuple[str, str] | None = None

    def change(self, now: datetime, **attributes: object) -> None:
        """Set attributes, and `updated_at` where there is one."""
        self.attributes.update(attributes)
        if self.kind.stamped:
            self.attributes["updated_at"] = stamp(now)
        self.written = None

    @property
    def above(self) -> Record:
        """The parent, of a kind that has one."""
        return cast("Record", self.parent)

    @property
    def number(self) -> int:
        """The id as the attributes of other resources hold it."""
        return int(self.id)
