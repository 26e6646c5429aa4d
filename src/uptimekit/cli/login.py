"""Adding an account: its credentials are tried, its secrets stored, and the configuration file gets it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from contextlib import nullcontext
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.tracebacks import hides_locals
from uptimekit.fleet import Account, AccountFault, Fleet
from uptimekit.fleet.environment import accounts_of_environment
from uptimekit.fleet.readers import reader_class

from .account_file import AccountFile
from .credentials import Credentials
from .keyring_store import Place, free_service, stored_secrets, why_no_keyring

__all__ = ["known_settings", "log_in"]

_OTHERS: Final = re.compile(r"[^A-Z0-9]+")

Reference = Mapping[str, str]


@frozen
class _Given:
    """A secret that was just given."""

    secret: str = field(repr=False)

    def read(self, seconds: float = 0.0) -> str:
        """Return it."""
        del seconds
        return self.secret


def known_settings(path: Path, name: str, provider: str) -> dict[str, str]:
    """Return the settings that account *name* has in the file; none if it is not there.

    Raises ConfigurationError if it is an account of another provider.
    """
    known = AccountFile(path).account(name) or {"provider": provider}
    if known.get("provider") != provider:
        raise ConfigurationError(
            f"{path} has an account {name} of another provider; choose a name with --account"
        )
    return {key: value for key, value in known.items() if isinstance(value, str) and key != "provider"}


@hides_locals
def log_in(
    path: Path, name: str, provider: str, credentials: Credentials, *, by_environment: bool
) -> list[str]:
    """Try *credentials*, keep them as account *name*, and return lines that say what was done and what is left to do.

    Args:
        path: the configuration file.
        name: name of the account.  If the file has it, with its secrets in the keyring, those are replaced.
        provider: its provider.
        credentials: secrets and settings.
        by_environment: whether the account refers to the provider's own environment variables.

    Raises ConfigurationError if the account cannot be written, or has its secrets elsewhere, and the error of the
    provider if it refuses the credentials.  Nothing is changed then.
    """
    file = AccountFile(path)
    is_new = not path.exists()
    known = file.account(name)
    if known is None:
        references = _references(file, name, provider, credentials, by_environment=by_environment)
        file.add(name, {"provider": provider, **references, **credentials.settings})
    else:
        references = _known_references(path, name, known, credentials)
    opened = _tried(name, provider, credentials)
    _keep(file if known is None else None, credentials, references)
    return [
        sanitized(f"{name}: {opened}"),
        *([] if by_environment else _unstored(references)),
        *_told(references),
        f"The account {name} is in {path}.",
        *(_left_out(provider) if is_new else ()),
    ]


def _references(
    file: AccountFile, name: str, provider: str, credentials: Credentials, *, by_environment: bool
) -> dict[str, Reference]:
    """Return where each secret of a new account is going to be: where no other account has one."""
    if not by_environment and not why_no_keyring():
        service = free_service(f"uptimekit/{name}", credentials.secrets)
        return {secret: {"keyring": f"{service}/{secret}"} for secret in credentials.secrets}
    if by_environment or name == provider:
        variables = reader_class(provider).all_secrets()
        return {secret: {"env": variables[secret]} for secret in credentials.secrets}
    taken = file.variables()
    return {secret: {"env": _variable(f"{name}_{secret}", taken)} for secret in credentials.secrets}


def _variable(text: str, taken: Container[str]) -> str:
    """Return the name of a variable of the environment that is not *taken*, after *text*."""
    name = _OTHERS.sub("_", text.upper())
    name = f"_{name}" if name[0].isdigit() else name
    numbered = chain([name], (f"{name}_{number}" for number in count(2)))
    return next(each for each in numbered if each not in taken)


def _known_references(
    path: Path, name: str, known: Mapping[str, Any], credentials: Credentials
) -> dict[str, Reference]:
    """Return where the secrets of an account of the file are; all must be in the keyring."""
    if credentials.settings.items() - {key: known.get(key) for key in credentials.settings}.items():
        raise ConfigurationError(f"{path} has an account {name} with other settings; change them in the file")
    references: dict[str, Reference] = {}
    for secret in credentials.secrets:
        match known.get(secret):
            case {"keyring": str(place), **others} if not others:
                references[secret] = {"keyring": place}
            case None:
                variable = reader_class(str(known["provider"])).all_secrets()[secret]
                raise ConfigurationError(
                    f"{path} has an account {name} without {secret}; add {secret} = "
                    f'{{ env = "{variable}" }} to it, or remove the account from the file first'
                )
            case _:
                raise ConfigurationError(
                    f"{path} has an account {name}, whose {secret} is not in the keyring; change it where it is, "
                    "or remove the account from the file first"
                )
    return references


def _tried(name: str, provider: str, credentials: Credentials) -> str:
    """Return what the credentials open; raise the error of the provider."""
    secrets = {key: _Given(value) for key, value in credentials.secrets.items()}
    account = Account(name=name, provider=provider, secrets=secrets, settings=credentials.settings)
    with Fleet([account]) as fleet:
        ((_, answer),) = fleet.check()
    if isinstance(answer, AccountFault):
        raise answer.error
    return answer


def _keep(file: AccountFile | None, credentials: Credentials, references: Mapping[str, Reference]) -> None:
    """Store the secrets that belong into the keyring, and write the file: both or neither."""
    places = {
        secret: _place(reference["keyring"])
        for secret, reference in references.items()
        if "keyring" in reference
    }
    secrets = {place: credentials.secrets[secret] for secret, place in places.items()}
    with stored_secrets(secrets) if secrets else nullcontext():
        if file is not None:
            file.save()


def _place(text: str) -> Place:
    service, _, user = text.rpartition("/")
    return service, user


def _unstored(references: Mapping[str, Reference]) -> Iterator[str]:
    """Yield why secrets that were given are not stored, and where they are to be put."""
    if any("env" in reference for reference in references.values()):
        yield f"No secret is stored: {why_no_keyring()}."


def _told(references: Mapping[str, Reference]) -> Iterator[str]:
    """Yield where each secret is, or what is left to do."""
    for secret, reference in references.items():
        if "keyring" in reference:
            yield f"{secret} is in the keyring, as {reference['keyring']}."
        else:
            yield f"{secret} is taken from the environment variable {reference['env']}: see that it is set."


def _left_out(provider: str) -> Iterator[str]:
    """Yield a line for each account of the environment, which is not read any more now that there is a file."""
    for account in accounts_of_environment():
        if account.provider != provider:
            yield (
                f"With a file the environment alone makes no account: to keep that of {account.provider}, run "
                f"uptimekit login {account.provider} --env"
            )
