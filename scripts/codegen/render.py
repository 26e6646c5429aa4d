"""Parses a document with openapi-python-client and renders our templates, all into memory."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import jinja2
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from . import docs
from .arguments import LISTS
from .emit import Emitter, kind_of, wire
from .names import class_name, identifier
from .normalise import merged, normalise, success_schema
from .operations import OperationView
from .params import params_module
from .provider import ProviderView
from .spec import JsonObject, SpecError, operations, reachable, resolve

__all__ = ["NAMESPACE", "Rendered", "render", "tidy"]

NAMESPACE: Final = "uptimekit_clients"
# Never a configuration from the folders above, and no rewriting rules: only unused imports and order.
_RUFF: Final = ("-q", "--isolated", "--no-cache", "--target-version", "py311", "--line-length", "110")
_RULES: Final = "I,F401,TC005,PIE790"


class Rendered:
    """The files of one provider package by relative path, and what they offer."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.operations: list[dict[str, str]] = []
        self.models: list[str] = []


def parse(name: str, spec: JsonObject) -> GeneratorData:
    """Run openapi-python-client's parser; whatever it would only warn about is fatal here."""
    config = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, Path(f"{name}.yaml"), "utf-8", True, Path()
    )
    data = GeneratorData.from_dict(normalise(spec), config=config)
    if isinstance(data, GeneratorError):
        raise SpecError([f"{name}.yaml: {data.header}: {_line(data.detail)}"])
    errors = [*data.errors, *(e for c in data.endpoint_collections_by_tag.values() for e in c.parse_errors)]
    if errors:
        raise SpecError([f"{name}.yaml: {_line(error.header)} {_line(error.detail)}" for error in errors])
    return data


def _line(text: Any) -> str:
    return " ".join(str(text or "").split())


def _answers_and_sent(spec: JsonObject) -> tuple[set[str], set[str]]:
    """Return the schemas that responses may hold, and those inside what is sent."""
    every = list(operations(spec))
    answers = reachable(spec, [success_schema(spec, raw.data) for raw in every])
    bodies = [resolve(spec, raw.data.get("requestBody")) for raw in every]
    return set(answers), set(reachable(spec, [bodies, [raw.parameters for raw in every]]))


def render(name: str, written: JsonObject, templates: Path) -> Rendered:
    """Return the package of provider *name*, not yet formatted."""
    spec = merged(written)
    data = parse(name, spec)
    provider = ProviderView(name, spec)
    emit = Emitter(data, spec, *_answers_and_sent(spec))
    views = _operations(emit, data, provider)
    rendered = _Printer(provider, emit, views, templates).print(params_module(name, spec, emit))
    compiled(name, rendered.files)
    return rendered


def compiled(name: str, files: Mapping[str, str]) -> None:
    """Compile every module, and raise SpecError for what is no Python: it must not take the place of what is."""
    problems: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for path, text in files.items():
            try:
                compile(text if path.endswith(".py") else "", path, "exec", dont_inherit=True)
            except (SyntaxError, ValueError, RecursionError) as error:
                line = getattr(error, "lineno", None)
                where = path if line is None else f"{path}, line {line}"
                problems.append(
                    f"{name}.yaml: {where}: the templates make broken Python of it: {_line(error.args[0])}"
                )
    if problems:
        raise SpecError(problems)


def _operations(emit: Emitter, data: GeneratorData, provider: ProviderView) -> dict[str, list[OperationView]]:
    written = {identifier(raw.id): raw for raw in operations(emit.spec)}
    arguments = {credential.scheme: credential.argument for credential in provider.credentials}
    return {
        str(tag): [OperationView(emit, e, written[str(e.name)], arguments) for e in collection.endpoints]
        for tag, collection in data.endpoint_collections_by_tag.items()
    }


class _Printer:
    def __init__(
        self, provider: ProviderView, emit: Emitter, views: dict[str, list[OperationView]], templates: Path
    ) -> None:
        self.provider, self.emit, self.views = provider, emit, views
        self.out = Rendered()
        self.env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # noqa: S701  # Python source, no HTML
        )
        self.env.filters["repr"] = lambda value: repr(str(value)) if isinstance(value, str) else repr(value)
        self.env.globals.update(
            header=f"# Generated by scripts/generate.py from specs/{provider.name}.yaml; do not edit.",
            provider=provider,
            views=views,
            emit=emit,
            class_name=class_name,
            kind_of=kind_of,
            wire=wire,
            lists=LISTS,
            docs=docs,
        )

    def _write(self, path: str, template: str, **context: Any) -> None:
        self.out.files[path] = self.env.get_template(template).render(**context)

    def print(self, params: str) -> Rendered:
        self._write("__init__.py", "package_init.py.jinja")
        self._write("client.py", "client.py.jinja")
        self.out.files["py.typed"] = ""
        self._models()
        self._write("resources/__init__.py", "resources_init.py.jinja")
        for tag, views in self.views.items():
            self._write(f"resources/{tag}.py", "resource.py.jinja", tag=tag, ops=views)
            self.out.operations += [_entry(tag, view) for view in views]
        if params:
            self.out.files["params.py"] = params
        if self.emit.records():
            self._write("records.py", "records.py.jinja")
        return self.out

    def _models(self) -> None:
        modules: dict[str, str] = {}
        for name, model in self.emit.models.items():
            if name in self.emit.answers and not self.emit.is_map(model):
                modules[name] = str(model.class_info.module_name)
                self._write(f"models/{modules[name]}.py", "model.py.jinja", model=model, name=name)
        for name, enum in self.emit.enums.items():
            modules[name] = str(enum.class_info.module_name)
            text = str(self.emit.spec["components"]["schemas"][name].get("description", ""))
            self._write(f"models/{modules[name]}.py", "enum.py.jinja", enum=enum, name=name, text=text)
        self.out.models = sorted(modules)
        self._write("models/__init__.py", "models_init.py.jinja", modules=dict(sorted(modules.items())))


def _entry(tag: str, view: OperationView) -> dict[str, str]:
    call = f"{tag}.{view.method_name}"
    return {
        "id": view.data["operationId"],
        "method": view.raw.method.upper(),
        "path": view.raw.path,
        "call": call,
    }


def tidy(folder: Path) -> None:
    """Sort imports, drop unused ones and format; broken Python stops the run here."""
    ruff = (sys.executable, "-m", "ruff")
    for command in (("check", *_RUFF, "--select", _RULES, "--fix"), ("format", *_RUFF)):
        done = subprocess.run([*ruff, *command, str(folder)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SpecError([f"the templates make broken Python: {_line(done.stdout + done.stderr)}"])
