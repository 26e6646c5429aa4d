"""``params.py``: TypedDicts of the types that requests are sent from."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from apimodel import Api, SpecError, build
from codegen.params import params_module

from ._support import GOOD, ROOT, patched, schema


def api(*patches: dict[str, Any]) -> Api:
    """Return the model of the small document, whose LightCreate has a TypedDict, with *patches* on it."""
    document: dict[str, Any] = {**GOOD}
    for patch in ({"x-params": True}, *patches):
        document = patched(schema("LightCreate", patch), document)
    return build("beacon", document)


@pytest.mark.parametrize(
    ("kind", "form", "annotation"),
    [
        *(("string", unknown, "str") for unknown in ("url", "cron", "slug", "timezone", "json", "idn-email")),
        *(
            ("string", known, "str")
            for known in ("duration", "time", "binary", "byte", "uuid", "ipv4", "uri")
        ),
        ("string", "date", "date"),
        ("string", "date-time", "datetime"),
        ("number", "decimal", "float"),
        ("number", "time-delta", "float"),
        ("integer", "int64", "int"),
        ("integer", "unix-time", "int"),
        ("integer", "date", "int"),
        ("integer", "date-time", "int"),
        ("number", "date", "float"),
        ("boolean", "date", "bool"),
        ("boolean", "date-time", "bool"),
        (["string", "null"], "date", "date | None"),
    ],
)
def test_formats(kind: str | list[str], form: str, annotation: str) -> None:
    """A field is of the type that its argument has: text in any format but those of dates, and plain numbers."""
    text = params_module(api({"properties": {"extra_one": {"type": kind, "format": form}}}))
    assert f"    extra_one: NotRequired[{annotation}]" in text.splitlines()


def test_names_with_dots_stay_in_one_module() -> None:
    """A dot in the name of a field is a part of it."""
    text = params_module(api({"properties": {"a.b": {"type": "string"}, "class": {"type": "string"}}}))
    assert "'a.b': NotRequired[str]" in text
    assert "'class': NotRequired[str]" in text


def test_a_complaint_names_the_schema(recwarn: pytest.WarningsRecorder) -> None:
    """What datamodel-code-generator warns about is a problem of the schema that it is in, and no raw warning."""
    whole = patched(schema("Odd", sent("Nowhere")), patched(schema("Outer", sent("Odd"))))
    broken = build("beacon", whole)  # the lint would have refused it
    with pytest.raises(SpecError) as caught:
        params_module(broken)
    (line,) = caught.value.problems
    assert line.startswith("beacon.yaml: #/components/schemas/Odd: datamodel-code-generator: ")
    assert "\n" not in line
    assert not recwarn.list


def sent(name: str) -> dict[str, Any]:
    """Return a schema that has a TypedDict, and refers to another one."""
    inner = {"$ref": f"#/components/schemas/{name}"}
    return {"type": "object", "x-params": True, "properties": {"inner": inner}}


def test_no_other_command_pays_for_it() -> None:
    """The generator of TypedDicts is imported where TypedDicts are made, not before."""
    program = "import sys, codegen.pipeline; sys.exit('datamodel_code_generator' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, cwd=ROOT / "scripts").returncode == 0
