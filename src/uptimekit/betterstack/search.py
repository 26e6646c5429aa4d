"""Looking objects up: what the server filters by, and what is compared here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from uptimekit._runtime.spelling import did_you_mean, with_article

from .exceptions import ValidationError

__all__ = ["Criteria", "refuse_unknown_filters"]


@dataclass(frozen=True)
class Criteria:
    """What a search asks for.

    Attributes:
        filters: parameters for the server.
        compared: attributes that an object must have.
    """

    filters: Mapping[str, Any]
    compared: Mapping[str, Any]

    @classmethod
    def of(
        cls,
        kind: str,
        wanted: Mapping[str, Any],
        *,
        shown: Collection[str],
        filters: Collection[str],
        aliases: Mapping[str, str],
        strict: bool,
    ) -> Criteria:
        """Return the criteria of a search for *wanted* attributes.

        Args:
            kind: name of the class, for errors.
            wanted: attributes and filters by name.
            shown: attributes that the server shows.
            filters: parameters that it filters by.
            aliases: what is sent -> the attribute that shows it.
            strict: whether to refuse what can be neither compared nor filtered by.

        Raises ValidationError if nothing can be compared: any object would match.
        """
        compared = {aliases.get(n, n): value for n, value in wanted.items() if aliases.get(n, n) in shown}
        names, known = ", ".join(wanted), {*shown, *filters, *aliases}
        if not wanted:
            raise ValidationError(f"give an attribute to find {with_article(kind)} by")
        if not compared:
            hint = did_you_mean(min(wanted), known)
            raise ValidationError(f"the server shows no attribute {names} of {with_article(kind)}{hint}")
        sent = {n: value for n, value in wanted.items() if n in filters and isinstance(value, (str, int))}
        ignored = [n for n in wanted if n not in sent and aliases.get(n, n) not in compared]
        if strict and ignored:
            hint = did_you_mean(ignored[0], known)
            raise ValidationError(
                f"{with_article(kind)} has no attribute {', '.join(ignored)}{hint}", field=ignored[0]
            )
        return cls(sent, compared)

    def fits(self, candidate: object) -> bool:
        """Whether an object has all attributes that are compared."""
        return all(
            _same(name, getattr(candidate, name, None), value) for name, value in self.compared.items()
        )


def _same(name: str, actual: Any, wanted: Any) -> bool:
    """Whether the server's value is the one asked for: it echoes methods in lower case, and some ids as text."""
    if name.endswith("_id"):
        return str(actual) == str(wanted)
    if name == "http_method" and isinstance(actual, str):
        return actual.lower() == str(wanted).lower()
    return bool(actual == wanted)


def refuse_unknown_filters(kind: str, names: Collection[str], allowed: Collection[str]) -> None:
    """Raise ValidationError for a parameter that the server would ignore, and so return everything."""
    if refused := [name for name in names if name not in allowed and name not in ("page", "per_page")]:
        can = (
            f"it filters {with_article(kind)} by {', '.join(sorted(allowed))}"
            if allowed
            else f"it filters {with_article(kind)} by nothing"
        )
        raise ValidationError(
            f"the server does not filter by {', '.join(refused)}{did_you_mean(refused[0], allowed)}; "
            f"{can}; loop over get_all_instances() and compare, or use find() for one",
            field=refused[0],
        )
