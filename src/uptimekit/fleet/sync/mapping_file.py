"""The mapping file, in TOML: all that is wrong with it is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import define

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.json_types import is_list, is_object
from uptimekit._runtime.spelling import did_you_mean
from uptimekit.fleet.account import Account
from uptimekit.fleet.constants import FIRE, MOST_READINGS, RECOVER
from uptimekit.fleet.problems import Problems
from uptimekit.fleet.readers import reader_class
from uptimekit.fleet.states import STATES
from uptimekit.fleet.toml_file import read_toml
from uptimekit.fleet.vocabulary import Kind, State

from .mapping import WORDS, ComponentMapping, Mappings, Rule, Source

__all__ = ["read_mappings"]

_TOP: Final = ("fire", "recover", "words", "respect_incidents", "components")
_COMPONENT: Final = (
    "account",
    "component",
    "monitors",
    "rule",
    "degraded_below",
    "down_below",
    "words",
    "fire",
    "recover",
)
_SOURCE: Final = ("account", "name", "tag")
_STATUSPAGE_WORDS: Final = [
    word
    for word, state in STATES["Statuspage components"].items()
    if state not in (State.MAINTENANCE, State.UNKNOWN)  # which a sync never takes back
]


def read_mappings(path: Path, accounts: Iterable[Account]) -> Mappings:
    """Read the file.

    Args:
        path: where it is.
        accounts: the accounts of the fleet, which it may name.

    Raises:
        ConfigurationError: with all its problems, and the place of each.
    """
    problems = Problems()
    reader = _Reader(problems, {account.name: account for account in accounts})
    top = problems.table("the file", read_toml(path), _TOP)
    general = ComponentMapping(
        account="",
        component="",
        sources=(),
        words=reader.words("words", top.get("words", {}), WORDS),
        fire=reader.count("fire", top.get("fire", FIRE)),
        recover=reader.count("recover", top.get("recover", RECOVER)),
    )
    respect = top.get("respect_incidents", True)
    if not isinstance(respect, bool):
        problems.add("respect_incidents", "must be true or false")
    listed = top.get("components", [])
    if not is_list(listed) or not listed:
        problems.add("components", "there is none; write [[components]] with account, component and monitors")
        listed = []
    components = [reader.component(f"components[{n}]", each, general) for n, each in enumerate(listed, 1)]
    problems.complain(str(path))
    return Mappings(components=tuple(components), respect_incidents=respect)


@define
class _Reader:
    """Reads the parts of a file, and takes note of their problems."""

    problems: Problems
    accounts: Mapping[str, Account]

    def component(self, place: str, given: Any, general: ComponentMapping) -> ComponentMapping:
        table = self.problems.table(place, given, _COMPONENT)
        account = self.account(f"{place}.account", table.get("account"))
        self._check_page(place, account)
        words = self.words(f"{place}.words", table.get("words", {}), general.words)
        self._check_words(f"{place}.words", account, words)
        rule = self.rule(f"{place}.rule", table.get("rule", Rule.WORST))
        for limit in ("degraded_below", "down_below"):
            if limit in table and rule is not Rule.SHARE:
                self.problems.add(f"{place}.{limit}", 'makes sense with rule = "share" only')
        return ComponentMapping(
            account=account,
            component=self.text(f"{place}.component", table.get("component")),
            sources=self.sources(f"{place}.monitors", table.get("monitors")),
            rule=rule,
            degraded_below=self.share(f"{place}.degraded_below", table.get("degraded_below", 1.0)),
            down_below=self.share(f"{place}.down_below", table.get("down_below", 0.5)),
            words=words,
            fire=self.count(f"{place}.fire", table.get("fire", general.fire)),
            recover=self.count(f"{place}.recover", table.get("recover", general.recover)),
        )

    def sources(self, place: str, given: Any) -> tuple[Source, ...]:
        if not is_list(given) or not given:
            self.problems.add(place, 'needs a list such as [{ account = "shop", name = "API" }]')
            return ()
        return tuple(self.source(f"{place}[{number}]", each) for number, each in enumerate(given, 1))

    def source(self, place: str, given: Any) -> Source:
        table = self.problems.table(place, given, _SOURCE)
        if not is_object(given):
            return Source(account="")
        if not {"name", "tag"} & table.keys():
            self.problems.add(place, 'needs name or tag; name = "*" is all of the account')
        return Source(
            account=self.account(f"{place}.account", table.get("account")),
            name=self.text(f"{place}.name", table.get("name", "*")),
            tag=self.text(f"{place}.tag", table["tag"]) if "tag" in table else "",
        )

    def account(self, place: str, given: Any) -> str:
        name = self.text(place, given)
        if name and name not in self.accounts:
            hint = did_you_mean(name, self.accounts, f"there are {', '.join(self.accounts)}")
            self.problems.add(place, f"there is no account {name!r}{hint}")
        return name

    def _check_page(self, place: str, name: str) -> None:
        """Refuse an account whose components cannot be set."""
        if (account := self.accounts.get(name)) is None:
            return
        with self.problems.at(f"{place}.account"):
            if Kind.COMPONENTS not in reader_class(account.provider).actions.get("set_state", ()):
                raise ConfigurationError(f"{name} is of {account.provider}, whose components cannot be set")

    def _check_words(self, place: str, account: str, words: Mapping[State, str]) -> None:
        if account in self.accounts and self.accounts[account].provider == "statuspage":
            for state, word in words.items():
                if word not in _STATUSPAGE_WORDS:
                    hint = did_you_mean(word, _STATUSPAGE_WORDS, f"it takes {', '.join(_STATUSPAGE_WORDS)}")
                    self.problems.add(f"{place}.{state}", f"{word!r} is no word for a component{hint}")

    def words(self, place: str, given: Any, general: Mapping[State, str]) -> dict[State, str]:
        table = self.problems.table(place, given, [state.value for state in WORDS])
        said = {State(key): self.text(f"{place}.{key}", word) for key, word in table.items()}
        return {**general, **said}

    def rule(self, place: str, given: Any) -> Rule:
        if given in [*Rule]:
            return Rule(given)
        hint = did_you_mean(str(given), [*Rule], f"it is {', '.join(Rule)}")
        self.problems.add(place, f"there is no such rule{hint}")
        return Rule.WORST

    def text(self, place: str, given: Any) -> str:
        if isinstance(given, str) and given:
            return given
        self.problems.add(place, "must be a text" if given is not None else "is missing")
        return ""

    def count(self, place: str, given: Any) -> int:
        if type(given) is int and 1 <= given <= MOST_READINGS:
            return given
        self.problems.add(place, f"must be a number of readings from 1 to {MOST_READINGS}")
        return 1

    def share(self, place: str, given: Any) -> float:
        if type(given) in (int, float) and 0 <= given <= 1:
            return float(given)
        self.problems.add(place, "must be a share from 0 to 1")
        return 0.0
