"""The steps in their order: first operations, then schemas one by one, then what schemas say together, then names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from apimodel.document import JsonObject

from .aliases import aliases
from .all_of import all_of
from .bodies import bodies, required_bodies
from .classes import classes
from .constants import enums
from .copying import private_copy
from .credentials import credentials
from .dialect import arrays, beside_reference, bounds, content, maps, types, unread
from .discriminators import bases, discriminators
from .method_names import method_names
from .notes import Notes
from .nulls import named
from .operations import operations
from .parameters import parameters
from .paths import paths
from .pruning import prune
from .references import references
from .required import required
from .root import root
from .servers import servers
from .shared import shared
from .skipping import skip
from .unions import unions
from .walking import schemas

_NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})
_REWRITES: Final = (unread, content, bounds, beside_reference, enums, maps, arrays, types)


def normalise(written: JsonObject, origins: Mapping[str, str] = _NOWHERE) -> tuple[JsonObject, Notes]:
    """Return a document in the form of the house, and what was done to it; *written* stays as it is.

    *origins* are JSON pointers of parts that were moved before, with where they stand in the file.
    """
    notes = Notes(origins=dict(origins))
    spec = private_copy(written, notes)
    for step in _STEPS:
        step(spec, notes)
    return spec, notes


def _plain_schemas(spec: JsonObject, notes: Notes) -> None:
    for place in schemas(spec):
        if isinstance(place.schema, bool):
            notes.change("schema true or false: any value", place.where)
            place.holder[place.key] = {}
        if isinstance(place.schema, dict):
            for rewrite in _REWRITES:
                rewrite(place.schema, place.where, notes)


def _composed_schemas(spec: JsonObject, notes: Notes) -> None:
    for place in schemas(spec):
        if isinstance(schema := place.schema, dict):
            unions(schema, place.where, notes)
            all_of(spec, schema, place.where, notes)
            unions(schema, place.where, notes)
            beside_reference(schema, place.where, notes)
            required(spec, schema, place.where, notes)


_STEPS: Final = (
    *(root, references, skip, operations, paths, parameters, bodies, servers, credentials, bases, prune),
    *(
        _plain_schemas,
        discriminators,
        named,
        _composed_schemas,
        required_bodies,
        aliases,
        prune,
        method_names,
        shared,
        classes,
        prune,
    ),
)
