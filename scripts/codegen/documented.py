"""Expressions for the values that a request may carry, where the document lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from apimodel import Api, Type


class DocumentedValues:
    """Says what the runtime's ``documented`` is given for a type: an enum, or a list or object with one inside."""

    def __init__(self, api: Api) -> None:
        nested = {model.name: model for model in api.models.values() if model.nested}
        self._api = api
        self._models = set[str]()  # those with listed values in them
        while more := {name for name in nested.keys() - self._models if self._fields(name)}:
            self._models |= more  # models hold models

    def expression(self, of: Type) -> str:
        """Return the expression; empty for a type that also takes what no list has, such as any text."""
        of = of.solid
        if of.kind == "enum":
            return of.name
        if of.kind == "model":
            return f"_VALUES_OF_{self._api.models[of.name].module.upper()}" if of.name in self._models else ""
        inner = self.expression(of.part) if of.kind in ("list", "map") else ""
        return inner and (f"[{inner}]" if of.kind == "list" else f'{{"*": {inner}}}')

    def tables(self, types: Iterable[Type]) -> Mapping[str, Mapping[str, str]]:
        """Return the tables that the expressions of *types* name: expressions by field."""
        found = dict[str, dict[str, str]]()
        waiting = [*types]
        while waiting:
            of = waiting.pop()
            waiting += of.parts
            if (name := self.expression(of)) and of.kind == "model" and name not in found:
                found[name] = self._fields(of.name)
                waiting += [field.type for field in self._api.models[of.name].fields]
        return dict(sorted(found.items()))

    def enums(self, types: Iterable[Type]) -> set[tuple[str, str]]:
        """Return (module, class) of the enums that the expressions and tables of *types* name."""
        types = [*types]
        inside = [text for table in self.tables(types).values() for text in table.values()]
        named = {text.strip('[]{}"*: ') for text in [*map(self.expression, types), *inside]}
        return {(f"models.{enum.module}", name) for name, enum in self._api.enums.items() if name in named}

    def _fields(self, model: str) -> dict[str, str]:
        fields = self._api.models[model].fields
        return {field.wire: text for field in fields if (text := self.expression(field.type))}
