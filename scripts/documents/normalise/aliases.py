"""Components that are only another name of a component."""

from __future__ import annotations

from apimodel.document import JsonObject

from .notes import Notes
from .trees import below, mapping, reference_of
from .walking import components, schemas


def aliases(spec: JsonObject, notes: Notes) -> None:
    """Let references to another name of a component lead to the component itself."""
    named = components(spec, "schemas")
    targets = {
        below("#/components/schemas", name): schema["$ref"]
        for name, schema in named.items()
        if reference_of(schema)
    }
    if not targets:
        return
    for place in schemas(spec):
        reference = reference_of(place.schema)
        seen = set()
        while isinstance(reference, str) and reference in targets and reference not in seen:
            seen.add(reference)
            reference = targets[reference]
        if seen:
            place.schema["$ref"] = reference
        mapped = mapping(mapping(mapping(place.schema).get("discriminator")).get("mapping"))
        for value, target in mapped.items():
            mapped[value] = targets.get(str(target), target)
    for reference in targets:
        notes.change("component that is another name of one: its references lead there", reference)
