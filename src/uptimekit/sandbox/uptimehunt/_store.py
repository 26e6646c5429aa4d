"""The state of a sandbox, and its look-up."""

from __future__ import annotations

import itertools
import random
import string
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from uptimekit.sandbox.uptimehunt._model import OPERATIONAL, Project, Service, User
from uptimekit.sandbox.uptimehunt._secrets import Secrets
from uptimekit.sandbox.uptimehunt._settings import Settings
from uptimekit.sandbox.uptimehunt._tokens import Tokens

__all__ = ["Store"]

_LETTERS = string.ascii_letters + string.digits
_PASSWORD_LENGTH = 20
_PROBER_TOKEN_LENGTH = 32
_FIRST_USERS = {"main": "ops@example.com", "other": "other@example.com"}


class Store:
    """Users, projects, services and tokens of one server. Not thread safe: callers lock."""

    def __init__(self, seed: int, settings: Settings, secrets: Secrets, now: datetime) -> None:
        self.seed = seed
        self.secrets = secrets
        self.users: list[User] = []
        self.projects: dict[int, Project] = {}
        self.services: dict[int, Service] = {}
        # Each with draws of its own, so that an error does not change the next token.
        self._draws = random.Random(seed)
        self._request_ids = random.Random(f"requests/{seed}")
        self._ids = {kind: itertools.count(1) for kind in ("user", "project", "service")}
        self.prober_token = secrets.note(self._text(_PROBER_TOKEN_LENGTH))
        self.tokens = Tokens(random.Random(f"tokens/{seed}"), settings, secrets)
        named = {
            name: self.add_user(email, self._text(_PASSWORD_LENGTH), name.title(), "User", now)
            for name, email in _FIRST_USERS.items()
        }
        self.first_users: Mapping[str, User] = MappingProxyType(named)

    def add_user(self, email: str, password: str, first_name: str, last_name: str, now: datetime) -> User:
        """Create an account."""
        user = User(next(self._ids["user"]), email, self.secrets.note(password), first_name, last_name, now)
        self.users.append(user)
        return user

    def user(self, email: str) -> User | None:
        """Whose address this is; upper and lower case are the same."""
        return next((user for user in self.users if user.email.lower() == email.lower()), None)

    def add_project(self, owner: User, now: datetime) -> Project:
        """Create a project that has nothing set yet."""
        project = Project(next(self._ids["project"]), owner, now, now)
        self.projects[project.id] = project
        return project

    def projects_of(self, owner: User) -> list[Project]:
        """The projects of a user in their order; the older one first where that is the same."""
        mine = (project for project in self.projects.values() if project.owner is owner)
        return sorted(mine, key=lambda project: (project.order, project.id))

    def remove_project(self, project: Project) -> None:
        """Forget a project; its services belong to none from now on."""
        for service in self.services_in(project):
            service.project = None
        del self.projects[project.id]

    def add_service(self, owner: User, now: datetime) -> Service:
        """Create a service that has nothing set yet; its checks will find that all is well."""
        service = Service(next(self._ids["service"]), owner, now, now, [(now, OPERATIONAL)])
        self.services[service.id] = service
        return service

    def services_of(self, owner: User) -> list[Service]:
        """The services of a user, oldest first."""
        return [service for service in self.services.values() if service.owner is owner]

    def services_in(self, project: Project) -> list[Service]:
        """The services of a project, oldest first."""
        return [service for service in self.services.values() if service.project is project]

    def remove_service(self, service: Service) -> None:
        """Forget a service and its checks."""
        del self.services[service.id]

    def request_id(self) -> str:
        """The id of a request that failed."""
        return str(UUID(bytes=self._request_ids.randbytes(16), version=4))

    def _text(self, length: int) -> str:
        return "".join(self._draws.choices(_LETTERS, k=length))
